"""Solutions of the API."""

import pytest

from carriers.enums import AreaRole
from tests.factories.carriers import DropPointFactory, ServiceAreaFactory, SolutionFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/solutions/"


def test_a_solution_says_what_it_is_where_it_goes_and_where_that_is_known_from(client):
    solution = SolutionFactory(name="Ligne fraîche", min_kg=5, max_kg=2000)
    ServiceAreaFactory(
        solution=solution, role=AreaRole.DELIVERY, departement="34", weekdays=[2, 4], zone="SUD"
    )
    (row,) = client.get(URL).json()["results"]
    assert row["slug"] == solution.slug
    assert row["carrier"] == {"name": solution.carrier.name, "slug": solution.carrier.slug}
    assert row["temperatures"] == ["ambient", "chilled"]
    assert (row["min_kg"], row["max_kg"]) == (5.0, 2000.0)
    assert row["location"] is None
    assert row["source_date"] == "2026-10-01"
    assert row["is_example"] is False
    assert row["page"] == f"http://testserver{solution.get_absolute_url()}"
    (area,) = row["areas"]
    assert (area["role"], area["place"], area["weekdays"]) == ("delivery", "Hérault (34)", [2, 4])


def test_a_place_comes_with_its_commune_and_position(client):
    solution = SolutionFactory(locker=True)
    location = client.get(f"{URL}{solution.pk}/").json()["location"]
    mende = solution.commune
    assert location == {
        "insee": "48095",
        "name": "Mende",
        "latitude": mende.latitude,
        "longitude": mende.longitude,
    }


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({}, 2),
        ({"kind": "carrier"}, 1),
        ({"temperature": "frozen"}, 0),
        ({"origin": "48095", "destination": "34172"}, 1),
        ({"q": "casiers"}, 1),
    ],
)
def test_the_filters_are_those_of_the_catalogue(client, query, number):
    CommuneFactory(mende=True)
    CommuneFactory(montpellier=True)
    SolutionFactory(from_mende_to_montpellier=True)
    SolutionFactory(name="Casiers", locker=True)
    assert client.get(URL, query).json()["count"] == number


@pytest.mark.parametrize("query", [{"kind": "rocket"}, {"origin": "nulle-part"}])
def test_a_filter_outside_sense_is_refused_by_name(client, query):
    response = client.get(URL, query)
    assert response.status_code == 400
    assert next(iter(query)) in response.content.decode()


def test_the_api_only_reads(client):
    assert client.post(URL, {}, content_type="application/json").status_code in (401, 403, 405)
    assert client.delete(f"{URL}{SolutionFactory().pk}/").status_code in (401, 403, 405)


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_takes_the_same_queries_whatever_its_length(client, number, django_assert_num_queries):
    for solution in SolutionFactory.create_batch(number, from_mende_to_montpellier=True):
        DropPointFactory(solution=solution)
    SolutionFactory(locker=True)
    with django_assert_num_queries(3):  # the count, the keys of the page, its rows with their areas
        client.get(URL)


def test_a_day_without_a_place_to_deliver_has_a_stable_code(client):
    answer = client.get("/api/v1/solutions/", {"weekday": "2"})
    assert answer.status_code == 400
    assert [(fault["field"], fault["code"]) for fault in answer.json()["errors"]] == [
        ("weekday", "destination_missing")
    ]
