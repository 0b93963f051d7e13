"""A vehicle that goes round and comes back: the producer's own, or one shared at cost."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.vehicles import KilometreRate, Vehicle
from cost_calc.engine.verdicts import Code
from tests.cost_calc.engine.samples import (
    COSTS,
    alone,
    carbon_line,
    carrier_leg,
    distances,
    masses,
    own_leg,
    pooled_leg,
    quick,
    quote,
    same,
    shipment,
    van,
)

LEVEL_1, CONSUMPTION = CarbonMethod.FR_LEVEL_1, CarbonMethod.CONSUMPTION


@pytest.mark.parametrize("name", ["own_rate", "pooled", "carrier_fixed_variable"])
@quick
@given(km=distances, more=distances)
def test_a_longer_way_never_costs_less(name, km, more):
    make = {"own_rate": own_leg, "pooled": pooled_leg}.get(name) or (
        lambda **values: carrier_leg("fixed_variable", **values)
    )
    assert quote(make(distance_km=km)).total_eur <= quote(make(distance_km=km + more)).total_eur


@quick
@given(km=distances, more=distances)
def test_a_longer_round_never_emits_less(km, more):
    near, far = (quote(own_leg(distance_km=d)).co2e_kg for d in (km, km + more))
    assert near <= far


def test_each_further_trip_goes_there_and_back_rather_than_round():
    leg = alone(vehicle=van(payload_kg=700.0), max_loads=20.0, load_km=40.0, load_minutes=30.0)
    assert quote(leg, Shipment(1500.0)).distance_km == 100 + 2 * 40


def test_beyond_the_trips_allowed_the_vehicle_is_too_small():
    leg = alone(vehicle=van(payload_kg=700.0), max_loads=20.0)
    codes = {verdict.code for verdict in leg.verdicts(Shipment(14_001.0)) if verdict.where}
    assert codes == {Code.OVER_PAYLOAD}


@pytest.mark.parametrize(("make", "own"), [(own_leg, True), (pooled_leg, False)])
def test_empties_take_time_that_whoever_sends_them_bears(make, own):
    leg = make(minutes_per_return_kg=0.1)
    without, with_empties = (quote(leg, shipment(returns_kg=kg)) for kg in (0.0, 50.0))
    assert with_empties.total_eur - without.total_eur == pytest.approx(50 * 0.1 / 60 * 15)
    assert with_empties.minutes - without.minutes == pytest.approx(5.0 if own else 0.0)


@quick
@given(mass=masses, other=masses, near=st.floats(1, 300), far=st.floats(1, 300))
def test_two_shipments_of_one_round_emit_the_whole_round(mass, other, near, far):
    pairs = ((mass, near, other, far), (other, far, mass, near))
    halves = [
        quote(
            own_leg(other_kg=theirs, other_kg_km=theirs * away, direct_km=km), shipment(kg, returns_kg=0)
        ).co2e_kg
        for kg, km, theirs, away in pairs
    ]
    assert same(sum(halves), 150 * 0.09 * 3.17 * 1.15)


def test_alone_on_board_the_whole_way_back_included_is_ours():
    assert quote(alone(), Shipment(60)).co2e_kg == pytest.approx(100 * 0.09 * 3.17)


def test_the_producer_s_hour_replaces_the_driver_s_of_a_trinome():
    leg = alone(cost=COSTS["trinome"], driving_minutes=60.0, handling_minutes=0.0)
    driving = [line.eur for line in leg.lines(Shipment(60)) if line.component == "driving"]
    assert driving == [15.0]


def test_without_a_rate_of_his_own_the_trinome_s_driver_is_paid():
    leg = alone(cost=COSTS["trinome"], driving_minutes=60.0, eur_per_hour=None)
    driving = [line.eur for line in leg.lines(Shipment(60)) if line.component == "driving"]
    assert driving == [27.0]


@pytest.mark.parametrize("make", [own_leg, pooled_leg])
def test_empties_brought_back_add_to_the_share_of_the_emission(make):
    goods = shipment(returns_kg=0.0), shipment(returns_kg=30.0)
    without, with_empties = (quote(make(), each).co2e_kg for each in goods)
    assert without < with_empties


def test_a_shared_round_takes_only_the_minutes_the_producer_gives_it():
    assert quote(pooled_leg(own_minutes=12.0)).minutes == 12


def test_a_vehicle_without_any_figure_has_an_unknown_emission():
    leg = own_leg()
    bare = type(leg)(Vehicle("x", "x", KilometreRate(0.4)), 100, 90)
    assert [math.isnan(quote(bare, method=method).co2e_kg) for method in CarbonMethod] == [True, True]


def test_a_way_out_never_longer_than_half_the_round_is_assumed_when_it_is_not_known():
    assert alone().carried_km == 50


def test_pollutants_of_a_round_are_shared_as_its_carbon_is():
    leg = own_leg()
    polluting = replace(leg, vehicle=replace(leg.vehicle, nox_g_per_km=0.622, pm_g_per_km=0.001))
    share = next(item.value for item in carbon_line(leg).inputs if item.name == "share")
    assert polluting.pollutants_g(shipment()) == pytest.approx((150 * 0.622 * share, 150 * 0.001 * share))
    assert leg.pollutants_g(shipment()) is None
