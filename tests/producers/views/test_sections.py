"""The products, storage, vehicles and deliveries of one's own farm."""

import pytest
from django.urls import reverse

from cost_calc.pricing.reference_files import load_reference_values
from producers.models import ProductLine
from tests.factories.producers import (
    FlowFactory,
    ProductLineFactory,
    StorageSiteFactory,
    VehicleFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def url(name, farm, *args):
    return reverse(f"farm:{name}", args=[farm.pk, *args])


def line_answers(**answers):
    season = {f"season_{month}": "normal" for month in range(1, 13)}
    return {"family": "cheese", "name": "Tomme", "temperature": "chilled"} | season | answers


def test_a_product_is_added_with_its_season_month_by_month(client, farm):
    data = line_answers(season_1="none", season_7="peak", eur_per_kg="18,50")
    assert client.post(url("row_add", farm, "produits"), data).status_code == 302
    line = farm.product_lines.get()
    assert (line.season[0], line.season[6], float(line.eur_per_kg)) == ("none", "peak", 18.5)


def flow_answers(line, **answers):
    return {
        "product_line": line.pk,
        "destination": "34172",
        "customer_type": "restaurant",
        "kg_per_delivery": "60",
        "deliveries_per_year": "48",
        "months": ["5", "6"],
        "returns_kg": "0",
        "transport_today": "self",
        "paid_by": "producer",
    } | answers


def test_a_delivery_is_added_and_leads_to_the_calculator_with_the_vehicle_that_fits(client, farm):
    load_reference_values()
    CommuneFactory(montpellier=True)
    line = ProductLineFactory(producer=farm, temperature="chilled")
    VehicleFactory(
        producer=farm, temperatures=["chilled"], payload_kg=500, eur_per_km="0.35", volume_m3="5.5"
    )
    VehicleFactory(producer=farm, temperatures=["ambient"], payload_kg=90, eur_per_km="0.11")
    data = flow_answers(line, not_before="08:30", not_after="12:00")
    assert client.post(url("row_add", farm, "livraisons"), data).status_code == 302
    assert farm.flows.get().months == [5, 6]
    page = client.get(url("rows", farm, "livraisons"))
    link = page.context["table"][0]["calculate"]
    for part in (
        "origin=48095",
        "destination=34172",
        "family=cheese",
        "mass_kg=60",
        "eur_per_km=0%2C35",
        "vehicle_m3=5%2C5",
    ):
        assert part in link
    assert client.get(link).context["form"].errors == {}


def test_the_product_of_another_farm_is_refused(client, farm):
    CommuneFactory(montpellier=True)
    data = flow_answers(ProductLineFactory())
    assert "product_line" in client.post(url("row_add", farm, "livraisons"), data).context["form"].errors


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("kg_per_delivery", "0", "Une livraison pèse de 0,01 à 44 000 kg."),
        ("kg_per_delivery", "9" * 5000, "Une livraison pèse de 0,01 à 44 000 kg."),
        ("kg_per_delivery", "NaN", "Donnez un nombre."),
        ("kg_per_delivery", "1e3", "Donnez un nombre."),
        ("deliveries_per_year", "0", "Comptez de 1 à 3 650 livraisons par an."),
        ("deliveries_per_year", "99999999999", "Comptez de 1 à 3 650 livraisons par an."),
        ("months", ["13"], ""),
        ("weekdays", ["0"], ""),
        ("not_after", "07:00", "L’heure de fin doit venir après l’heure de début."),
        ("not_before", "25:99", ""),
        ("lead_time_hours", "-3", "Le délai va de 1 à 2 160 heures (90 jours)."),
        ("destination", "a\x00b", ""),
        ("customer_type", "inventé", ""),
    ],
)
def test_a_bad_delivery_is_told_at_its_field(client, farm, field, typed, message):
    CommuneFactory(montpellier=True)
    line = ProductLineFactory(producer=farm)
    data = flow_answers(line, not_before="08:30", not_after="12:00") | {field: typed}
    response = client.post(url("row_add", farm, "livraisons"), data)
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert message in errors[field][0].replace("\u202f", " ").replace("\u00a0", " ")
    assert not farm.flows.exists()


@pytest.mark.parametrize(
    ("slug", "data", "field"),
    [
        ("stockage", {"kind": "dry", "volume_m3": "10", "free_m3": "11"}, "free_m3"),
        ("stockage", {"kind": "dry", "volume_m3": "0", "free_m3": "0"}, "volume_m3"),
        ("vehicules", {"kind": "van", "fixed_eur_per_year": "900"}, "km_per_year"),
        ("vehicules", {"kind": "van", "atp_expires_on": "0001-01-01"}, "atp_expires_on"),
        ("vehicules", {"kind": "van", "atp_expires_on": "31/31/2026"}, "atp_expires_on"),
        ("vehicules", {"kind": "fusée"}, "kind"),
        ("vehicules", {"kind": "van", "temperatures": ["tiède"]}, "temperatures"),
        ("produits", line_answers(season_3="inconnu"), "season_3"),
        ("produits", line_answers(parcel_kg="1501"), "parcel_kg"),
    ],
)
def test_a_bad_row_is_told_at_its_field(client, farm, slug, data, field):
    errors = client.post(url("row_add", farm, slug), data).context["form"].errors
    assert list(errors) == [field]


def test_the_same_product_twice_is_told_at_its_name(client, farm):
    ProductLineFactory(producer=farm, name="Tomme")
    errors = client.post(url("row_add", farm, "produits"), line_answers()).context["form"].errors
    assert list(errors) == ["name"]


def test_a_product_changed_meanwhile_shows_the_month_that_differs(client, farm):
    line = ProductLineFactory(producer=farm, name="Tomme")
    page = client.get(url("row_edit", farm, "produits", line.pk))
    opened_on = page.context["form"]["opened_on"].value()
    ProductLine.objects.filter(pk=line.pk).update(season=["peak"] * 12)
    data = line_answers(opened_on=opened_on) | {f"season_{month}": "peak" for month in range(2, 13)}
    response = client.post(url("row_edit", farm, "produits", line.pk), data)
    assert response.context["form"].conflicts == [("Janvier", "pleine saison", "normal")]


def test_a_row_of_another_farm_is_not_found(client, farm):
    other = StorageSiteFactory()
    for name in ("row_edit", "row_delete"):
        assert client.get(url(name, farm, "stockage", other.pk)).status_code == 404
        assert client.post(url(name, farm, "stockage", other.pk), {"kind": "dry"}).status_code == 404
    other.refresh_from_db()
    assert other.kind == "cold_room"


def test_a_product_that_is_delivered_is_not_deleted(client, farm):
    flow = FlowFactory(producer=farm)
    response = client.post(url("row_delete", farm, "produits", flow.product_line_id), follow=True)
    assert "changez-les d’abord" in response.text
    assert farm.product_lines.exists()


def test_a_row_is_deleted_once_confirmed(client, farm):
    site = StorageSiteFactory(producer=farm)
    client.get(url("row_delete", farm, "stockage", site.pk))
    assert farm.storage_sites.exists()
    client.post(url("row_delete", farm, "stockage", site.pk))
    assert not farm.storage_sites.exists()


def test_without_a_product_a_delivery_has_nothing_to_carry(client, farm):
    assert "Décrivez d’abord un produit" in client.get(url("rows", farm, "livraisons")).text


def test_adding_one_without_a_product_leads_to_the_product(client, farm):
    page = client.get(url("row_add", farm, "livraisons")).text
    assert f'href="{url("row_add", farm, "produits")}"' in page
    assert "Décrire un produit d’abord" in page


@pytest.mark.parametrize(("days", "hours"), [("7", 168), ("0,5", 12), ("", None), ("3650", 87_600)])
def test_a_shelf_life_is_told_in_days(client, farm, days, hours):
    client.post(url("row_add", farm, "produits"), line_answers(shelf_life_hours=days))
    line = farm.product_lines.get()
    assert line.shelf_life_hours == hours
    form = client.get(url("row_edit", farm, "produits", line.pk)).context["form"]
    assert f'value="{days}"' in str(form["shelf_life_hours"]) or not days


@pytest.mark.parametrize("days", ["-1", "0", "3651", "1e300", "inf", "sept", "3h30"])
def test_a_shelf_life_out_of_sense_is_refused_at_its_field(client, farm, days):
    page = client.post(url("row_add", farm, "produits"), line_answers(shelf_life_hours=days))
    assert list(page.context["form"].errors) == ["shelf_life_hours"]
    assert f'value="{days}' in str(page.context["form"]["shelf_life_hours"])


def test_many_rows_take_as_many_queries_as_one(client, farm, django_assert_max_num_queries):
    line = ProductLineFactory(producer=farm)
    for _ in range(12):
        FlowFactory(producer=farm, product_line=line)
    client.get(url("rows", farm, "livraisons"))  # the values that price the deliveries are held from then on
    with django_assert_max_num_queries(12):
        client.get(url("rows", farm, "livraisons"))
