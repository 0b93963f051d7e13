"""A round of several customers: what each costs, with and without him, and a solution for some of them."""

from cost_calc.pricing.comparison import compare_shipment
from cost_calc.quoting.matches import today_costs
from tests.cost_calc.conftest import DAY
from tests.cost_calc.pricing.rounds import FLORAC, MENDE, MONTPELLIER


def test_a_filled_van_is_an_hypothesis_and_never_the_best_nor_what_it_costs_today(ask):
    result = compare_shipment(ask(mass_kg=40.0), at=DAY)
    filled = [row.filled for row in result.filled.ways]
    assert all(row.way.hypothetical for row in filled)
    assert not any(row.way.hypothetical for row in result.priced)
    assert all(row in result.priced for row in result.best.values())
    assert [row["label"] for row in today_costs(result)] == ["Votre fourgon, trajet exprès"]


def test_the_page_of_a_round_tells_each_customer_with_and_without_him(client, territory):
    asked = {"origin": MENDE, "destination": FLORAC, "family": "cheese", "mass_kg": "40", "times": "1"}
    asked |= {"period": "week", "stop_2": MONTPELLIER, "kg_2": "25", "price_eur_per_kg": "12"}
    page = client.get("/calculer/", asked)
    found = page.context["result"].own_round
    words = page.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert page.status_code == 200
    assert "Ce que coûte chaque client de votre tournée" in words
    for customer in found.customers:
        assert f"{customer.without.eur:.2f}".replace(".", ",") in words
