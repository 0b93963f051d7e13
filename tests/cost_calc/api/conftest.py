"""The calculations of the API, asked as a client asks them."""

import pytest

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
