"""The lists of the API: pages, a whole walk, columns, order, files."""

import csv
import io
import json

import pytest
from django.urls import reverse

from pat_logistics.open_data.api import serializer_of
from pat_logistics.open_data.files import FORMATS
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.open_data.files.test_files import READERS
from tests.open_data.samples import DATASETS, open_canteen, open_company, open_farm

pytestmark = pytest.mark.django_db

STORAGE, PRODUCERS = "/api/v1/storage/", "/api/v1/producers/"


@pytest.fixture
def farms():
    return [open_farm(name=f"Ferme {letter}", slug=letter.lower()) for letter in "CAB"]


def rows(answer):
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()["results"]


def fault(answer):
    assert answer.status_code == 400, answer.content.decode()
    [error] = answer.json()["errors"]
    return error["field"], error["detail"]


@pytest.mark.parametrize("code", DATASETS)
def test_each_dataset_has_a_list_and_each_row_an_address(client, code):
    open_farm()
    open_company()
    open_canteen()
    address = f"/api/v1/{code}/"
    found = rows(client.get(address))
    assert found
    one = client.get(f"{address}{found[0]['id']}/")
    assert one.json() == found[0]
    assert one["Content-Type"] == "application/json"
    assert client.get(f"{address}999999/").status_code == 404


@pytest.mark.parametrize("code", DATASETS)
def test_the_number_of_queries_does_not_follow_the_number_of_rows(
    client, code, django_assert_max_num_queries
):
    for number in range(3):
        open_farm(slug=f"ferme-{number}")
    open_company()
    with django_assert_max_num_queries(6):
        client.get(f"/api/v1/{code}/")
    with django_assert_max_num_queries(4):
        b"".join(client.get(f"/api/v1/{code}/?format=jsonl"))


def test_a_page_says_how_many_there_are_and_where_the_next_is(client, farms):
    found = client.get(STORAGE, {"page_size": 2}).json()
    assert (found["count"], len(found["results"]), found["previous"]) == (3, 2, None)
    assert len(client.get(found["next"]).json()["results"]) == 1


@pytest.mark.parametrize("address", [STORAGE, PRODUCERS])
def test_a_walk_meets_each_row_once_whatever_comes_in_between(client, farms, address):
    seen, following = [], f"{address}?cursor=0&page_size=1&fields=id"
    while following:
        page = client.get(following).json()
        assert page["count"] is None
        seen += [row["id"] for row in page["results"]]
        if len(seen) == 1:
            farms[0].delete()
        following = page["next"]
    assert len(seen) == len(set(seen)) == 3
    assert seen == sorted(seen)


def test_a_walk_of_nothing_ends_at_once(client):
    assert client.get(STORAGE, {"cursor": "0"}).json() == {
        "count": None,
        "next": None,
        "previous": None,
        "results": [],
    }


@pytest.mark.parametrize("cursor", ["-1", "abc", "1;DROP", "9" * 30])
def test_a_cursor_that_is_none_is_refused(client, cursor):
    assert fault(client.get(STORAGE, {"cursor": cursor}))[0] == "cursor"


@pytest.mark.parametrize("address", [STORAGE, PRODUCERS])
def test_fields_choose_the_columns(client, farms, address):
    assert {tuple(row) for row in rows(client.get(address, {"fields": "id, updated_at"}))} == {
        ("id", "updated_at")
    }
    field, words = fault(client.get(address, {"fields": "id,volume_m3"}))
    assert field == "fields"
    assert "volume_m3" in words
    assert "updated_at" in words


def test_the_detailed_lists_keep_their_own_fields(client, farms):
    [row, *_] = rows(client.get(PRODUCERS, {"fields": "slug,product_lines"}))
    assert list(row) == ["slug", "product_lines"]
    solution = open_company().solutions.get()
    assert client.get(f"/api/v1/solutions/{solution.pk}/?fields=slug").json() == {"slug": "groupage"}


@pytest.mark.parametrize(("address", "name"), [(STORAGE, "producer"), (PRODUCERS, "name")])
def test_ordering_sorts_both_ways(client, farms, address, name):
    for asked, letters in ((name, "ABC"), (f"-{name}", "CBA")):
        found = rows(client.get(address, {"ordering": asked}))
        assert [row[name] for row in found] == [f"Ferme {letter}" for letter in letters]
    field, words = fault(client.get(address, {"ordering": "phone_number"}))
    assert field == "ordering"
    assert name in words


def test_an_unknown_parameter_is_refused_and_the_known_ones_named(client):
    field, words = fault(client.get(STORAGE, {"region": "76"}))
    assert field == "region"
    for known in ("departement", "updated_since", "fields", "cursor", "bbox"):
        assert known in words


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_has_its_name_and_its_kind(client, farms, kind):
    answer = client.get(STORAGE, {"format": kind, "departement": "48"})
    assert answer.status_code == 200
    assert answer.streaming
    assert answer["Content-Type"] == FORMATS[kind].content_type
    name = answer["Content-Disposition"]
    assert name.startswith('attachment; filename="stockage_departement-48_20')
    assert name.endswith(f'.{FORMATS[kind].ending}"')
    assert answer.getvalue()


def test_a_file_holds_the_whole_list_as_filtered_chosen_and_sorted(client, farms):
    asked = {"format": "csv", "fields": "producer", "ordering": "-producer", "page_size": "1"}
    body = client.get(STORAGE, asked).getvalue().decode()
    assert list(csv.reader(io.StringIO(body))) == [["producer"], ["Ferme C"], ["Ferme B"], ["Ferme A"]]


def test_a_file_can_be_asked_by_the_header_too(client, farms):
    answer = client.get(STORAGE, headers={"accept": "application/geo+json"})
    assert json.loads(answer.getvalue())["numberReturned"] == 3
    assert client.get(STORAGE, headers={"accept": "application/pdf"}).status_code == 406


def test_what_stands_nowhere_is_no_map(client):
    field, words = fault(client.get("/api/v1/flows/", {"format": "geojson"}))
    assert field == "format"
    assert "csv" in words


def test_a_fault_of_a_file_is_a_problem_in_json(client):
    answer = client.get(STORAGE, {"format": "parquet", "departement": "99"})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert fault(answer)[0] == "departement"


@pytest.mark.usefixtures("advisor")
@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_holds_what_is_published_whoever_asks(client, kind):
    """An advisor reads the others in a page; a file is passed on."""
    hidden = ProducerFactory(commune=CommuneFactory(mende=True), name="Ferme à venir")
    assert [row["name"] for row in rows(client.get(PRODUCERS))] == [hidden.name]
    empty = client.get(PRODUCERS, {"format": kind}).getvalue()
    assert READERS[kind](empty, "producers") == []


@pytest.mark.parametrize("code", DATASETS)
def test_the_description_names_each_column(code):
    dataset = DATASETS[code]
    assert list(serializer_of(dataset)().fields) == dataset.codes


def test_the_lists_have_names(client):
    assert reverse("api:storage-list") == STORAGE
