"""What goes out of the portal on a farm, or a company, that has one of everything."""

import json
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cost_calc.pricing.reference_files import load_reference_values
from needs_survey.models import SurveyResponse
from pat_logistics.exchange.writing import CELL_LENGTH
from producers.holdings import belongings
from tests.factories.everything import company_with_everything, farm_with_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    return farm_with_everything()


def workbook(client, whole):
    client.force_login(whole.farmer)
    response = client.get(reverse("farm:export_xlsx", args=[whole.farm.pk]))
    assert response.status_code == 200
    return load_workbook(BytesIO(response.content))


def told(book, sheet):
    headers, row = list(book[sheet].values)[:2]
    return dict(zip(headers, row, strict=True))


def test_the_farm_of_these_tests_has_one_of_everything(whole):
    """A model tied to farms tomorrow is given to that farm too, so that its export is tried."""
    assert [rows.model.__name__ for rows in belongings(whole.farm, surviving=True) if not rows.exists()] == []


def test_a_farm_that_has_everything_leaves_with_all_of_it_in_json(client, whole):
    client.force_login(whole.farmer)
    content = json.loads(client.get(reverse("farm:export_json", args=[whole.farm.pk])).content)
    assert content["surveyresponse"][0]["answers"]["deliveries"][0]["kg_per_delivery"] == "12.5"
    assert content["quoterequest"][0]["today"] == [{"label": "Votre fourgon", "eur": 36.5, "co2e_kg": 12.25}]
    assert content["quoteinvitation"][0]["verdicts"] == ["Pas en dessous de 20 kg."]


def test_a_farm_that_has_everything_leaves_with_all_of_it_in_a_workbook(client, whole):
    book = workbook(client, whole)
    assert len(book.sheetnames) == len(belongings(whole.farm, surviving=True)) + 1  # and its history
    assert told(book, "Demandes de devis")["Livrer soi-même"] == (
        "eur\u00a0: 36,5 ; label\u00a0: Votre fourgon ; co2e_kg\u00a0: 12,25"
    )
    assert told(book, "Solutions interrogées")["À vérifier"] == "Pas en dessous de 20 kg."


def test_the_answers_of_a_diagnosis_leave_under_their_questions(client, whole):
    said = told(workbook(client, whole), "Réponses au diagnostic")
    assert "Nom de la ferme" in said["Réponses"]
    assert "Ferme du Vent" in said["Réponses"]
    assert "Mende (48)" in said["Réponses"]
    assert "identification" in said["Enregistrements"]


def test_days_leave_as_dates_that_a_spreadsheet_sorts(client, whole):
    book = workbook(client, whole)
    assert isinstance(told(book, "Historique")["Date"], datetime)
    began = timezone.localtime(whole.response.started_at).replace(tzinfo=None)
    assert abs(told(book, "Réponses au diagnostic")["Commencée le"] - began) < timedelta(seconds=1)


def test_a_text_longer_than_a_cell_goes_on_below(client, whole):
    long = "Tomme " * 12_000
    SurveyResponse.objects.filter(pk=whole.response.pk).update(typed={"next": {"next-note": [long]}})
    sheet = workbook(client, whole)["Réponses au diagnostic"]
    column = [cell.value for cell in sheet[1]].index("Saisie") + 1
    parts = [sheet.cell(row, column).value or "" for row in range(2, sheet.max_row + 1)]
    assert max(map(len, parts)) <= CELL_LENGTH
    assert long.strip() in "".join(parts)


@pytest.mark.parametrize("page", ["overview", "history", "data", "publication", "profile"])
def test_every_page_of_a_farm_that_has_everything_opens(client, whole, page):
    client.force_login(whole.farmer)
    assert client.get(reverse(f"farm:{page}", args=[whole.farm.pk])).status_code == 200


def test_every_private_file_opens_when_a_farm_has_everything(client, whole):
    load_reference_values()
    client.force_login(whole.advisor)
    group = whole.group.pk
    addresses = [
        *(reverse(f"farm:export_{kind}", args=[whole.farm.pk]) for kind in ("json", "xlsx")),
        *(reverse("needs:export", args=["flux", kind]) for kind in ("csv", "xlsx", "geojson", "svg", "png")),
        *(reverse("needs:group_export", args=[group, kind]) for kind in ("csv", "xlsx")),
        reverse("needs:group", args=[group]),
        reverse("survey:my_visits_csv"),
        reverse("diagnosis:document", args=[whole.response.key]),
    ]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )


def test_every_private_file_opens_when_a_company_has_everything(client):
    company = company_with_everything()
    client.force_login(company.user)
    addresses = [
        *(reverse("company:export", args=[company.carrier.slug, kind]) for kind in ("csv", "xlsx")),
        *(reverse("company:grid_export", args=[company.grid.pk, kind]) for kind in ("csv", "xlsx")),
        *(reverse("company:sample", args=[company.carrier.slug, kind]) for kind in ("csv", "xlsx")),
        reverse("company:history", args=[company.carrier.slug]),
        reverse("company:overview", args=[company.carrier.slug]),
        reverse("quotes:received"),
    ]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )
