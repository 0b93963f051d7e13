"""A file found from a page holds what the page shows to a visitor."""

import csv
import html
import io
import re

import pytest

from pat_logistics.open_data.links import OFFERED
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.open_data.samples import open_company, open_farm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world():
    open_farm()
    open_company()
    ProducerFactory(name="Ferme du Lez", published=True, commune=CommuneFactory(montpellier=True))
    ProducerFactory(name="Ferme Secrète")


def links(client, page, query):
    text = client.get(page, query).text
    return [html.unescape(url) for url in re.findall(r'href="(/api/v1/[^"]+format=[^"]+)"', text)]


def names(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, answer.content
    rows = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";")
    return [row["Nom"] for row in rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"Ferme du Lez", "Ferme du Vent"}),
        ({"q": "vent", "radius_km": "", "sort": ""}, {"Ferme du Vent"}),
        (
            {"commune": "Mende", "commune_typed": "", "radius_km": "20", "page": "1", "utm_source": "mail"},
            {"Ferme du Vent"},
        ),
        ({"commune": "34172", "radius_km": "20"}, {"Ferme du Lez"}),
    ],
)
def test_the_files_of_the_directory_hold_what_it_shows(client, query, expected):
    found = links(client, "/producteurs/", query)
    assert len(found) == len(OFFERED)
    assert set(names(client, next(url for url in found if "csv-fr" in url))) == expected
    assert all(client.get(url).status_code == 200 for url in found)


@pytest.mark.parametrize("query", [{}, {"temperature": "chilled", "mass_kg": ""}, {"origin": "Mende"}])
def test_the_files_of_the_catalogue_hold_what_it_shows(client, query):
    page = client.get("/solutions/", query)
    shown = [row.solution.name for row in page.context["found"]]
    found = links(client, "/solutions/", query)
    if shown:
        assert names(client, next(url for url in found if "csv-fr" in url)) == shown


def test_while_something_is_not_understood_there_is_no_file(client):
    assert links(client, "/producteurs/", {"radius_km": "loin"}) == []
