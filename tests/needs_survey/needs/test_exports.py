"""The files of the territory views say what its pages say, masked."""

import io
import struct

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from pat_logistics import formats
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.samples import OTHER, csv_of, farm_with_flow, page

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
