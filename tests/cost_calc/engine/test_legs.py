"""Each link of the chain."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.legs import CustomerTripLeg, HandlingLeg, ParcelLeg
from cost_calc.engine.lines import Provenance, Quote
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.vehicles import KilometreRate, Vehicle
from tests.cost_calc.engine.samples import (
    ADEME,
    COSTS,
    DIESEL,
    LEGS,
    PARCEL_VAN,
    REEFER,
    TARIFFS,
    carrier_leg,
    distances,
    masses,
    own_leg,
    parcel_leg,
    pooled_leg,
    quick,
    same,
    shipment,
)

LEVEL_1, CONSUMPTION = CarbonMethod.FR_LEVEL_1, CarbonMethod.CONSUMPTION


def quote(leg, goods=None, method=CONSUMPTION):
    return Quote(leg.lines(goods or shipment(), 1, method))


def carbon_line(leg, goods=None, method=CONSUMPTION):
    return next(line for line in leg.lines(goods or shipment(), 1, method) if line.carbon_method)


def alone(**changes):
    """There and back to one customer 50 km away."""
    values = {"distance_km": 100.0, "direct_km": None, "other_kg": 0.0, "other_kg_km": 0.0, "toll_eur": 0.0}
    return own_leg(**values | changes)


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


@quick
@given(mass=masses, more=masses)
def test_more_kilos_take_a_larger_share_of_the_round(mass, more):
    assert quote(own_leg(), shipment(mass)).total_eur <= quote(own_leg(), shipment(mass + more)).total_eur


@pytest.mark.parametrize("make", [own_leg, pooled_leg])
@quick
@given(mass=masses, scale=st.floats(0.1, 10))
def test_a_round_with_everything_on_board_scaled_costs_the_same(make, mass, scale):
    one = quote(make(other_kg=100.0, other_kg_km=4000.0), shipment(mass))
    other = quote(make(other_kg=100.0 * scale, other_kg_km=4000.0 * scale), shipment(mass * scale))
    assert same((one.total_eur, one.co2e_kg), (other.total_eur, other.co2e_kg))


@pytest.mark.parametrize("name", COSTS)
@quick
@given(mass=masses, other=masses)
def test_two_shipments_of_one_round_pay_the_whole_round(name, mass, other):
    leg = own_leg(COSTS[name], handling_minutes=0.0, other_kg=0.0, other_kg_km=0.0)
    halves = [
        quote(
            own_leg(COSTS[name], handling_minutes=0.0, other_kg=theirs, other_kg_km=55.0 * theirs),
            shipment(kg),
        )
        for kg, theirs in ((mass, other), (other, mass))
    ]
    assert same(sum(half.total_eur for half in halves), quote(leg, shipment(mass)).total_eur)


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


def test_the_carrier_s_driving_is_not_the_producer_s_time():
    assert quote(carrier_leg("stop", handling_minutes=15.0)).minutes == 15


def test_a_shared_round_takes_only_the_minutes_the_producer_gives_it():
    assert quote(pooled_leg(own_minutes=12.0)).minutes == 12


@pytest.mark.parametrize("name", [name for name in LEGS if name.startswith(("own", "carrier", "pooled"))])
def test_under_level_one_every_vehicle_emits_by_its_row(name):
    row = REEFER if name.startswith("carrier") else PARCEL_VAN
    leg, goods = LEGS[name], shipment(returns_kg=0)
    expected = row.co2e_kg(mass_kg=60.0, distance_km=leg.carried_km, factor=DIESEL)
    assert carbon_line(leg, goods, LEVEL_1).co2e_kg == pytest.approx(expected)


def test_under_level_one_a_parcel_emits_by_its_row():
    expected = PARCEL_VAN.co2e_kg(mass_kg=60.0, distance_km=600.0, factor=DIESEL)
    assert carbon_line(parcel_leg(), method=LEVEL_1).co2e_kg == pytest.approx(expected)


def test_a_cold_parcel_emits_its_uplift_more_and_is_called_an_estimate():
    line = carbon_line(parcel_leg(uplift=0.15))
    assert (line.co2e_kg, line.provenance) == (pytest.approx(ADEME.co2e_kg(60) * 1.15), Provenance.ESTIMATED)


def test_an_ambient_parcel_is_the_published_model():
    line = carbon_line(parcel_leg(uplift=0.15), Shipment(60))
    assert (line.co2e_kg, line.provenance) == (pytest.approx(ADEME.co2e_kg(60)), Provenance.REFERENCE)


@pytest.mark.parametrize(
    ("leg", "method"),
    [
        (ParcelLeg(TARIFFS["parcel"], ADEME), CONSUMPTION),
        (ParcelLeg(TARIFFS["parcel"]), CONSUMPTION),
        (ParcelLeg(TARIFFS["parcel"], ADEME, uplift=0.15), LEVEL_1),
        (carrier_leg("stop", carbon_class=None), CONSUMPTION),
        (CustomerTripLeg(7, 0.142), LEVEL_1),
    ],
)
def test_an_emission_nobody_knows_is_unknown_rather_than_zero(leg, method):
    assert math.isnan(quote(leg, method=method).co2e_kg)


def test_a_vehicle_without_any_figure_has_an_unknown_emission():
    leg = own_leg()
    bare = type(leg)(Vehicle("x", "x", KilometreRate(0.4)), 100, 90)
    assert [math.isnan(quote(bare, method=method).co2e_kg) for method in CarbonMethod] == [True, True]


@pytest.mark.parametrize(("basket", "trips"), [(None, 1), (6.0, 10), (7.0, 9), (100.0, 1)])
def test_each_customer_makes_a_trip(basket, trips):
    assert quote(CustomerTripLeg(7, 0.142, basket)).co2e_kg == pytest.approx(trips * 0.994)


def test_a_customer_s_trip_costs_the_producer_nothing():
    assert quote(LEGS["customer"]).total_eur == 0


def test_a_free_place_costs_its_time_only():
    assert quote(HandlingLeg(None, minutes=30, eur_per_hour=20)).total_eur == 10


def test_a_drop_is_priced_for_its_own_kilos():
    part = carrier_leg("fixed_variable", mass_kg=20.0)
    assert same(quote(part).total_eur, quote(carrier_leg("fixed_variable"), shipment(20.0)).total_eur)


def test_a_way_out_never_longer_than_half_the_round_is_assumed_when_it_is_not_known():
    assert alone().carried_km == 50
