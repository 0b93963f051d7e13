"""Communes in the API."""

import pytest

from pat_logistics.territory.models import Commune
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

COMMUNES = "/api/v1/communes/"


@pytest.fixture
def mende():
    return CommuneFactory(mende=True, population=12_464, epci="244800405", epci_name="Cœur de Lozère")


def test_a_commune_is_given_with_its_town_hall(client, mende):
    assert client.get(COMMUNES, {"q": "mende"}).json()["results"] == [
        {
            "insee": "48095",
            "name": "Mende",
            "departement": "48",
            "postal_codes": ["48000"],
            "latitude": 44.51782,
            "longitude": 3.50117,
            "position_source": "town_hall",
            "population": 12464,
            "epci": "244800405",
            "epci_name": "Cœur de Lozère",
            "former": [],
        }
    ]


def test_a_position_is_not_given_to_the_nanometre(client, mende):
    Commune.objects.filter(pk=mende.pk).update(latitude=44.517820123456, longitude=3.50117)
    assert client.get(COMMUNES, {"q": "mende"}).json()["results"][0]["latitude"] == 44.51782


def test_without_a_text_every_commune_is_listed_by_code(client, mende):
    CommuneFactory(florac=True)
    answer = client.get(COMMUNES).json()
    assert [row["insee"] for row in answer["results"]] == ["48061", "48095"]
    assert answer["count"] == 2


def test_the_best_answer_comes_first(client):
    CommuneFactory(name="Mendelieu", population=90_000)
    CommuneFactory(mende=True)
    names = [row["name"] for row in client.get(COMMUNES, {"q": "mende"}).json()["results"]]
    assert names == ["Mende", "Mendelieu"]


def test_a_text_without_an_answer_gives_an_empty_list(client, mende):
    for text in ("zzzz", "%", "a" * 100):
        response = client.get(COMMUNES, {"q": text})
        assert (response.status_code, response.json()["results"]) == (200, [])


def test_a_text_longer_than_any_name_is_refused_rather_than_cut(client, mende):
    response = client.get(COMMUNES, {"q": "a" * 101})
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["q"]


def test_one_commune_has_its_address(client, mende):
    assert client.get(f"{COMMUNES}48095/").json()["name"] == "Mende"
    assert client.get(f"{COMMUNES}48999/").status_code == 404


def test_the_address_of_a_code_of_yesterday_answers_the_commune_of_today(client):
    CommuneFactory(peyre=True)
    CommuneFactory(insee="2A004", name="Ajaccio", departement="2A", postal_codes=["20000"])
    assert client.get(f"{COMMUNES}48076/").json()["insee"] == "48009"
    assert client.get(f"{COMMUNES}2a004/").json()["name"] == "Ajaccio"


def test_the_address_of_a_code_that_means_several_communes_lists_them(client, mende):
    CommuneFactory(insee="48013", name="Badaroux", population=930)
    response = client.get(f"{COMMUNES}48000/")
    assert response.status_code == 404
    [fault] = response.json()["errors"]
    assert fault["code"] == "ambiguous"
    assert [each["insee"] for each in fault["candidates"]] == ["48095", "48013"]


def test_the_list_costs_the_same_for_any_length(client, django_assert_max_num_queries):
    CommuneFactory.create_batch(30)
    with django_assert_max_num_queries(3):
        client.get(COMMUNES)


def test_a_name_of_yesterday_finds_the_commune_and_is_told(client):
    former = CommuneFactory(peyre=True).former
    [found] = client.get(COMMUNES, {"q": "javols"}).json()["results"]
    assert (found["insee"], found["former"]) == ("48009", former)
