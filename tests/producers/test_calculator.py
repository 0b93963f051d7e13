"""What the calculator is told of a farm: tidy numbers, the vehicle that fits, a round."""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from pat_logistics.vocabulary import Temperature
from producers import calculator
from producers.enums import VehicleKind
from producers.models import Flow
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, VehicleFactory
from tests.factories.territory import CommuneFactory


@pytest.fixture
def farm(db):
    return ProducerFactory(commune=CommuneFactory(mende=True))


@pytest.fixture
def cheese(farm):
    return ProductLineFactory(producer=farm, family="cheese", temperature="chilled", eur_per_kg=18)


def delivery(farm, line, **values):
    """As the database gives it back."""
    return Flow.objects.get(pk=FlowFactory(producer=farm, product_line=line, **values).pk)


def asked(farm, *flows):
    link = calculator.calculator_link(farm, *flows)
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_a_delivery_brings_its_farm_its_product_and_its_van(farm, cheese):
    VehicleFactory(
        producer=farm, kind=VehicleKind.REEFER, temperatures=["chilled"], payload_kg=800, volume_m3=6,
        eur_per_km="0.3800", fixed_eur_per_year="2400", km_per_year=16000, litres_per_100km="9.5",
    )  # fmt: skip
    flow = delivery(farm, cheese, kg_per_delivery=40, deliveries_per_year=52, goods_value_eur=None)
    question = asked(farm, flow)
    assert question["origin"] == "48095"
    assert (question["mass_kg"], question["times"], question["period"]) == ("40", "1", "week")
    assert (question["vehicle"], question["eur_per_km"]) == ("logicout_fourgon_e5", "0,38")
    assert (question["fixed_eur_per_year"], question["km_per_year"]) == ("2400", "16000")
    assert question["price_eur_per_kg"] == "18"
    assert "" not in question.values()


def test_a_value_that_was_told_is_taken_before_a_price(farm, cheese):
    question = asked(farm, delivery(farm, cheese, kg_per_delivery=40, goods_value_eur="500.00"))
    assert question["goods_value_eur"] == "500"
    assert "price_eur_per_kg" not in question


@pytest.mark.parametrize(
    ("kind", "temperatures", "code", "boxes"),
    [
        ("car", ["ambient"], "car", ""),
        ("car", ["chilled"], "car", "on"),
        ("small_van", ["ambient"], "small_van", ""),
        ("small_van", ["chilled"], "logicout_fourgonnette_e6", ""),
        ("truck", ["chilled"], "", ""),
    ],
)
def test_a_vehicle_is_counted_as_the_nearest_reference(kind, temperatures, code, boxes):
    vehicle = SimpleNamespace(
        kind=kind, temperatures=temperatures, atp_expires_on=None, volume_m3=None, eur_per_km=None,
        litres_per_100km=None, fixed_eur_per_year=None, km_per_year=None,
    )  # fmt: skip
    answers = calculator.of_vehicle(vehicle)
    assert (answers["vehicle"], answers["cool_boxes"]) == (code, boxes)


def test_several_deliveries_make_one_round(farm, cheese):
    honey = ProductLineFactory(producer=farm, family="honey", temperature="ambient", eur_per_kg=10)
    first = delivery(farm, cheese, kg_per_delivery=40, deliveries_per_year=26, goods_value_eur=None)
    second = delivery(farm, honey, kg_per_delivery="12.50", deliveries_per_year=52, goods_value_eur=100)
    question = asked(farm, first, second)
    assert (question["family"], question["temperature"]) == ("cheese", "chilled")
    assert (question["destination"], question["mass_kg"]) == (first.destination_id, "40")
    assert (question["stop_2"], question["kg_2"]) == (second.destination_id, "12,5")
    assert (question["times"], question["period"]) == ("1", "week")
    assert question["goods_value_eur"] == "820"  # 40 × 18 and the 100 told


def test_what_cannot_make_a_round_is_said(farm, cheese):
    ice = ProductLineFactory(producer=farm, family="other", temperature=Temperature.FROZEN)
    chilled, frozen = delivery(farm, cheese), delivery(farm, ice)
    for flows, words in (
        ([chilled, frozen], "Frais et surgelé"),
        ([chilled] * 7, "6 clients au plus"),
        ([], "Cochez"),
    ):
        with pytest.raises(calculator.RoundError, match=words):
            calculator.calculator_link(farm, *flows)
