"""The files of the territory views say what its pages say, masked."""

import io
import re
import struct

import openpyxl
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from needs_survey.needs.charts import as_png, bars_of
from needs_survey.needs.figures import Figure, Line, Table
from needs_survey.needs.files import VIEWS
from pat_logistics import formats
from pat_logistics.accounts.models import Organisation
from pat_logistics.vocabulary import Temperature
from tests.factories.producers import FlowFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.samples import OTHER, answering_farm, csv_of, farm_with_flow, page

pytestmark = pytest.mark.django_db


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
