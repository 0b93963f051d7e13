"""The numbers of a base price are enough to do it again."""

import math

import numpy as np

from cost_calc.engine.bands import Band, Grid
from cost_calc.engine.explained import band_inputs, weight_inputs
from cost_calc.engine.lines import Formula
from cost_calc.engine.shipment import Shipment

LOAD = Shipment(100, volume_m3=1.0)


def names(inputs):
    return [name for name, *_ in inputs]


def test_a_mass_that_is_billed_as_it_is_says_itself_alone():
    assert names(weight_inputs(LOAD, 100.0, 100.0, 100.0, (None, None))) == ["taxable_kg"]


def test_a_mass_made_by_its_room_says_the_room_and_the_rate():
    told = weight_inputs(LOAD, 100.0, 250.0, 250.0, (250.0, None))
    assert names(told) == ["mass_kg", "volume_m3", "kg_per_m3", "taxable_kg"]


def test_a_rounded_mass_says_what_it_was():
    assert names(weight_inputs(LOAD, 99.2, 99.2, 100.0, (None, None))) == ["mass_kg", "taxable_kg"]


def test_a_batch_says_no_more_than_its_taxable_masses():
    masses = np.array([1.0, 2.0])
    assert names(weight_inputs(Shipment(masses), masses, masses, masses, (None, None))) == ["taxable_kg"]


def read(bands, kg, eur, pallet_kg=None):
    grid = Grid(bands, pallet_kg=pallet_kg, always_flat=False)
    formula, inputs = band_inputs(grid, kg, kg / (pallet_kg or 100.0), eur, pallet_kg)
    return formula, names(inputs)


BANDS = [Band(0, 100, 42), Band(100, None, 34)]


def test_a_price_per_100_kg_says_its_rate_and_payant_pour_the_kilos_it_pays_for():
    assert read(BANDS, 50.0, 21.0) == (Formula.PRICE_PER_100KG, ["eur_per_100kg"])
    assert read(BANDS, 90.0, 34.0) == (Formula.PAYANT_POUR, ["paid_kg", "eur_per_100kg"])


def test_a_flat_price_says_that_it_is_one():
    assert read([Band(0, 100, 28, flat=True)], 50.0, 28.0) == (Formula.FLAT_PRICE, ["flat_eur"])


def test_an_unknown_price_is_not_explained():
    assert read(BANDS, 50.0, math.nan) == (None, [])
