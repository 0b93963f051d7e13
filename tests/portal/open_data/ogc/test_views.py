"""OGC API – Features: addresses, formats, refusals."""

import json

import pytest
from django.urls import reverse

from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS
from pat_logistics.portal.open_data.ogc.description import description

pytestmark = pytest.mark.django_db

ROOT = "/api/ogc/"


def address(code, end=""):
    return f"{ROOT}collections/{code}{end}"


def rels(document):
    return {each["rel"] for each in document["links"]}


def faults(answer):
    assert answer.status_code == 400, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    return {error["field"]: error["detail"] for error in answer.json()["errors"]}


def test_the_landing_page_leads_to_the_rest(client):
    found = client.get(ROOT).json()
    assert rels(found) >= {"self", "alternate", "service-desc", "service-doc", "conformance", "data"}
    for each in found["links"]:
        if each["href"].startswith("http://testserver"):
            answer = client.get(each["href"])
            assert answer.status_code == 200, each
            assert answer["Content-Type"].startswith(each["type"].partition(";")[0]), each


@pytest.mark.parametrize("path", ["conformance", "api", "collections"])
def test_each_document_is_told_in_json_and_shown_in_a_page(client, path):
    assert client.get(ROOT + path).json()
    assert client.get(ROOT + path, headers={"accept": "text/html,*/*;q=0.8"})["Content-Type"].startswith(
        "text/html"
    )
    assert b"<h1>" in client.get(f"{ROOT}{path}?f=html").content


def test_f_weighs_more_than_the_header(client):
    assert client.get(f"{ROOT}?f=json", headers={"accept": "text/html"}).json()["title"]
    assert client.get(f"{ROOT}?f=html", headers={"accept": "application/json"}).content.startswith(b"<!")
    assert client.get(ROOT, headers={"accept": "application/pdf"}).status_code == 406


def test_the_address_that_people_type_leads_there(client):
    answer = client.get("/api/ogc", follow=True)
    assert answer.redirect_chain == [(ROOT, 308)]
    assert client.head(f"{ROOT}collections").status_code == 200


def test_each_collection_is_told_shown_and_read_to_the_last_page(client, world, collection):
    told = client.get(address(collection.code)).json()
    assert told["id"] == collection.code
    assert rels(told) >= {"self", "alternate", "items"}
    west, south, east, north = told["extent"]["spatial"]["bbox"][0]
    assert west <= east
    assert south <= north
    seen, matched, following = [], [], address(collection.code, "/items?limit=1")
    while following:
        answer = client.get(following)
        assert answer["Content-Type"] == "application/geo+json"
        page = answer.json()
        assert page["numberReturned"] == len(page["features"]) == 1
        seen += page["features"]
        matched += [page["numberMatched"]] if "numberMatched" in page else []
        following = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
    # Counted once, however many pages are read.
    assert matched == [len(seen)]
    assert len(seen) == len({each["id"] for each in seen}) > 1
    one = client.get(address(collection.code, f"/items/{seen[0]['id']}")).json()
    assert rels(one) >= {"self", "alternate", "collection"}
    del one["links"]
    assert one == seen[0]
    for end in ("", "/items", "/items?limit=1", "/queryables", f"/items/{seen[0]['id']}"):
        assert b"<h1>" in client.get(address(collection.code, end), headers={"accept": "text/html"}).content


def test_the_queries_of_a_request_do_not_follow_the_rows(
    client, world, collection, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        client.get(address(collection.code, "/items"))
    with django_assert_max_num_queries(4):
        client.get(address(collection.code))
    shapes = " OR ".join(["S_INTERSECTS(geometry, BBOX(3, 44, 4, 45))"] * 50)
    with django_assert_max_num_queries(7):
        assert client.get(address(collection.code, "/items"), {"filter": shapes}).json()["numberMatched"]


def test_all_the_collections_are_told_in_a_query_or_two_each(client, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(len(COLLECTIONS) + 4):
        found = client.get(f"{ROOT}collections").json()
    assert [each["id"] for each in found["collections"]] == list(COLLECTIONS)
    assert "solution-areas" in COLLECTIONS


def test_an_empty_collection_has_no_extent(client, collection):
    assert client.get(address(collection.code)).json()["extent"] == {}
    page = client.get(address(collection.code, "/items")).json()
    assert (page["numberMatched"], page["features"]) == (0, [])


@pytest.mark.parametrize("path", ["nothing", "nothing/items", "producers/items/999999", "producers/items/x"])
def test_what_does_not_exist_is_a_problem(client, path):
    answer = client.get(f"{ROOT}collections/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_problem_is_json_for_a_browser_too(client):
    answer = client.get(address("nothing"), headers={"accept": "text/html"})
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == 404


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"bogus": "1"}, "bogus"),
        ({"format": "json"}, "format"),
        ({"f": "xml"}, "f"),
        ({"limit": "0"}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "a,b,c,d"}, "bbox"),
        ({"bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/2154"}, "bbox-crs"),
        ({"datetime": "yesterday"}, "datetime"),
        ({"datetime": "2026-02-01/2026-01-01"}, "datetime"),
        ({"filter-lang": "cql2-json"}, "filter-lang"),
        ({"filter": "name = "}, "filter"),
        ({"is_example": "peut-être"}, "is_example"),
        ({"families": "cheese"}, "families"),
    ],
)
def test_what_is_not_understood_is_refused_by_its_name(client, asked, field):
    assert faults(client.get(address("producers", "/items"), asked)).keys() == {field}


def test_an_address_without_filters_takes_none(client):
    assert faults(client.get(f"{ROOT}conformance?limit=1")).keys() == {"limit"}


def test_the_quota_is_that_of_the_api(client):
    assert "X-RateLimit-Limit" in client.get(ROOT)


def test_every_address_described_is_one(client, world):
    for path in description()["paths"]:
        if "{" not in path:
            assert client.get(ROOT.rstrip("/") + path).status_code == 200, path
    assert reverse("ogc:landing") == ROOT


@pytest.mark.usefixtures("advisor")
def test_whoever_asks_reads_what_a_visitor_does(client, world):
    type(world).objects.filter(pk=world.pk).update(published_at=None)
    assert client.get(address("producers", f"/items/{world.pk}")).status_code == 404
