"""How often is asked as people say it, in the form, in old addresses and in the API."""

import pytest

from cost_calc.quoting.matches import request_of
from tests.cost_calc.conftest import DAY
from tests.cost_calc.frequency import CASE, asked

API = "/api/v1/calculations/compare/"
SHIPMENT = {"origin": "48095", "destination": "34172", "mass_kg": 60}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def communes(territory):
    """Places to name."""


def test_the_result_repeats_what_was_typed(client):
    page = client.get("/calculer/", CASE | {"times": "1", "period": "fortnight"})
    assert "1 fois tous les 15 jours" in page.text


def test_a_request_for_quotes_repeats_what_was_typed(ask):
    from cost_calc.pricing.comparison import compare_shipment

    question = asked(times="4", period="month")
    quote = request_of(question, compare_shipment(question, at=DAY), "")
    assert quote.how_often == "4 fois par mois (48 par an)"
    quote.frequency = ""
    assert quote.how_often == "environ 48 par an"


def compared(client, **shipment):
    return client.post(API, {"shipment": SHIPMENT | shipment}, content_type="application/json")


def test_the_api_takes_the_frequency_or_the_number_of_a_year_and_not_both(client):
    weekly = {"times": 1, "period": "week"}
    assert compared(client, frequency=weekly).status_code == 200
    assert compared(client, deliveries_per_year=52).status_code == 200
    refused = compared(client, frequency=weekly, deliveries_per_year=52)
    assert refused.status_code == 400
    assert "frequency" in refused.text


def test_the_api_takes_the_price_of_a_kilo_or_the_value_and_not_both(client):
    assert compared(client, price_eur_per_kg=18).status_code == 200
    refused = compared(client, price_eur_per_kg=18, goods_value_eur=900)
    assert refused.status_code == 400
    assert "price_eur_per_kg" in refused.text
