"""A week of deliveries, from the rounds declared: worked out by hand beside the engine."""

import pytest

from cost_calc.diagnosis.costs import week_cost
from cost_calc.pricing.references import MissingReferenceError, ReferenceSet
from needs_survey.prefill import known_answers
from tests.cost_calc.conftest import DAY
from tests.factories.producers import FlowFactory, ProducerFactory

pytestmark = pytest.mark.django_db

ROUND = {"per_week": "2", "km": "80", "minutes": 120}
VAN = {"kind": "van", "cold": "unit"}
DELIVERY = {"customer_type": "restaurant", "commune": "48095", "frequency": "weekly", "kg_per_delivery": "50"}
OWN = {"delivered_by": ["self"]}


@pytest.fixture
def cost(references):
    values = ReferenceSet.at(DAY)
    return lambda **answers: week_cost(answers, values)


def test_a_round_is_its_kilometres_and_its_minutes(cost):
    """80 km × 0.5096 €/km (Logicoût, fourgon Euro 5) and 2 h × 15 €, twice a week."""
    week = cost(**OWN, rounds=[ROUND], vehicles=[VAN])
    (row,) = week.rounds
    assert row.vehicle_eur == pytest.approx(80 * 0.5096)
    assert row.time_eur == pytest.approx(30)
    assert week.eur == pytest.approx(2 * (80 * 0.5096 + 30))
    assert week.minutes == 240


def test_the_time_around_the_rounds_comes_on_top_and_the_driving_is_not_counted_twice(cost):
    alone = cost(**OWN, rounds=[ROUND], vehicles=[VAN])
    week = cost(
        **OWN, rounds=[ROUND], vehicles=[VAN], minutes_orders=60, minutes_driving=300, minutes_unloading=90
    )
    assert week.minutes == 240 + 60
    assert week.eur == pytest.approx(alone.eur + 15)


def test_without_rounds_the_declared_driving_tells_the_hours_and_the_cost_is_unknown(cost):
    week = cost(**OWN, minutes_driving=300, minutes_orders=60)
    assert week.minutes == 360
    assert week.eur is None
    assert "question 21" in week.missing[0]


def test_the_hour_is_the_one_declared(cost):
    week = cost(**OWN, rounds=[ROUND], vehicles=[VAN], eur_per_hour="20")
    assert week.rounds[0].time_eur == pytest.approx(40)
    assert not any("Heure" in text for text in week.assumptions)


def test_the_hour_left_unsaid_is_named(cost):
    assert any("Heure du producteur" in text for text in cost(**OWN, rounds=[ROUND]).assumptions)


def test_the_only_vehicle_takes_the_costs_declared(cost):
    """(3 600 € of rent + 600 of insurance + 800 of upkeep) / 20 000 km, and 10 l at 2.001 € less VAT."""
    week = cost(
        **OWN,
        rounds=[ROUND],
        vehicles=[VAN | {"km_per_year": 20000}],
        rent_eur_per_month="300",
        insurance_eur_per_year="600",
        maintenance_eur_per_year="800",
        litres_per_100km="10",
    )
    assert week.rounds[0].vehicle_eur == pytest.approx(80 * (5000 / 20000 + 0.1 * 2.001 / 1.2))


def test_the_litres_of_an_electric_van_are_not_taken_for_diesel(cost):
    vehicle = {"kind": "small_van", "energy": "electric", "km_per_year": 20000}
    bills = OWN | {"rounds": [ROUND], "vehicles": [vehicle], "rent_eur_per_month": "300"}
    assert cost(**bills, litres_per_100km="20").rounds[0].vehicle_eur == pytest.approx(
        80 * (3600 / 20000 + 0.206 * 0.194 / 1.2), rel=1e-5
    )


def test_the_cold_unit_of_a_van_burns_too(cost):
    bare, cold = (
        cost(**OWN, rounds=[ROUND], vehicles=[row | {"km_per_year": 20000}], rent_eur_per_month="300")
        for row in ({"kind": "van"}, {"kind": "van", "cold": "unit"})
    )
    energy = bare.rounds[0].vehicle_eur - 80 * 3600 / 20000
    assert cold.rounds[0].vehicle_eur - bare.rounds[0].vehicle_eur == pytest.approx(0.15 * energy)


@pytest.mark.parametrize("kind", ["trailer", "truck", "bike", "rocket"])
def test_a_vehicle_without_a_reference_leaves_the_cost_unknown(cost, kind):
    week = cost(**OWN, rounds=[ROUND], vehicles=[{"kind": kind}])
    assert week.eur is None
    assert week.rounds[0].time_eur == pytest.approx(30)


def test_the_share_is_of_what_the_deliveries_are_worth(cost):
    delivery = DELIVERY | {"eur_per_delivery": "500"}
    week = cost(**OWN, rounds=[ROUND], vehicles=[VAN], deliveries=[delivery])
    assert week.kg == pytest.approx(50)
    assert week.eur_per_kg == pytest.approx(week.eur / 50)
    assert week.share == pytest.approx(week.eur / 500)


def test_one_delivery_without_its_value_leaves_the_sales_unknown(cost):
    week = cost(
        **OWN, rounds=[ROUND], vehicles=[VAN], deliveries=[DELIVERY, DELIVERY | {"eur_per_delivery": "9"}]
    )
    assert week.sales_eur is None
    assert week.share is None


def test_a_share_declared_counts_when_it_cannot_be_worked_out(cost):
    assert cost(**OWN, turnover_share_pct="12").share == pytest.approx(0.12)


def test_who_does_not_deliver_has_the_time_of_the_orders_alone(cost):
    week = cost(delivered_by=["carrier"], minutes_orders=120)
    assert (week.minutes, week.eur) == (120, pytest.approx(30))
    assert not any("question 21" in text for text in week.missing)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"rounds": "beaucoup", "vehicles": 3, "delivered_by": "self"},
        {"rounds": [{"per_week": "x"}], "eur_per_hour": ""},
        {"deliveries": [{"frequency": "weekly"}]},
    ],
)
def test_answers_of_another_shape_are_unknown(cost, answers):
    week = cost(**answers)
    assert week.eur is None
    assert week.kg is None


def test_a_reference_value_that_is_missing_is_our_fault(db):
    with pytest.raises(MissingReferenceError):
        week_cost({**OWN, "rounds": [ROUND]}, ReferenceSet(DAY, {}, {}, {}))


def test_the_kilos_of_a_week_are_those_of_the_frequency_of_the_farm(territory):
    """20 times a year of 60 kg: 23.08 kg a week, and not the 30 of « every fortnight » (26 times)."""
    values, farm = ReferenceSet.at(DAY), ProducerFactory()
    FlowFactory(
        producer=farm,
        product_line__producer=farm,
        destination_id="48061",
        deliveries_per_year=20,
        kg_per_delivery=60,
        months=[],
    )
    answers = known_answers(farm)
    assert week_cost(answers, values, farm).kg == pytest.approx(60 * 20 / 52)
    assert week_cost(answers, values).kg == pytest.approx(60 * 26 / 52)


def test_rounds_of_a_season_are_counted_as_long_as_it_lasts(cost):
    """Two months of twelve: 8.67 weeks, and the kilos of the year within them."""
    season = ["none"] * 10 + ["high"] * 2
    product = {"family": "cheese", "temperature": "chilled", "season": season}
    short = cost(**OWN, rounds=[ROUND], vehicles=[VAN], deliveries=[DELIVERY], products=[product])
    whole = cost(**OWN, rounds=[ROUND], vehicles=[VAN], deliveries=[DELIVERY])
    assert short.weeks == pytest.approx(52 / 6)
    assert short.eur == pytest.approx(whole.eur)
    assert short.year.eur == pytest.approx(whole.year.eur / 6)
    assert short.kg == pytest.approx(whole.kg, rel=0.05)
    assert any("2 mois sur 12" in text for text in short.assumptions)
    assert not any("mois sur 12" in text for text in whole.assumptions)


def test_the_value_that_a_short_form_does_not_ask_is_that_of_the_farm(territory):
    farm = ProducerFactory()
    FlowFactory(
        producer=farm,
        product_line__producer=farm,
        destination_id="48061",
        deliveries_per_year=52,
        goods_value_eur=300,
        months=[],
    )
    answers = known_answers(farm)
    for row in answers["deliveries"]:
        row.pop("eur_per_delivery", None)
    assert week_cost(answers, ReferenceSet.at(DAY), farm).sales_eur == pytest.approx(300)


def test_what_is_described_is_weighed_against_what_is_made(cost):
    """50 kg a week are 2 600 kg of the 6 500 made."""
    product = {"family": "cheese", "temperature": "chilled", "kg_per_year": "6500"}
    week = cost(**OWN, deliveries=[DELIVERY], products=[product])
    assert week.described_share == pytest.approx(0.4)
    assert (
        cost(**OWN, deliveries=[DELIVERY], products=[product | {"kg_per_year": "900"}]).described_share == 1
    )
    del product["kg_per_year"]
    assert cost(**OWN, deliveries=[DELIVERY], products=[product]).described_share is None
