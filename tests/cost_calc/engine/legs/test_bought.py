"""What the legs that someone sells have in common."""

import math

import pytest

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.legs import CustomerTripLeg, ParcelLeg
from tests.cost_calc.engine.samples import (
    ADEME,
    DIESEL,
    LEGS,
    PARCEL_VAN,
    REEFER,
    TARIFFS,
    carbon_line,
    carrier_leg,
    quote,
    shipment,
)

LEVEL_1, CONSUMPTION = CarbonMethod.FR_LEVEL_1, CarbonMethod.CONSUMPTION


@pytest.mark.parametrize("name", [name for name in LEGS if name.startswith(("own", "carrier", "pooled"))])
def test_under_level_one_every_vehicle_emits_by_its_row(name):
    row = REEFER if name.startswith("carrier") else PARCEL_VAN
    leg, goods = LEGS[name], shipment(returns_kg=0)
    expected = row.co2e_kg(mass_kg=60.0, distance_km=leg.carried_km, factor=DIESEL)
    assert carbon_line(leg, goods, LEVEL_1).co2e_kg == pytest.approx(expected)


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
