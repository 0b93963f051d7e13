"""A total is its lines."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.lines import Line, Quote
from tests.cost_calc.engine.samples import LEGS, amounts, is_plain_float, quick, same, shipment


@quick
@given(eur=st.lists(amounts, max_size=8))
def test_the_total_is_the_sum_of_the_lines(eur):
    assert same(Quote(tuple(Line("vehicle", 1, each) for each in eur)).total_eur, math.fsum(eur))


def test_a_quote_without_lines_costs_a_plain_zero():
    assert is_plain_float(Quote(()).total_eur)


def test_one_unknown_price_makes_the_total_unknown():
    assert math.isnan(Quote((Line("vehicle", 1, 10.0), Line("transport", 2, math.nan))).total_eur)


@pytest.mark.parametrize("first", LEGS)
def test_two_legs_add_up(first):
    legs = (LEGS[first], LEGS["carrier_per_100kg"])
    parts = [leg.lines(shipment(), number) for number, leg in enumerate(legs, start=1)]
    whole = Quote(parts[0] + parts[1])
    assert same(whole.total_eur, sum(Quote(part).total_eur for part in parts))


def test_a_quote_refuses_to_add_two_carbon_methods():
    lines = tuple(Line("carbon", 1, co2e_kg=1.0, carbon_method=method) for method in CarbonMethod)
    with pytest.raises(InvalidInput, match="mixed_methods"):
        Quote(lines)


@pytest.mark.parametrize("name", [name for name in LEGS if name not in ("storage", "locker")])
def test_legs_of_different_methods_cannot_be_added(name):
    emitted = LEGS[name].lines(shipment(), 1, CarbonMethod.CONSUMPTION)
    other = LEGS["carrier_stop"].lines(shipment(), 2, CarbonMethod.FR_LEVEL_1)
    with pytest.raises(InvalidInput):
        Quote(emitted + other)


@pytest.mark.parametrize("name", LEGS)
def test_every_line_says_where_it_comes_from(name):
    assert all(line.provenance and line.formula for line in LEGS[name].lines(shipment()))


def test_cost_and_carbon_per_kilogram_are_the_totals_over_the_mass():
    quote = Quote((Line("vehicle", 1, 30.0, 6.0),))
    assert (quote.per_kg(60), quote.co2e_per_kg(60)) == (0.5, 0.1)
