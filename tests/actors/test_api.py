"""Who can help, asked by a program."""

import pytest

from tests.factories.actors import ActorFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/actors/"


def names(client, **asked):
    return {row["name"] for row in client.get(LIST, asked).json()["results"]}


@pytest.fixture(autouse=True)
def directory():
    mende = CommuneFactory(mende=True)
    ActorFactory(canteen=True, name="Collège", commune=mende)
    ActorFactory(kind="tool", name="Outil", everywhere=True, departements=[])
    ActorFactory(kind="carrier", name="Transports", departements=["30"], confirmed=True)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "tool"}, {"Outil"}),
        ({"outlet": "yes"}, {"Collège"}),
        ({"customer": "college"}, {"Collège"}),
        ({"standing": "confirmed"}, {"Transports"}),
        ({"departement": "30"}, {"Outil", "Transports"}),
        ({"near": "48095", "radius_km": 5}, {"Collège"}),
        ({"q": "college"}, {"Collège"}),
    ],
)
def test_the_filters_are_those_of_the_page(client, asked, found):
    assert names(client, **asked) == found


def test_an_unknown_kind_is_refused_in_words(client):
    answer = client.get(LIST, {"kind": "roi"})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["kind"]


@pytest.mark.parametrize("form", ["csv-fr", "xlsx", "geojson", "gpkg"])
def test_the_list_is_had_as_a_file(client, form):
    answer = client.get(LIST, {"format": form, "outlet": "yes"})
    assert answer.status_code == 200
    assert len(answer.getvalue()) > 100
