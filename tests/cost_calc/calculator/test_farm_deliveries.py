"""Each delivery of a farm with what it costs, the year, and several made one round."""

import pytest

from cost_calc.calculator.farm_deliveries import farm_deliveries, question_of
from cost_calc.pricing.comparison import price_own_vehicle
from producers.enums import TransportToday
from producers.models import Flow, Producer
from tests.cost_calc.calculator.deliveries import equipped_farm, flow_of
from tests.cost_calc.conftest import DAY
from tests.factories.producers import ProductLineFactory


@pytest.fixture
def farm(references):
    return equipped_farm()


def read(farm):
    return Producer.objects.select_related("commune").get(pk=farm.pk)


def test_a_delivery_costs_what_the_calculator_says(client, farm, cheese, montpellier):
    flow_of(cheese, montpellier)
    [row] = farm_deliveries(read(farm), DAY).rows
    by_hand = price_own_vehicle(question_of(read(farm), Flow.objects.get()), at=DAY)
    assert row.eur_per_kg == pytest.approx(float(by_hand.eur_per_kg), rel=1e-9)
    assert row.eur_per_year == pytest.approx(row.eur_per_kg * 60 * 52)
    assert row.share == pytest.approx(row.eur_per_kg / 20)
    page = client.get(row.link)  # the link asks the same question
    own = next(one for one in page.context["rows"] if one.id == "own")
    assert own.eur_per_kg == pytest.approx(row.eur_per_kg, rel=1e-6)


def test_the_year_adds_up_what_the_farm_drives_itself(farm, cheese, montpellier):
    flow_of(cheese, montpellier)
    flow_of(cheese, montpellier, kg_per_delivery=30, deliveries_per_year=26)
    flow_of(cheese, montpellier, kg_per_delivery=90, transport_today=TransportToday.CARRIER)
    week = farm_deliveries(read(farm), DAY)
    driven = [row for row in week.rows if row.by_farm]
    assert (len(week.rows), len(driven)) == (3, 2)
    assert week.eur_per_year == pytest.approx(sum(row.eur_per_year for row in driven))
    assert [row.eur_per_year for row in week.rows] == sorted(
        (row.eur_per_year for row in week.rows), reverse=True
    )


def test_a_price_nobody_told_gives_no_share(farm, montpellier):
    line = ProductLineFactory(producer=farm, family="other", temperature="ambient", eur_per_kg=None)
    flow_of(line, montpellier)
    assert [row.share for row in farm_deliveries(read(farm), DAY).rows] == [None]


def test_twenty_deliveries_take_no_more_queries_than_one(
    django_assert_max_num_queries, farm, cheese, montpellier
):
    for kilos in range(20, 40):
        flow_of(cheese, montpellier, kg_per_delivery=kilos)
    producer = read(farm)
    with django_assert_max_num_queries(14):
        assert len(farm_deliveries(producer, DAY).rows) == 20
