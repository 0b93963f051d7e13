"""What a vehicle costs and emits."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.lines import Provenance
from cost_calc.engine.vehicles import KilometreRate, Vehicle, logicout_round, with_empty_return
from tests.cost_calc.engine.samples import amounts, quick, van


@quick
@given(cost=amounts, share=st.floats(0, 0.9))
def test_an_empty_return_never_makes_a_loaded_kilometre_cheaper(cost, share):
    assert with_empty_return(cost, share) >= cost


def test_half_the_way_empty_doubles_the_cost_of_the_other_half():
    assert with_empty_return(100, 0.5) == 200


def test_litres_and_factor_win_over_the_declared_emission():
    assert van(co2e_kg_per_km=9.9).wtw_kg_per_km(cold=False) == pytest.approx(0.09 * 3.17)


def test_a_refrigerated_van_burns_its_uplift_more():
    assert van().wtw_kg_per_km(cold=True) == pytest.approx(0.09 * 3.17 * 1.15)


def test_a_round_whose_emission_is_unknown_says_so_rather_than_zero():
    vehicle = Vehicle("x", "x", KilometreRate(0.4))
    quote = logicout_round(vehicle, distance_km=10, driving_minutes=10, eur_per_hour=15)
    assert math.isnan(quote.co2e_kg)


def test_the_lines_of_a_round_have_the_names_of_the_interface():
    quote = logicout_round(van(), distance_km=10, driving_minutes=10, eur_per_hour=15)
    assert [line.component for line in quote.lines] == [
        "vehicle",
        "driving",
        "delivery",
        "other_work",
        "other",
    ]


def test_a_declared_vehicle_gives_a_declared_line():
    vehicle = van(provenance=Provenance.DECLARED)
    quote = logicout_round(vehicle, distance_km=10, driving_minutes=10, eur_per_hour=15)
    assert quote.lines[0].provenance is Provenance.DECLARED
