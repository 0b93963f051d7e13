"""Parcel post."""

import pytest

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.lines import Provenance
from cost_calc.engine.shipment import Shipment
from tests.cost_calc.engine.samples import (
    ADEME,
    DIESEL,
    PARCEL_VAN,
    carbon_line,
    parcel_leg,
)

LEVEL_1, CONSUMPTION = CarbonMethod.FR_LEVEL_1, CarbonMethod.CONSUMPTION


def test_under_level_one_a_parcel_emits_by_its_row():
    expected = PARCEL_VAN.co2e_kg(mass_kg=60.0, distance_km=600.0, factor=DIESEL)
    assert carbon_line(parcel_leg(), method=LEVEL_1).co2e_kg == pytest.approx(expected)


def test_a_cold_parcel_emits_its_uplift_more_and_is_called_an_estimate():
    line = carbon_line(parcel_leg(uplift=0.15))
    assert (line.co2e_kg, line.provenance) == (pytest.approx(ADEME.co2e_kg(60) * 1.15), Provenance.ESTIMATED)


def test_an_ambient_parcel_is_the_published_model():
    line = carbon_line(parcel_leg(uplift=0.15), Shipment(60))
    assert (line.co2e_kg, line.provenance) == (pytest.approx(ADEME.co2e_kg(60)), Provenance.REFERENCE)
