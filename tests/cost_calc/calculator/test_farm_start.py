"""The calculator and the quotes of somebody signed in start from the farm."""

import pytest
from django.urls import reverse

from cost_calc.models import VehicleType
from producers.calculator import REFERENCE_VEHICLES
from tests.cost_calc.calculator.conftest import farm_of
from tests.cost_calc.calculator.views.samples import said
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, VehicleFactory
from tests.factories.territory import CommuneFactory

HERE = "cost_calc:compare"


def test_the_vehicles_of_a_farm_have_a_reference(references):
    known = set(VehicleType.objects.values_list("code", flat=True))
    assert set(REFERENCE_VEHICLES.values()) <= known


@pytest.fixture
def equipped(farm, places):
    """One van, one product, one customer."""
    VehicleFactory(
        producer=farm, name="Le fourgon blanc", kind="reefer", temperatures=["chilled"], payload_kg=800,
        volume_m3=6, eur_per_km="0.3800", litres_per_100km=None, fixed_eur_per_year=None, km_per_year=None,
        atp_expires_on=None,
    )  # fmt: skip
    line = ProductLineFactory(producer=farm, family="cheese", temperature="chilled", eur_per_kg="18.00")
    FlowFactory(producer=farm, product_line=line, destination=places[1], kg_per_delivery=60)
    return farm


def test_the_only_farm_van_and_product_are_there_at_once(signed_in, equipped):
    page = signed_in.get(reverse(HERE))
    form = page.context["form"]
    assert form["origin"].value() == "48095"
    assert (form["vehicle"].value(), form["eur_per_km"].value()) == ("logicout_fourgon_e5", "0,38")
    assert form["price_eur_per_kg"].value() == "18"
    assert "Depuis Ferme du Vent" in said(page)


def test_one_tap_on_a_customer_gives_the_result_and_names_the_van(signed_in, equipped):
    [customer] = signed_in.get(reverse(HERE)).context["start"].customers
    assert "Montpellier" in customer.label
    page = signed_in.get(customer.url)
    assert page.context["question"].own.eur_per_km == pytest.approx(0.38)
    assert "Avec votre véhicule : Le fourgon blanc" in said(page)
    assert "0,3800" not in page.content.decode()


def test_among_several_vans_the_one_asked_for_fills_the_form(signed_in, equipped):
    car = VehicleFactory(producer=equipped, kind="car", temperatures=["chilled"], eur_per_km=None)
    assert not signed_in.get(reverse(HERE)).context["form"]["vehicle"].value()
    form = signed_in.get(reverse(HERE), {"fourgon": car.pk}).context["form"]
    assert (form["vehicle"].value(), form["cool_boxes"].value()) == ("car", "on")


def test_among_several_products_the_one_most_sold_comes_first(signed_in, equipped):
    ProductLineFactory(producer=equipped, family="honey", temperature="ambient", kg_per_year=9_000)
    page = signed_in.get(reverse(HERE))
    assert page.context["form"]["family"].value() == "honey"
    [chosen] = [one for one in page.context["start"].products if one.chosen]
    assert chosen.fields["family"] == "honey"


def test_with_several_farms_one_chooses(signed_in, farmer, equipped):
    other = farm_of(farmer, commune=CommuneFactory(), name="Autre ferme")
    page = signed_in.get(reverse(HERE))
    assert page.context["start"].farm is None
    assert "Depuis quelle ferme" in said(page)
    chosen = signed_in.get(reverse(HERE), {"ferme": other.pk}).context
    assert chosen["form"]["origin"].value() == other.commune_id


def test_the_farm_of_somebody_else_is_never_the_start(signed_in, equipped):
    stranger = ProducerFactory(commune=CommuneFactory())
    context = signed_in.get(reverse(HERE), {"ferme": stranger.pk}).context
    assert context["start"].farm == equipped


def test_a_visitor_starts_from_nothing(client, places):
    assert client.get(reverse(HERE)).context["start"] is None
