"""What the law says of real deliveries of the territory, from the table of rules to the page and the API."""

import dataclasses

import pytest
from django.urls import reverse

from carriers.models import Solution
from cost_calc.models import LegalRule
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import OwnMeans
from cost_calc.words.verdict_texts import all_said
from tests.cost_calc.conftest import DAY

QUESTION = {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60"}


def codes(result, option):
    found = {row.option.id: row for row in result.priced}
    return {verdict.code.value: verdict for verdict in found[option].verdicts}


def sale(result):
    return {verdict.code.value: verdict.severity.value for verdict in result.sale}


def test_cheese_sold_107_km_away_is_beyond_the_derogation(ask):
    """Mende to Montpellier: 107 km as the crow flies."""
    result = compare_shipment(ask(customer_type="school_canteen"), at=DAY)
    assert sale(result) == {"approval-limit": "warns"}
    assert result.sale[0].params["distance_km"] == pytest.approx(107, abs=2)


def test_the_radius_of_the_derogation_is_not_the_road(ask):
    """Mende to Alès: 103 km of road, 63 as the crow flies."""
    result = compare_shipment(ask(to="30007", customer_type="restaurant"), at=DAY)
    assert sale(result) == {"approval-needed": "informs"}


def test_minced_meat_sold_to_a_grocery_has_no_derogation(ask):
    result = compare_shipment(
        ask(to="48061", family="fresh_meat", cold_class="minced", customer_type="grocery"), at=DAY
    )
    assert sale(result) == {"approval-excluded": "warns"}
    (words,) = all_said(result.sale, result.references.rules)
    assert "ne vaut jamais pour la viande hachée" in words.message
    assert "2006" in words.source


def test_poultry_is_no_butchers_meat_and_comes_from_an_approved_slaughterhouse(ask):
    """250 kg a week, where butcher's meat has 800."""
    chicken = {"to": "48061", "family": "fresh_meat", "cold_class": "poultry", "customer_type": "grocery"}
    result = compare_shipment(ask(**chicken), at=DAY)
    assert sale(result) == {"approval-needed": "informs", "approval-slaughter": "warns"}
    assert result.sale[0].params["limit_kg"] == 250
    more = compare_shipment(ask(**chicken, mass_kg=251.0), at=DAY)
    assert sale(more) == {"approval-limit": "warns", "approval-slaughter": "warns"}


def test_three_hundred_kilos_of_cheese_a_week_are_too_many(ask):
    result = compare_shipment(
        ask(to="48061", mass_kg=300.0, deliveries_per_year=52.0, customer_type="grocery"), at=DAY
    )
    assert sale(result) == {"approval-limit": "warns"}


@pytest.mark.parametrize(
    "facts",
    [{"customer_type": "market"}, {"customer_type": "grocery", "approved": True}, {"family": "vegetables"}],
    ids=["to who eats it", "approved place", "vegetables"],
)
def test_nothing_is_said_of_a_sale_that_asks_for_nothing(ask, facts):
    assert compare_shipment(ask(**facts), at=DAY).sale == ()


def test_eggs_to_a_restaurant_ask_for_a_packing_centre(ask):
    result = compare_shipment(
        ask(to="12202", family="eggs", temperature="ambient", customer_type="restaurant"), at=DAY
    )
    assert sale(result) == {"egg-packing-centre": "warns"}


def test_the_drop_point_of_an_attested_carrier_raises_no_alarm(ask):
    result = compare_shipment(ask(), at=DAY)
    assert "atp-required" not in codes(result, "points-de-depot-frais-drop")


def test_a_cold_round_of_three_customers_near_by_raises_one(ask):
    result = compare_shipment(ask(to=["48092", "48061", "48080"]), at=DAY)
    assert codes(result, "own")["atp-required"].params["reason"] == "doors"


def test_an_attested_van_is_declared(ask):
    question = ask(own=OwnMeans(attested_atp=True))
    assert "atp-required" not in codes(compare_shipment(question, at=DAY), "own")
    unattested = dataclasses.replace(question, own=OwnMeans())
    assert "atp-required" in codes(compare_shipment(unattested, at=DAY), "own")


def test_co_delivery_82_km_away_is_legal_whatever_the_road(ask):
    """Florac to Nîmes: 82 km as the crow flies, well over 100 by the road."""
    result = compare_shipment(ask(to="30189"), at=DAY)
    assert "co-delivery-too-far" not in codes(result, "co-livraison-cevennes-ales-nimes")


def test_prepared_dishes_are_refused_by_a_service_that_holds_four_degrees(ask):
    question = ask(family="ready_meals")
    assert "cold-not-held" in codes(compare_shipment(question, at=DAY), "ligne-fraiche-a75")
    Solution.objects.filter(slug="ligne-fraiche-a75").update(holds_celsius=None)
    assert "cold-not-told" in codes(compare_shipment(question, at=DAY), "ligne-fraiche-a75")


def test_the_other_customers_of_the_trip_to_a_platform_open_the_doors(ask):
    question = ask(own=OwnMeans(other_kg=200, other_stops=6))
    found = codes(compare_shipment(question, at=DAY), "plateforme-du-bas-languedoc")
    assert found["atp-required"].params["reason"] == "doors"


def test_cheese_keeps_to_four_degrees_unless_it_is_told_ripened(ask):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(holds_celsius=8)
    assert "cold-not-held" in codes(compare_shipment(ask(), at=DAY), "ligne-fraiche-a75")
    ripened = compare_shipment(ask(cold_class="perishable"), at=DAY)
    assert "cold-not-held" not in codes(ripened, "ligne-fraiche-a75")


def test_meat_sent_at_ambient_temperature_gets_a_word(ask):
    result = compare_shipment(ask(family="fresh_meat", temperature="ambient", customer_type="home"), at=DAY)
    assert sale(result) == {"cold-needed": "warns"}


def test_a_class_of_cold_for_dry_goods_is_refused_at_its_field(client, territory):
    response = client.get(
        reverse("cost_calc:compare"), QUESTION | {"family": "honey", "cold_class": "minced"}
    )
    assert "cold_class" in response.context["form"].errors
    data = {
        "shipment": {
            "origin": "48095", "destination": "34172", "mass_kg": 60, "product_family": "honey",
            "cold_class": "minced",
        }
    }  # fmt: skip
    answer = client.post("/api/v1/calculations/compare/", data, content_type="application/json")
    assert answer.status_code == 400
    assert "cold_class" in str(answer.json())


def test_a_whole_day_at_the_wheel_gets_a_word(ask):
    assert "long-drive" in codes(compare_shipment(ask(to="75056"), at=DAY), "own")


def test_a_rule_changed_in_the_administration_changes_the_judgement(ask):
    LegalRule.objects.filter(code="atp.distance").update(value=300)
    assert "atp-required" not in codes(compare_shipment(ask(), at=DAY), "own")


def test_the_page_says_the_law_of_the_sale_once(client, territory):
    page = client.get(reverse("cost_calc:compare"), QUESTION).content.decode()
    assert page.count("la loi de cette vente") == 1
    assert page.count("la dérogation à l’agrément s’arrête") == 1


def test_the_api_gives_the_same_words_as_the_page(client, territory):
    data = {
        "shipment": {
            "origin": "48095", "destination": "34172", "mass_kg": 60, "product_family": "cheese",
            "customer_type": "school_canteen",
        }
    }  # fmt: skip
    answer = client.post("/api/v1/calculations/compare/", data, content_type="application/json").json()
    assert [verdict["code"] for verdict in answer["sale"]] == ["approval-limit"]
    own = next(option for option in answer["options"] if option["id"] == "own")
    warning = next(verdict for verdict in own["verdicts"] if verdict["code"] == "atp-required")
    assert "votre véhicule doit avoir une attestation ATP" in warning["message"]
    assert warning["source_url"].startswith("https://")
    page = client.get(reverse("cost_calc:compare"), QUESTION).content.decode()
    # Several vehicles ask the same: the page says it once, with the range of their kilometres.
    assert warning["message"].partition("km")[2] in page


def test_an_unknown_customer_type_is_refused_at_its_field(client, territory):
    data = {"shipment": {"origin": "48095", "destination": "34172", "mass_kg": 60, "customer_type": "king"}}
    response = client.post("/api/v1/calculations/compare/", data, content_type="application/json")
    assert response.status_code == 400
    assert "customer_type" in str(response.json())


def test_the_page_of_rules_gives_each_text_with_its_address(client, references):
    page = client.get(reverse("cost_calc:rules")).content.decode()
    for rule in LegalRule.objects.all():
        assert f'id="{rule.code}"' in page
        assert rule.source in page
