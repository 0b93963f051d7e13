"""Each delivery of a farm, by the very answers of the calculator."""

import urllib.parse

import pytest
from django.http import QueryDict

from cost_calc.calculator.forms import QuestionForm
from cost_calc.diagnosis.deliveries import MAX_PRICED, price_deliveries
from cost_calc.models import VehicleType
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.references import ReferenceSet
from needs_survey.prefill import known_answers
from pat_logistics.territory.models import Commune
from tests.cost_calc.conftest import DAY
from tests.factories.producers import FlowFactory, ProducerFactory

pytestmark = pytest.mark.django_db

PRODUCT = {"family": "cheese", "label": "Tome", "temperature": "chilled", "kg_per_year": "4000"}
MONTPELLIER = {
    "customer_type": "restaurant", "commune": "34172", "family": "cheese", "frequency": "weekly",
    "kg_per_delivery": "60",
}  # fmt: skip
FLORAC = MONTPELLIER | {"commune": "48061", "kg_per_delivery": "12.5", "frequency": "fortnightly"}
FARM = {"products": [PRODUCT], "deliveries": [MONTPELLIER, FLORAC], "delivered_by": ["self"]}
VAN = {"kind": "van", "cold": "unit"}


@pytest.fixture
def priced(territory):
    mende, values = Commune.objects.get(pk="48095"), ReferenceSet.at(DAY)

    def deliveries(*, alone=False, **answers):
        return price_deliveries(FARM | answers, mende, values, alone=alone)

    return deliveries


def asked_by(link):
    """The question that the calculator's page reads from an address."""
    query = QueryDict(urllib.parse.urlsplit(link).query)
    form = QuestionForm(query, vehicles=VehicleType.objects.at(DAY))
    assert form.is_valid(), form.errors
    return form.question()


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"vehicles": [VAN], "eur_per_hour": "18"},
        {"vehicles": [VAN], "rounds": [{"per_week": "2", "km": "480", "minutes": 480, "stops": 5}]},
    ],
    ids=["nothing known", "van and hour", "in a round"],
)
def test_today_and_the_others_are_the_calculator_s_own_answers_to_the_cent(priced, answers):
    for row in priced(**answers).rows:
        result = compare_shipment(asked_by(row.link), at=DAY)
        found = {(each.option.label, float(each.quote.total_eur)) for each in result.priced}
        own = {each.option.id: each for each in result.priced}
        now = own.get("own-round") or own["own"]
        assert row.now.eur == pytest.approx(float(now.quote.total_eur), abs=1e-6)
        assert row.now.minutes == pytest.approx(float(now.quote.minutes))
        assert row.now.co2e_kg == pytest.approx(float(now.quote.co2e_kg))
        for way in row.others:
            assert any(label == way.label and abs(eur - way.eur) < 1e-6 for label, eur in found)


def test_the_others_are_the_two_cheapest_services_that_suit(priced):
    row = priced().rows[0]
    result = compare_shipment(asked_by(row.link), at=DAY)
    cheapest = list(
        dict.fromkeys(each.way.solution.name for each in result.feasible if each.way.solution is not None)
    )
    assert [way.solution.name for way in row.others] == cheapest[:2]
    assert len(cheapest) > 2


@pytest.mark.parametrize(("frequency", "told"), [("fortnightly", True), ("weekly", False)])
def test_a_full_round_is_told_where_customers_are_not_served_as_often(priced, frequency, told):
    stops = [{"per_week": "2", "km": "480", "minutes": 480, "stops": 5}]
    florac = FLORAC | {"frequency": frequency}
    said = " ".join(priced(deliveries=[MONTPELLIER, florac], vehicles=[VAN], rounds=stops).assumptions)
    assert ("toujours pleine" in said) is told


def test_a_round_declared_makes_today_cheaper_than_a_trip_for_one_customer(priced):
    express, shared = priced(), priced(rounds=[{"per_week": "1", "stops": 6}])
    assert shared.rows[0].now.eur < express.rows[0].now.eur
    assert "trajet exprès" in express.assumptions[0]
    assert "5 autres clients" in shared.assumptions[0]


def test_the_biggest_of_the_year_comes_first_and_the_year_is_the_sum_of_the_rows(priced):
    found = priced()
    assert [row.place for row in found.rows] == ["Montpellier", "Florac Trois Rivières"]
    assert [row.per_year for row in found.rows] == [52, 26]
    year = found.year
    assert year.now_eur == pytest.approx(sum(row.now.eur * row.per_year for row in found.rows))
    assert year.best_eur == pytest.approx(sum(row.best.eur * row.per_year for row in found.rows))
    assert year.now_co2e_kg == pytest.approx(sum(row.now.co2e_kg * row.per_year for row in found.rows))
    assert year.best_eur <= year.now_eur


def test_a_solution_reaches_only_the_places_where_it_could_make_the_delivery(priced):
    found = priced()
    far, near = found.rows
    assert far.reach != near.reach
    for key, places in found.reach.items():
        assert ("Montpellier" in places) == (key in far.reach)
        assert ("Florac Trois Rivières" in places) == (key in near.reach)


def test_without_frequency_a_delivery_has_a_price_and_no_year(priced):
    row = priced(deliveries=[{key: MONTPELLIER[key] for key in MONTPELLIER if key != "frequency"}]).rows[0]
    assert row.now.eur > 0
    assert row.rows[0][1] is None


def test_without_kilos_or_place_it_says_what_is_missing(priced):
    no_kg = {key: MONTPELLIER[key] for key in MONTPELLIER if key != "kg_per_delivery"}
    no_place = {key: MONTPELLIER[key] for key in MONTPELLIER if key != "commune"}
    found = priced(deliveries=[no_kg, no_place])
    assert {row.unknown for row in found.rows} == {"Il manque ses kilos.", "Il manque sa commune."}
    assert found.year is None
    assert found.reach is None


def test_who_has_it_carried_pays_a_price_nobody_noted(priced):
    found = priced(delivered_by=["carrier"])
    assert found.rows[0].now is None
    assert "n’a pas été noté" in found.rows[0].says
    assert found.rows[0].others
    assert found.year is None


def test_who_did_not_say_who_delivers_is_supposed_nothing(priced):
    assert "question 20" in priced(delivered_by=[]).rows[0].unknown


def test_who_sells_at_the_market_is_spared_no_trip(priced):
    found = priced(deliveries=[MONTPELLIER | {"customer_type": "market"}])
    (row,) = found.rows
    assert row.best is row.now
    assert found.year.best_eur == found.year.now_eur
    assert "c’est vous qui vendez" in row.says


def test_who_refuses_intermediaries_sees_them_apart(priced):
    row = priced(alone=True).rows[0]
    assert row.apart
    assert not {way.solution for way in row.apart} & {way.solution for way in row.others}


def test_one_comparison_serves_all_the_same_deliveries_and_the_smallest_ones_are_left_out(
    priced, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        found = priced(deliveries=[MONTPELLIER] * (MAX_PRICED + 2))
    assert len(found.rows) == MAX_PRICED
    assert found.left_out == 2


def test_a_car_is_priced_as_a_car(priced):
    (row, *_) = priced(vehicles=[{"kind": "car", "cold": "none"}]).rows
    assert row.now.label.startswith("Votre voiture")


@pytest.fixture
def known_farm(territory):
    """A farm with one flow, and its deliveries priced from the answers the form proposes."""
    farm = ProducerFactory(commune_id="48095")

    def priced(changed=None, **flow):
        FlowFactory(producer=farm, product_line__producer=farm, destination_id="48061", months=[], **flow)
        answers = known_answers(farm) | (changed or {})
        mende = Commune.objects.get(pk="48095")
        return price_deliveries(answers, mende, ReferenceSet.at(DAY), alone=False, producer=farm)

    return priced


def test_what_a_carrier_takes_today_is_not_priced_as_the_farm_s_own_trip(known_farm):
    (row,) = known_farm({"delivered_by": ["self", "carrier"]}, transport_today="carrier").rows
    assert row.now is None
    assert "un transporteur" in row.says
    assert all(change is None for _, change in row.rows)


def test_who_changed_its_ways_is_believed(known_farm):
    (row,) = known_farm({"delivered_by": ["self"]}, transport_today="carrier").rows
    assert row.now


def test_several_ways_of_delivering_are_told(priced):
    assert "plusieurs façons" in " ".join(priced(delivered_by=["self", "carrier"]).assumptions)


def test_a_customer_beyond_the_longest_round_is_a_trip_of_its_own(priced):
    rounds = [{"per_week": "2", "km": "80", "minutes": 120, "stops": 5}]
    priced_rows = priced(rounds=rounds, vehicles=[VAN])
    by_place = {row.place: row for row in priced_rows.rows}
    assert by_place["Montpellier"].is_express
    assert not by_place["Florac Trois Rivières"].is_express
    alone = {row.place: row for row in priced(vehicles=[VAN], rounds=[{"per_week": "2", "stops": 1}]).rows}
    assert by_place["Montpellier"].now.eur == pytest.approx(alone["Montpellier"].now.eur)
    [said] = [text for text in priced_rows.assumptions if "trajet exprès" in text]
    assert "Montpellier" in said
    assert "Florac" not in said
    assert priced_rows.express == ["Montpellier"]
    alone_told = " ".join(priced(rounds=rounds, vehicles=[VAN], deliveries=[MONTPELLIER]).assumptions)
    assert "dans une tournée" not in alone_told
    assert "raccourcit" not in alone_told


def test_who_refuses_intermediaries_sees_shared_rounds_apart_too(priced):
    kinds = {way.solution.kind for row in priced(alone=True).rows for way in row.others if way.solution}
    assert "co_delivery" not in kinds
