"""The territory views: what they count, what they mask, and the files that say the same."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from needs_survey.enums import ResponseState
from producers.enums import CustomerType, Temperature
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory, SurveyResponseFactory
from tests.factories.producers import FlowFactory, ProducerFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

EPCI = {"epci": "200006930", "epci_name": "CC de l’Aubrac"}
OTHER = {"epci": "200069136", "epci_name": "CC des Cévennes"}
MASKED = '<span class="muted">masqué</span>'


@pytest.fixture
def mende():
    return CommuneFactory(mende=True, **EPCI)


@pytest.fixture
def advisor(client):
    QuestionnaireFactory()
    user = advisor_of_lozere()
    client.force_login(user)
    return user


def farm_with_flow(commune, kg=10, **flow):
    """A farm that publishes its flows, and delivers `kg` a month to its own commune."""
    farm = ProducerFactory(flows_published=True, commune=commune)
    defaults = {"destination": commune, "kg_per_delivery": kg, "deliveries_per_year": 12}
    FlowFactory(producer=farm, **(defaults | flow))
    return farm


def answering_farm(commune, **answers):
    farm = ProducerFactory(commune=commune)
    SurveyResponseFactory(
        producer=farm,
        state=ResponseState.VALIDATED,
        validated_at=timezone.now(),
        answers={"plan_consent": "yes", **answers},
    )
    return farm


def page(client, code="flux", **filters):
    address = reverse("needs:flows") if code == "flux" else reverse("needs:view", args=[code])
    return client.get(address, filters).content.decode()


def rows_of(client, code, **filters):
    """Lines of the CSV of a table, header left out."""
    answer = client.get(reverse("needs:export", args=[code, "csv"]), filters)
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


def test_the_flows_of_three_farms_are_added_up(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    assert rows_of(client, "flux") == [
        ["CC de l’Aubrac", "CC de l’Aubrac", "360", "donné"],
        ["Total", "", "360", "donné"],
    ]


def test_the_flows_of_two_farms_are_masked(client, advisor, mende):
    for _ in range(2):
        farm_with_flow(mende)
    assert rows_of(client, "flux") == [
        ["CC de l’Aubrac", "CC de l’Aubrac", "", "masqué"],
        ["Total", "", "", "masqué"],
    ]
    assert MASKED in page(client)
    assert "240" not in page(client)


def test_a_filter_that_leaves_out_one_farm_is_masked(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    farm_with_flow(mende, customer_type=CustomerType.MARKET)
    assert rows_of(client, "flux")[-1] == ["Total", "", "480", "donné"]
    assert rows_of(client, "flux", customer=CustomerType.RESTAURANT)[-1] == ["Total", "", "", "masqué"]


def test_a_farm_that_publishes_nothing_and_answered_nothing_is_not_counted(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    FlowFactory(producer=ProducerFactory(published=True, commune=mende), destination=mende)
    assert rows_of(client, "flux")[-1] == ["Total", "", "360", "donné"]


def test_a_farm_that_answered_is_counted_without_publishing(client, advisor, mende):
    for _ in range(3):
        FlowFactory(
            producer=answering_farm(mende), destination=mende, kg_per_delivery=10, deliveries_per_year=12
        )
    assert rows_of(client, "flux")[-1] == ["Total", "", "360", "donné"]


def test_a_withdrawn_consent_counts_no_more(client, advisor, mende):
    farms = [answering_farm(mende, irritants=["winter"]) for _ in range(4)]
    assert ["Fermes interrogées", "4", "donné"] in rows_of(client, "irritants")
    farms[0].survey_responses.update(withdrawn_at=timezone.now())
    assert ["Fermes interrogées", "3", "donné"] in rows_of(client, "irritants")


def test_another_departement_is_not_counted(client, advisor, mende):
    montpellier = CommuneFactory(montpellier=True)
    for _ in range(3):
        farm_with_flow(montpellier)
    assert rows_of(client, "flux", departement="34") == [["Total", "", "0", "donné"]]


def test_the_kilos_of_a_year_are_shared_between_the_months_of_delivery(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende, months=[6, 7], deliveries_per_year=10)
    found = {row[0]: row[1] for row in rows_of(client, "volumes")}
    assert (found["Mai"], found["Juin"], found["Juillet"], found["Total"]) == ("0", "150", "150", "300")
    assert rows_of(client, "volumes", month=6) == [["Juin", "150", "donné"]]
    assert rows_of(client, "flux", month=6)[-1] == ["Total", "", "150", "donné"]


def test_a_flow_without_an_imposed_day_answers_every_day(client, advisor, mende):
    for weekdays in ([], [2], [2, 4]):
        farm_with_flow(mende, weekdays=weekdays)
    assert rows_of(client, "flux", weekday=2)[-1] == ["Total", "", "360", "donné"]
    assert rows_of(client, "flux", weekday=5)[-1] == ["Total", "", "", "masqué"]


def test_needs_are_counted_by_grouping_of_communes(client, advisor, mende):
    elsewhere = CommuneFactory(**OTHER)
    for commune in [mende] * 3 + [elsewhere] * 3:
        answering_farm(commune, sought=["grouping"], blocked_kg_per_year="500")
    rows = rows_of(client, "attentes")
    assert [row[:3] for row in rows] == [
        ["CC de l’Aubrac", "3", "donné"],
        ["CC des Cévennes", "3", "donné"],
        ["Total", "6", "donné"],
    ]
    assert rows_of(client, "debouches")[-1] == ["Total", "3000", "donné"]
    assert [row[:3] for row in rows_of(client, "attentes", epci=OTHER["epci"])] == [
        ["CC des Cévennes", "3", "donné"],
        ["Total", "3", "donné"],
    ]


def test_what_all_but_one_look_for_is_masked(client, advisor, mende):
    for sought in (["grouping"], ["grouping"], ["grouping"], ["lockers"]):
        answering_farm(mende, sought=sought)
    table = client.get(reverse("needs:view", args=["attentes"])).context["tables"][0][0]
    total = dict(zip(table.measures, table.total.figures, strict=True))
    assert total["Fermes interrogées"].value == 4
    assert total["Du groupage"].is_masked
    assert total["Des casiers"].is_masked


def test_the_answers_follow_the_filters_on_deliveries(client, advisor, mende):
    for temperature in [Temperature.FROZEN] * 3 + [Temperature.CHILLED] * 3:
        farm = answering_farm(mende, irritants=["winter"])
        FlowFactory(producer=farm, destination=mende, product_line__temperature=temperature)
    assert ["Fermes interrogées", "6", "donné"] in rows_of(client, "irritants")
    assert ["Fermes interrogées", "3", "donné"] in rows_of(client, "irritants", temperature="frozen")


def test_free_cold_volume_is_that_offered(client, advisor, mende):
    for offered in (True, True, True, False):
        StorageSiteFactory(producer=answering_farm(mende), offered=offered, free_m3=8)
    assert rows_of(client, "froid") == [["CC de l’Aubrac", "24", "donné"], ["Total", "24", "donné"]]


def test_maturity_is_told_by_band(client, advisor, mende):
    poor = {"cost_known": "no", "cost_in_price": "no", "ready_to": ["nothing"], "changed_organisation": "no"}
    for _ in range(3):
        answering_farm(mende, **poor)
        answering_farm(mende)
    found = {row[0]: row[1] for row in rows_of(client, "maturite")}
    assert found == {"Faible": "3", "Moyenne": "0", "Forte": "0", "Inconnue": "3", "Fermes interrogées": "6"}


def test_the_spreadsheet_says_what_the_page_says(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    answer = client.get(reverse("needs:export", args=["flux", "xlsx"]), {"family": "cheese"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert list(book["Chiffres"].values)[1] == ("CC de l’Aubrac", "CC de l’Aubrac", 360, "donné")
    assert ("Produit", "fromage et produits laitiers") in list(book["Filtres"].values)


def test_the_map_file_has_a_feature_a_flow_and_no_masked_figure(client, advisor, mende):
    florac = CommuneFactory(florac=True, **OTHER)
    for _ in range(3):
        farm_with_flow(mende)
    farm_with_flow(mende, destination=florac)
    found = client.get(reverse("needs:export", args=["flux", "geojson"])).json()["features"]
    assert len(found) == 2
    assert [line["properties"]["kg"] for line in found if line["properties"]["statut"] == "masqué"] == [
        None,
        None,
    ]
    assert sorted(line["geometry"]["type"] for line in found) == ["LineString", "Point"]


def test_a_drawing_too_long_says_how_many_lines_it_leaves_out(client, advisor, mende):
    towns = [CommuneFactory() for _ in range(26)]
    for farm in [ProducerFactory(flows_published=True, commune=mende) for _ in range(3)]:
        for town in towns:
            FlowFactory(producer=farm, destination=town)
    drawing = client.get(reverse("needs:export", args=["flux", "svg"]), {"scale": "commune"})
    assert drawing.content.decode().count("<text") == 2 * 24 + 1
    assert "et 2 autres" in drawing.content.decode()


def test_drawings_stand_alone(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    drawing = client.get(reverse("needs:export", args=["volumes", "svg"])).content
    picture = client.get(reverse("needs:export", args=["volumes", "png"])).content
    assert drawing.lstrip().startswith(b"<svg xmlns=")
    assert picture.startswith(b"\x89PNG")


def test_a_filter_that_means_nothing_filters_nothing_and_says_so(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    text = page(client, family="\x00unknown", month="13")
    assert "360" in text
    assert "field--error" in text


def test_a_view_that_does_not_exist_is_not_found(client, advisor):
    assert client.get(reverse("needs:view", args=["autre"])).status_code == 404
    assert client.get(reverse("needs:export", args=["autre", "csv"])).status_code == 404
    assert client.get(reverse("needs:export", args=["volumes", "geojson"])).status_code == 404


def test_a_page_asks_few_questions_whatever_the_number_of_farms(
    client, advisor, mende, django_assert_max_num_queries
):
    for _ in range(5):
        FlowFactory(producer=answering_farm(mende, irritants=["winter"]), destination=mende)
    for code in ("flux", "volumes", "attentes", "froid", "irritants", "maturite"):
        with django_assert_max_num_queries(16):
            page(client, code, temperature="chilled")
