"""The producer's means, as every way of a question is built from them."""

import pytest

from cost_calc.models import ReferenceValue
from tests.cost_calc.pricing.rounds import by_id, codes


@pytest.mark.parametrize(("mass_kg", "possible"), [(14_000.0, True), (14_100.0, False)])
def test_the_own_van_is_impossible_beyond_twenty_trips_only(potatoes, mass_kg, possible):
    own = by_id(potatoes(mass_kg))["own"]
    assert own.feasible is possible
    assert ("over-payload" in codes(own)) is not possible


def test_the_number_of_trips_allowed_is_a_value_one_may_change(potatoes):
    ReferenceValue.objects.filter(code="round.max_loads").update(value=2)
    assert not by_id(potatoes())["own"].feasible


def test_a_round_of_several_customers_and_loads_goes_back_to_them_on_average(compare):
    one = compare(to=["34172", "30189"], mass_kg=400.0)  # 800 kg: one load of the chilled van
    two = compare(to=["34172", "30189"], mass_kg=401.0)
    legs = [by_id(each)["own"] for each in (one, two)]
    back = legs[1].option.legs[0].load_km
    assert legs[1].quote.distance_km - legs[0].quote.distance_km == pytest.approx(back)
    assert back < legs[0].quote.distance_km


def test_loading_a_heavy_delivery_takes_longer_than_a_light_one(potatoes):
    light, base, heavy = (by_id(potatoes(kg))["own"].quote.minutes for kg in (2.0, 100.0, 600.0))
    assert light == base
    assert heavy - base == pytest.approx(10.0)  # five hundred kilos more, loaded and unloaded


def test_minutes_typed_for_a_stop_hold_whatever_the_kilos(potatoes):
    light, heavy = (by_id(potatoes(kg, stop_minutes=30.0))["own"].quote.minutes for kg in (100.0, 600.0))
    assert heavy - light == pytest.approx(5.0)


def test_empties_take_the_producer_s_time_and_no_kilometre_of_his_own_round(compare):
    without, with_empties = (by_id(compare(returns_kg=kg))["own"].quote for kg in (0.0, 30.0))
    assert with_empties.distance_km == without.distance_km
    assert with_empties.minutes - without.minutes == pytest.approx(3.0)
