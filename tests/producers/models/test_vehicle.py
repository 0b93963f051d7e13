"""The vans of a farm."""

from datetime import date

import pytest

from producers.models import Vehicle
from tests.factories.producers import VehicleFactory
from tests.refused import Refusals

pytestmark = pytest.mark.django_db

REFUSED = [
    (VehicleFactory, {"kind": "balloon"}, "vehicle_kind_known"),
    (VehicleFactory, {"temperatures": ["warm"]}, "vehicle_temperatures_known"),
    (VehicleFactory, {"payload_kg": 0}, "vehicle_payload_kg_in_sense"),
    (VehicleFactory, {"volume_m3": 0}, "vehicle_volume_m3_in_sense"),
    (VehicleFactory, {"eur_per_km": -1}, "vehicle_eur_per_km_in_sense"),
    (VehicleFactory, {"litres_per_100km": 0}, "vehicle_litres_per_100km_in_sense"),
    (VehicleFactory, {"fixed_eur_per_year": -1, "km_per_year": 10}, "vehicle_fixed_eur_per_year_in_sense"),
    (VehicleFactory, {"km_per_year": 0}, "vehicle_km_per_year_in_sense"),
    (VehicleFactory, {"atp_expires_on": date(1999, 12, 31)}, "vehicle_atp_expires_on_in_sense"),
    (VehicleFactory, {"fixed_eur_per_year": 3000}, "vehicle_fixed_costs_have_km"),
]


class TestRefusals(Refusals):
    MODELS = (Vehicle,)
    ROWS = REFUSED


def test_a_van_is_called_by_its_name_or_by_its_kind():
    assert str(Vehicle(name="Le fourgon blanc", kind="van")) == "Le fourgon blanc"
    assert "sans froid" in str(Vehicle(kind="van"))
