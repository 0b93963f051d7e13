"""Each delivery of a farm with what it costs, the year, and several made one round."""

import pytest
from django.urls import reverse

from cost_calc.calculator.farm_deliveries import farm_deliveries, question_of
from cost_calc.pricing.comparison import price_own_vehicle
from producers.enums import TransportToday
from producers.models import Flow, Producer
from tests.cost_calc.conftest import DAY
from tests.factories.accounts import UserFactory
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, VehicleFactory
from tests.factories.territory import CommuneFactory


@pytest.fixture
def farm(references):
    farm = ProducerFactory(commune=CommuneFactory(mende=True))
    VehicleFactory(
        producer=farm, kind="reefer", temperatures=["chilled"], payload_kg=800, volume_m3=6,
        eur_per_km="0.4100", litres_per_100km="9.5", fixed_eur_per_year=None, km_per_year=None,
    )  # fmt: skip
    return farm


@pytest.fixture
def cheese(farm):
    return ProductLineFactory(producer=farm, family="cheese", temperature="chilled", eur_per_kg=20)


@pytest.fixture
def montpellier(db):
    return CommuneFactory(montpellier=True)


def _flow(line, place, **values):
    values = {"kg_per_delivery": 60, "deliveries_per_year": 52, "goods_value_eur": None} | values
    return FlowFactory(producer=line.producer, product_line=line, destination=place, **values)


def read(farm):
    return Producer.objects.select_related("commune").get(pk=farm.pk)


def test_a_delivery_costs_what_the_calculator_says(client, farm, cheese, montpellier):
    _flow(cheese, montpellier)
    [row] = farm_deliveries(read(farm), DAY).rows
    by_hand = price_own_vehicle(question_of(read(farm), Flow.objects.get()), at=DAY)
    assert row.eur_per_kg == pytest.approx(float(by_hand.eur_per_kg), rel=1e-9)
    assert row.eur_per_year == pytest.approx(row.eur_per_kg * 60 * 52)
    assert row.share == pytest.approx(row.eur_per_kg / 20)
    page = client.get(row.link)  # the link asks the same question
    own = next(one for one in page.context["rows"] if one.id == "own")
    assert own.eur_per_kg == pytest.approx(row.eur_per_kg, rel=1e-6)


def test_the_year_adds_up_what_the_farm_drives_itself(farm, cheese, montpellier):
    _flow(cheese, montpellier)
    _flow(cheese, montpellier, kg_per_delivery=30, deliveries_per_year=26)
    _flow(cheese, montpellier, kg_per_delivery=90, transport_today=TransportToday.CARRIER)
    week = farm_deliveries(read(farm), DAY)
    driven = [row for row in week.rows if row.by_farm]
    assert (len(week.rows), len(driven)) == (3, 2)
    assert week.eur_per_year == pytest.approx(sum(row.eur_per_year for row in driven))
    assert [row.eur_per_year for row in week.rows] == sorted(
        (row.eur_per_year for row in week.rows), reverse=True
    )


def test_a_price_nobody_told_gives_no_share(farm, montpellier):
    line = ProductLineFactory(producer=farm, family="other", temperature="ambient", eur_per_kg=None)
    _flow(line, montpellier)
    assert [row.share for row in farm_deliveries(read(farm), DAY).rows] == [None]


def test_twenty_deliveries_take_no_more_queries_than_one(
    django_assert_max_num_queries, farm, cheese, montpellier
):
    for kilos in range(20, 40):
        _flow(cheese, montpellier, kg_per_delivery=kilos)
    producer = read(farm)
    with django_assert_max_num_queries(14):
        assert len(farm_deliveries(producer, DAY).rows) == 20


def test_those_ticked_become_a_round(client, farm, cheese, montpellier):
    places = ((montpellier, 60), (CommuneFactory(), 40))
    flows = [_flow(cheese, place, kg_per_delivery=kilos) for place, kilos in places]
    client.force_login(UserFactory(administrator=True))
    asked = client.get(reverse("cost_calc:farm_round"), {"livraison": [flow.pk for flow in flows]})
    question = client.get(asked["Location"]).context["question"]
    assert [stop.mass_kg for stop in question.stops] == [60, 40]
    assert question.own.eur_per_km == pytest.approx(0.41)
    tab = client.get(reverse("farm:rows", args=[farm.pk, "livraisons"])).content.decode()
    assert tab.count('name="livraison"') == 2
    assert "par an" in tab


def test_a_round_of_two_farms_or_of_somebody_else_is_not_found(client, farm, cheese, montpellier):
    mine = _flow(cheese, montpellier)
    other = _flow(ProductLineFactory(producer=ProducerFactory(commune=farm.commune)), montpellier)
    address = reverse("cost_calc:farm_round")
    client.force_login(UserFactory(administrator=True))
    assert client.get(address, {"livraison": [mine.pk, other.pk]}).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address, {"livraison": [mine.pk]}).status_code == 404


@pytest.mark.parametrize(("others", "said"), [(52, False), (26, True)])
def test_a_round_counted_at_the_highest_frequency_says_so(client, farm, cheese, montpellier, others, said):
    _flow(cheese, montpellier)
    _flow(cheese, farm.commune, deliveries_per_year=others)
    client.force_login(UserFactory(administrator=True))
    page = client.get(reverse("farm:rows", args=[farm.pk, "livraisons"])).text
    assert ("aussi souvent que la plus fréquente" in page) is said
