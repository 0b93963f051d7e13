"""The calculations of the API, asked as a client asks them."""

import datetime

import pytest

from cost_calc.models import VehicleType
from tests.cost_calc.api import rounds

URL = "/api/v1/calculations/compare/"
SHIPMENT = {
    "origin": "48095",
    "destination": "34172",
    "mass_kg": 60,
    "temperature": "chilled",
    "goods_value_eur": 900,
    "deliveries_per_year": 48,
    "returns_kg": 5,
    "product_family": "cheese",
}


@pytest.fixture
def post(client):
    def send(body):
        return client.post(URL, body, content_type="application/json")

    return send


@pytest.fixture
def compare(post, territory):
    def send(shipment=(), **others):
        response = post({"shipment": SHIPMENT | dict(shipment)} | others)
        assert response.status_code == 200, response.json()
        return response.json()

    return send


@pytest.fixture
def post_round(client):
    def send(body):
        return client.post(rounds.URL, body, content_type="application/json")

    return send


@pytest.fixture
def usual(references):
    """The portal's own values, and one vehicle whose emission nobody published."""
    VehicleType.objects.create(
        code="usual",
        label="Fourgon usuel",
        valid_from=datetime.date(2020, 1, 1),
        confidence="B",
        source="Source d’essai",
        eur_per_km=0.8,
        energy="diesel",
        litres_per_100km=9,
        temperatures=["chilled"],
        payload_kg=500,
    )
