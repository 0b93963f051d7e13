"""Where goods stop, and the customer who comes for them."""

import math

import pytest

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.legs import CustomerTripLeg, HandlingLeg, NoRoadLeg
from cost_calc.engine.verdicts import Code, Severity
from tests.cost_calc.engine.samples import (
    LEGS,
    quote,
    shipment,
)

LEVEL_1, CONSUMPTION = CarbonMethod.FR_LEVEL_1, CarbonMethod.CONSUMPTION


@pytest.mark.parametrize(("basket", "trips"), [(None, 1), (6.0, 10), (7.0, 9), (100.0, 1)])
def test_each_customer_makes_a_trip(basket, trips):
    assert quote(CustomerTripLeg(7, 0.142, basket)).co2e_kg == pytest.approx(trips * 0.994)


def test_a_customer_s_trip_costs_the_producer_nothing():
    assert quote(LEGS["customer"]).total_eur == 0


def test_a_free_place_costs_its_time_only():
    assert quote(HandlingLeg(None, minutes=30, eur_per_hour=20)).total_eur == 10


@pytest.mark.parametrize("method", CarbonMethod)
def test_a_way_that_the_sea_cuts_has_no_price_and_no_kilometre_and_is_forbidden(method):
    bill = quote(NoRoadLeg(), method=method)
    assert math.isnan(bill.total_eur)
    assert math.isnan(bill.co2e_kg)
    assert (bill.distance_km, bill.minutes) == (0, 0)
    [verdict] = NoRoadLeg().verdicts(shipment())
    assert (verdict.code, verdict.severity) == (Code.NO_ROAD, Severity.BLOCKS)
