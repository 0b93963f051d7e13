"""How often is asked as people say it, in the form, in old addresses and in the API."""

import pytest

from cost_calc.calculator.forms import QuestionForm
from cost_calc.quoting.matches import request_of
from tests.cost_calc.conftest import DAY

CASE = {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60"}
API = "/api/v1/calculations/compare/"
SHIPMENT = {"origin": "48095", "destination": "34172", "mass_kg": 60}

pytestmark = pytest.mark.django_db


def asked(**answers):
    form = QuestionForm(CASE | answers)
    assert form.is_valid(), form.errors
    return form.question()


@pytest.fixture(autouse=True)
def communes(territory):
    """Places to name."""


@pytest.mark.parametrize(
    ("answers", "per_year", "said"),
    [
        ({"times": "1", "period": "week"}, 52, "1 fois par semaine"),
        ({"times": "1", "period": "fortnight"}, 26, "1 fois tous les 15 jours"),
        ({"times": "2,5", "period": "month"}, 30, "2,5 fois par mois"),
        ({"per_month": "4"}, 48, "4 fois par mois"),
        ({"per_month": "4", "times": "1", "period": "week"}, 52, "1 fois par semaine"),
    ],
)
def test_the_form_and_old_addresses_say_how_often(answers, per_year, said):
    question = asked(**answers)
    assert question.deliveries_per_year == per_year
    assert str(question.frequency) == said


def test_nothing_said_is_nothing_supposed():
    assert asked().deliveries_per_year is None


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
