"""What a vehicle costs, by the kilometre, by the day or from the year's bills."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.vehicles import AnnualCost
from tests.cost_calc.engine.samples import COSTS, amounts, distances, quick, same


def total(cost, distance_km):
    return sum(part.eur for part in cost.parts(distance_km=distance_km))


@pytest.mark.parametrize("name", COSTS)
@quick
@given(shorter=distances, more=distances)
def test_a_longer_way_never_costs_less(name, shorter, more):
    assert total(COSTS[name], shorter) <= total(COSTS[name], shorter + more)


@quick
@given(fixed=amounts, km=st.floats(1, 1e5), share=st.floats(0, 1))
def test_the_year_s_fixed_cost_is_spread_over_the_year_s_kilometres(fixed, km, share):
    cost = AnnualCost(fixed, km, other_use_share=share)
    assert same(total(cost, km), fixed * (1 - share))


def test_a_year_s_bills_make_a_rate_per_kilometre():
    cost = AnnualCost(6000, 15000, 0.08, energy_per_100km=9, energy_price_eur=1.7, other_use_share=0.5)
    assert cost.eur_per_km == pytest.approx(0.2 + 0.08 + 0.153)


def test_the_cold_unit_is_paid_by_the_hour_it_runs():
    (*_, cold) = COSTS["trinome"].parts(distance_km=0, cold_hours=4.0)
    assert (cold.component, cold.eur) == ("cold_unit", 10.0)


@pytest.mark.parametrize(("cold_km", "eur"), [(0.0, 8.3375), (50.0, 9.588125)])
def test_a_year_s_bills_pay_the_energy_of_the_cold_unit(cold_km, eur):
    """5 l at 1.6675, and 15 % more of them where the goods need the cold: 5.75 l."""
    cost = AnnualCost(3000, 12000, energy_per_100km=10, energy_price_eur=1.6675, cold_uplift_share=0.15)
    fixed, *burnt = cost.parts(distance_km=50.0, cold_km=cold_km)
    assert fixed.eur == 12.5
    assert sum(part.eur for part in burnt) == pytest.approx(eur)


def test_upkeep_that_was_not_given_is_no_input_of_the_line():
    known, unknown = (AnnualCost(3000, 12000, rate).parts(distance_km=50.0)[0] for rate in (0.1, 0.0))
    names = [[name for name, *_ in part.inputs] for part in (known, unknown)]
    assert names[0] == [*names[1], "variable_eur_per_km"]
    assert (known.formula, unknown.formula) == ("annual_cost", "annual_fixed")
