"""GET /api/v1/vehicles/: the reference vehicles in force."""

import datetime

import pytest
from django.utils import timezone

from cost_calc.models import VehicleType

URL = "/api/v1/vehicles/"

pytestmark = pytest.mark.django_db


def make_vehicle(code, since, **values):
    defaults = {
        "label": code,
        "valid_from": since,
        "confidence": "B",
        "source": "Source d’essai",
        "eur_per_km": 0.5,
        "energy": "diesel",
        "litres_per_100km": 9,
        "temperatures": ["ambient"],
        "payload_kg": 800,
    }
    return VehicleType.objects.create(code=code, **(defaults | values))


@pytest.mark.parametrize(("given", "told"), [("D", "D"), ("", "B")])
def test_a_consumption_has_a_confidence_of_its_own(client, given, told):
    make_vehicle("van", timezone.localdate(), consumption_confidence=given)
    vehicle = client.get(f"{URL}van/").json()
    assert (vehicle["confidence"], vehicle["consumption_confidence"]) == ("B", told)


def codes(client, query=""):
    return [row["code"] for row in client.get(URL + query).json()["results"]]


def test_only_the_values_in_force_today_are_listed(client):
    today = timezone.localdate()
    make_vehicle("van", today - datetime.timedelta(days=400), eur_per_km=0.4)
    make_vehicle("van", today, eur_per_km=0.6)
    make_vehicle("van", today + datetime.timedelta(days=1), eur_per_km=0.9)
    make_vehicle("truck", today + datetime.timedelta(days=1))
    rows = client.get(URL).json()["results"]
    assert [(row["code"], row["eur_per_km"]) for row in rows] == [("van", 0.6)]


def test_a_filter_never_revives_replaced_values(client):
    today = timezone.localdate()
    make_vehicle("van", today - datetime.timedelta(days=400), temperatures=["chilled"])
    make_vehicle("van", today, temperatures=["ambient"])
    assert codes(client, "?temperature=chilled") == []
    assert codes(client, "?temperature=ambient") == ["van"]


def test_vehicles_are_filtered_by_energy(client):
    today = timezone.localdate()
    make_vehicle("diesel", today)
    make_vehicle("electric", today, energy="electricity", litres_per_100km=None, kwh_per_100km=20.6)
    assert codes(client, "?energy=electricity") == ["electric"]


def test_one_vehicle_is_read_by_its_code(client):
    make_vehicle("van", timezone.localdate())
    row = client.get(f"{URL}van/").json()
    assert (row["code"], row["source"], row["co2e_g_per_km"]) == ("van", "Source d’essai", None)


@pytest.mark.parametrize("size", [1, 30])
def test_a_list_asks_the_database_as_often_whatever_its_length(client, size, django_assert_num_queries):
    for number in range(size):
        make_vehicle(f"van_{number}", timezone.localdate())
    with django_assert_num_queries(2):
        client.get(URL)


def test_an_unchanged_list_is_not_sent_twice(client):
    make_vehicle("van", timezone.localdate())
    first = client.get(URL)
    again = client.get(URL, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
