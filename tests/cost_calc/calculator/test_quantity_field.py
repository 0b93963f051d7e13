"""A number typed the French way, with its unit and its bounds."""

import pytest
from django import forms

from cost_calc.calculator.quantity_field import Quantity


class Load(forms.Form):
    kg = Quantity(low=0.5, high=24_000, unit="kg")
    hours = Quantity(low=0, high=1, unit="h", required=True)


def read(typed, name="kg"):
    """What the form makes of a field, and what it says beside it."""
    form = Load({"kg": typed, "hours": typed})
    form.full_clean()
    return form.cleaned_data.get(name), form.errors.get(name, [])


@pytest.mark.parametrize(
    ("typed", "kg"), [("1 234,5", 1234.5), ("1\u202f234,5", 1234.5), ("12.5", 12.5), ("24000", 24_000.0)]
)
def test_it_is_read_as_people_write_it(typed, kg):
    assert read(typed) == (kg, [])


@pytest.mark.parametrize("typed", ["0,4", "24 001", "-3", "beaucoup", "nan", "1e9"])
def test_whatever_is_wrong_is_answered_with_the_bounds_and_the_unit(typed):
    assert read(typed) == (None, ["Donnez un nombre entre 0,5 et 24 000 kg."])


def test_it_may_be_left_out_unless_it_may_not():
    assert read("") == (None, [])
    assert len(read("", "hours")[1]) == 1


def test_the_unit_stands_beside_the_field():
    assert "kg" in str(Load()["kg"])
