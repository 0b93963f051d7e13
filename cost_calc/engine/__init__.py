"""Cost and carbon of a delivery, every way it can be made.

A library of pure functions and frozen dataclasses, on NumPy alone: data and parameters in, a result out;
no global, no input or output, no clock. Every value that has a source (a price, an emission factor, a
threshold of the law) is a parameter. Quantities are plain floats or NumPy arrays that broadcast; the
arithmetic is the same.

Units are in the names: `_kg`, `_km`, `_minutes`, `_eur` (excluding VAT), `co2e_kg`. A share is a fraction
of one.
"""
