"""The territory views: what they count, what they mask, and the files that say the same."""

import csv
import io
import re
import struct

import openpyxl
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from needs_survey.enums import ResponseState
from needs_survey.needs.charts import as_png, bars_of
from needs_survey.needs.figures import Figure, Line, Table
from needs_survey.needs.files import VIEWS
from pat_logistics import formats
from pat_logistics.accounts.models import Organisation
from pat_logistics.vocabulary import CustomerType, ProductFamily, Temperature
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory, SurveyResponseFactory
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

EPCI = {"epci": "200006930", "epci_name": "CC de l’Aubrac"}
OTHER = {"epci": "200069136", "epci_name": "CC des Cévennes"}


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
    """Lines of the CSV of a table: names, figures and whether they are told."""
    header, *rows = csv_of(client, code, **filters)
    kept = [
        place
        for place, name in enumerate(header)
        if not name.endswith(", fermes") and name not in ("Filtres", "Établi le")
    ]
    return [[row[place] for place in kept] for row in rows]


def csv_of(client, code, **filters):
    answer = client.get(reverse("needs:export", args=[code, "csv"]), filters)
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_flows_of_three_farms_are_added_up(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    assert rows_of(client, "flux") == [
        ["CC de l’Aubrac", "CC de l’Aubrac", "360", "donné"],
        ["Total", "", "360", "donné"],
    ]


def test_the_flows_of_two_farms_are_read_on_screen_and_masked_in_a_file(client, advisor, mende):
    for _ in range(2):
        farm_with_flow(mende)
    assert rows_of(client, "flux") == [
        ["CC de l’Aubrac", "CC de l’Aubrac", "", "masqué"],
        ["Total", "", "", "masqué"],
    ]
    answer = client.get(reverse("needs:flows"))
    [line] = answer.context["table"].lines
    assert (line.figures[0].value, line.figures[0].farms) == (240, 2)
    # What the page prints is what its file holds.
    assert answer.context["leaving"]["table"].lines[0].figures[0].is_masked
    printed = answer.content.decode().partition('<div class="print-only">')[2].partition("</div>")[0]
    assert "masqué" in printed
    assert "240" not in printed


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
    assert rows_of(client, "flux", departement="48") == [["Total", "", "0", "donné"]]
    assert rows_of(client, "flux") == [["Total", "", "0", "donné"]]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"departement": "34"}, "departement=34"),
        ({"produit": "cheese"}, "produit=cheese"),
        ({"family": "gold"}, "Produit"),
        ({"month": ["5", "6"]}, "month"),
    ],
)
def test_a_file_is_refused_rather_than_written_without_a_filter(client, advisor, mende, asked, told):
    answer = client.get(reverse("needs:export", args=["flux", "csv"]), asked)
    assert answer.status_code == 400
    assert told in answer.content.decode()


def test_the_report_is_refused_with_a_filter_it_does_not_follow(client, advisor, mende):
    for asked in ({"family": "cheese"}, {"departement": "tous"}):
        answer = client.get(reverse("needs:report", args=["docx"]), asked)
        assert answer.status_code == 400
        assert "Ce fichier ne tient pas compte de" in answer.content.decode()


def test_the_files_of_a_page_have_the_filters_it_understood(client, advisor, mende):
    csv_url = reverse("needs:export", args=["flux", "csv"])
    for _ in range(3):
        farm_with_flow(mende)
    assert f'href="{csv_url}?family=cheese"' in page(client, family="cheese", utm_source="mail", place="x")
    assert csv_url not in page(client, family="gold")


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


def test_what_all_but_one_look_for_is_masked_in_a_file(client, advisor, mende):
    for sought in (["grouping"], ["grouping"], ["grouping"], ["lockers"]):
        answering_farm(mende, sought=sought)
    header, *_, total = csv_of(client, "attentes")
    told = dict(zip(header, total, strict=True))
    assert told["Fermes interrogées"] == "4"
    assert (told["Du groupage"], told["Du groupage, statut"]) == ("", "masqué")
    assert (told["Des casiers"], told["Des casiers, statut"]) == ("", "masqué")


def test_what_a_farm_alone_somewhere_does_not_look_for_is_masked_too(client, advisor, mende):
    for place in (mende, mende, mende, CommuneFactory(florac=True, **OTHER)):
        answering_farm(place, sought=["grouping"])
    header, *lines = csv_of(client, "attentes")
    told = {line[0]: dict(zip(header, line, strict=True)) for line in lines}
    assert told["CC des Cévennes"]["Du groupage, statut"] == "masqué"
    assert told["CC des Cévennes"]["Des casiers, statut"] == "masqué"


def test_a_month_without_delivery_is_not_told_of_a_product_that_is_masked(client, advisor, mende):
    line = ProductLineFactory(producer=answering_farm(mende), family=ProductFamily.HONEY)
    FlowFactory(producer=line.producer, product_line=line, destination=mende, months=[7])
    rows = rows_of(client, "volumes", family=ProductFamily.HONEY)
    assert {row[-1] for row in rows} == {"masqué"}


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("attentes", {"attentes": 200, "debouches": 200}),
        ("froid", {"froid": 200}),
        ("irritants", {"irritants": 400}),
        ("maturite", {"maturite": 400}),
    ],
)
def test_the_answers_of_one_grouping_are_on_screen_and_leave_or_say_why_not(
    client, advisor, mende, code, files
):
    answering_farm(mende)
    asked = {"epci": EPCI["epci"]}
    assert client.get(reverse("needs:view", args=[code]), asked).status_code == 200
    for name, status in files.items():
        assert client.get(f"/besoins/{name}.csv", asked).status_code == status


def test_the_answers_follow_the_filters_on_deliveries(client, advisor, mende):
    for temperature in [Temperature.FROZEN] * 3 + [Temperature.CHILLED] * 3:
        farm = answering_farm(mende, irritants=["winter"])
        FlowFactory(producer=farm, destination=mende, product_line__temperature=temperature)
    assert asked_farms(client) == 6
    assert asked_farms(client, temperature="frozen") == 3


def asked_farms(client, **filters):
    answer = client.get(reverse("needs:view", args=["irritants"]), filters)
    return answer.context["tables"][0][0].total.figures[0].value


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
    assert list(book["Chiffres"].values)[1] == ("CC de l’Aubrac", "CC de l’Aubrac", 360, 3, "donné")
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


def test_a_drawing_too_long_says_how_many_lines_it_leaves_out():
    lines = [Line((f"Lieu {rank}",), (Figure(100.0 - rank),)) for rank in range(26)]
    table = Table("attentes", "Attentes", ("Lieu",), ("Fermes",), lines)
    drawing = render_to_string("needs_survey/needs/bars.svg", {"chart": bars_of(table)})
    assert drawing.count("<text") == 2 * 24 + 1
    assert "et 2 autres" in drawing


def test_a_drawing_says_what_it_is_of(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    asked = {"temperature": "chilled"}
    for code in ("volumes", "flux"):
        answer = client.get(reverse("needs:export", args=[code, "svg"]), asked)
        drawing = answer.content.decode()
        assert drawing.lstrip().startswith("<svg xmlns=")
        assert "Lozère, frais" in drawing
        assert formats.french_day(timezone.localdate()) in drawing
        assert "3 fermes comptent" in drawing
        assert "Masqué\u00a0: moins de 3 fermes" in drawing
        picture = client.get(reverse("needs:export", args=[code, "png"]), asked)
        assert picture.content.startswith(b"\x89PNG")
        assert "-lozere-frais-" in picture["Content-Disposition"]


def test_a_drawing_of_more_than_a_thousand_points_keeps_its_height(client, advisor, mende):
    florac = CommuneFactory(florac=True, **OTHER)
    for _ in range(3):
        farm_with_flow(mende)
        farm_with_flow(mende, destination=florac)
    picture = client.get(reverse("needs:export", args=["flux", "png"])).content
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height > 1_280) == (1_280, True)


def test_a_picture_has_its_words():
    table = Table("attentes", "Attentes", ("Lieu",), ("Fermes",), [Line(("Gévaudan",), (Figure(3.0),))])
    svg = render_to_string("needs_survey/needs/bars.svg", {"chart": bars_of(table)})
    assert as_png(svg) != as_png(re.sub(r"<text.*?</text>", "", svg))


def test_a_file_says_its_filters_in_its_name_and_on_each_line(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende, weekdays=[4])
    answer = client.get(reverse("needs:export", args=["flux", "csv"]), {"weekday": 4})
    today = timezone.localdate()
    assert f'filename="besoins-flux-lozere-jeudi-{today:%Y-%m-%d}.csv"' in answer["Content-Disposition"]
    header, *rows = csv_of(client, "flux", weekday=4)
    assert header[-2:] == ["Filtres", "Établi le"]
    assert {tuple(row[-2:]) for row in rows} == {
        ("Département\u00a0: Lozère\u00a0; Jour possible\u00a0: jeudi", f"{today:%Y-%m-%d}")
    }


@pytest.mark.parametrize(
    ("code", "filters"),
    [
        ("flux", {"temperature": "chilled", "month": 6}),
        ("flux", {"scale": "commune"}),
        ("flux", {"departement": "tous"}),
        ("irritants", {"temperature": "chilled"}),
        ("familles", {"temperature": "chilled"}),
    ],
)
def test_a_question_that_no_file_may_carry_is_refused_in_words(client, advisor, mende, code, filters):
    codes = ["48", "30"] if "departement" in filters else ["48"]
    Organisation.objects.update(departements=codes)
    farm = answering_farm(mende, irritants=["winter"])
    FlowFactory(producer=farm, destination=mende, product_line__temperature=Temperature.CHILLED, months=[6])
    answer = client.get(reverse("needs:export", args=[code, "csv"]), filters)
    assert answer.status_code == 400
    assert answer.content.decode().endswith(".")
    name = next((view.code for view in VIEWS.values() if code in view.files), "flux")
    assert "Ce tableau ne s’imprime pas." in page(client, name, **filters)


def test_a_line_of_the_map_opens_the_farms_and_deliveries_behind_it(client, advisor, mende):
    farms = [farm_with_flow(mende, kg=kg) for kg in (10, 20)]
    farm_with_flow(mende, kg=5, customer_type=CustomerType.MARKET)
    found = client.get(
        reverse("needs:flow", args=[EPCI["epci"], EPCI["epci"]]),
        {"customer": farms[0].flows.get().customer_type},
    )
    assert [row.producer for row in found.context["flow"].deliveries] == [farms[1], farms[0]]
    assert found.context["flow"].kg == 360
    address = reverse("needs:flow", args=[EPCI["epci"], EPCI["epci"]])
    assert f'href="{address}"' in page(client)
    assert client.get(reverse("needs:flow", args=[EPCI["epci"], OTHER["epci"]])).status_code == 404


def test_what_farms_of_another_departement_deliver_here_comes_masked(client, advisor, mende):
    montpellier = CommuneFactory(montpellier=True, epci="243400017", epci_name="Montpellier")
    for _ in range(3):
        farm_with_flow(montpellier, destination=mende)
    farm_with_flow(montpellier, kg=7, destination=CommuneFactory(departement="48", **OTHER))
    arrivals = client.get(reverse("needs:flows")).context["arrivals"]
    assert arrivals.senders == ("Hérault",)
    told = {line.names[1]: line.figures[0] for line in arrivals.table.lines}
    assert told["CC des Cévennes"].is_masked
    # Only one farm goes elsewhere: what the three bring would be had by subtraction.
    assert told["CC de l’Aubrac"].is_masked


def test_several_departements_are_read_together(client, advisor, mende):
    Organisation.objects.update(departements=["48", "34"])
    montpellier = CommuneFactory(montpellier=True, epci="243400017", epci_name="Montpellier")
    farm_with_flow(mende)
    farm_with_flow(montpellier, kg=20)
    answer = client.get(reverse("needs:flows"), {"departement": "tous"})
    assert answer.context["table"].total.figures[0].value == 360
    assert "Hérault" in answer.content.decode()


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
        with django_assert_max_num_queries(18):
            page(client, code, temperature="chilled")


def test_between_communes_the_page_lists_the_greatest_flows_and_adds_up_the_others(
    client, advisor, mende, monkeypatch
):
    monkeypatch.setattr("needs_survey.needs.views.MOST_LISTED", 9)
    # The ninth and the tenth weigh the same: the first by name is listed.
    for rank, kg in enumerate([50, 49, 48, 47, 46, 45, 44, 43, 30, 30, 20], 11):
        farm_with_flow(CommuneFactory(insee=f"480{rank}", name=f"Bourg {rank}", **EPCI), kg)
    text = page(client, scale="commune")
    assert "Bourg 11" in text
    assert "Bourg 19" in text
    assert "Bourg 20" not in text
    assert "Et 2 plus petits, 600\u202fkg en tout" in text
