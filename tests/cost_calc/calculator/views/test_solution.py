"""« Prix pour ma livraison », on the page of one solution."""

from carriers.models import Solution
from cost_calc.pricing.comparison import compare_shipment, price_solution
from tests.cost_calc.conftest import DAY

ADDRESS = "/calculer/solution/ligne-fraiche-a75/"
QUESTION = {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60"}


def test_the_price_is_that_of_the_comparison(ask):
    question = ask()
    alone = price_solution(question, Solution.objects.get(slug="ligne-fraiche-a75"), at=DAY)
    among = {row.option.id: row for row in compare_shipment(question, at=DAY).priced}
    rows = [row for row in alone.priced if row.way.solution]
    assert rows
    for row in rows:
        assert row.quote.total_eur == among[row.option.id].quote.total_eur


def test_the_page_asks_then_answers_with_or_without_htmx(client, territory):
    assert "€/kg" not in client.get(ADDRESS).content.decode()
    assert "€/kg" in client.get(ADDRESS, QUESTION).content.decode()
    fragment = client.get(ADDRESS, QUESTION, headers={"HX-Request": "true"}).content.decode()
    assert "€/kg" in fragment
    assert "<html" not in fragment


def test_a_delivery_it_does_not_serve_says_why(client, territory):
    page = client.get(ADDRESS, QUESTION | {"mass_kg": "2"}).content.decode()
    assert "Pas en dessous de" in page


def test_a_weight_without_sense_is_said_at_its_field(client, territory):
    response = client.get(ADDRESS, QUESTION | {"mass_kg": "beaucoup"})
    assert response.context["form"].errors.keys() == {"mass_kg"}


def test_a_tool_has_no_price(client, territory):
    assert client.get("/calculer/solution/logicout/").status_code == 404
