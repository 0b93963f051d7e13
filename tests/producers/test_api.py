"""Producers of the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from tests.factories.producers import ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

URL = "/api/v1/producers/"


def test_a_producer_is_described_whole(client):
    producer = ProducerFactory(
        name="Ferme du Vent",
        slug="ferme-du-vent",
        commune=CommuneFactory(mende=True),
        contact_published=True,
        storage_published=True,
        email="vent@ferme.example",
        labels=["organic"],
        is_example=True,
        confirmed_on=localdate(),
    )
    ProductLineFactory(producer=producer, family="cheese", name="Tomme", temperature="chilled")
    StorageSiteFactory(producer=producer, offered=True, volume_m3=20, free_m3=8)
    (found,) = client.get(URL).json()["results"]
    assert found.pop("updated_at")
    assert found == {
        "id": producer.pk,
        "slug": "ferme-du-vent",
        "name": "Ferme du Vent",
        "commune": {"insee": "48095", "name": "Mende"},
        "latitude": 44.51782,
        "longitude": 3.50117,
        "labels": ["organic"],
        "families": ["cheese"],
        "temperatures": ["chilled"],
        "product_lines": [
            {
                "family": "cheese",
                "name": "Tomme",
                "temperature": "chilled",
                "packagings": [],
                "season": ["normal"] * 12,
                "shelf_life_hours": None,
                "labels": [],
            }
        ],
        "storage_offered": [{"kind": "cold_room", "free_m3": 8.0, "hgv_access": False}],
        "contact": {"name": "", "email": "vent@ferme.example", "phone": "", "website": ""},
        "refuses_intermediaries": False,
        "open_to_pooling": False,
        "is_example": True,
        "confirmed_on": localdate().isoformat(),
        "to_confirm": False,
        "url": "http://testserver/producteurs/ferme-du-vent/",
    }
    assert client.get(f"{URL}{producer.pk}/").json()["slug"] == "ferme-du-vent"


def test_a_hidden_contact_is_null(client):
    ProducerFactory(published=True, email="vent@ferme.example")
    (found,) = client.get(URL).json()["results"]
    assert found["contact"] is None


def test_the_filters_are_those_of_the_directory(client):
    near = ProducerFactory(published=True, commune=CommuneFactory(mende=True))
    ProducerFactory(published=True, commune=CommuneFactory(montpellier=True))
    found = client.get(URL, {"commune": "48095", "radius_km": "20"}).json()["results"]
    assert [producer["id"] for producer in found] == [near.pk]


def test_they_are_found_around_a_commune_as_in_the_other_lists(client):
    here = ProducerFactory(published=True, commune=CommuneFactory(mende=True))
    ProducerFactory(published=True, commune=CommuneFactory(montpellier=True))
    for asked in ({"near": "48095"}, {"near": "48095", "radius_km": "20"}):
        assert [each["id"] for each in client.get(URL, asked).json()["results"]] == [here.pk]
    assert client.get(URL, {"near": "48095", "radius_km": "200"}).json()["count"] == 2


@pytest.mark.parametrize(
    ("query", "field"),
    [({"family": "gold"}, "family"), ({"radius_km": "-1"}, "radius_km"), ({"commune": "99999"}, "commune")],
)
def test_a_wrong_filter_is_refused_at_its_name(client, query, field):
    response = client.get(URL, query)
    assert response.status_code == 400
    assert [fault["field"] for fault in response.json()["errors"]] == [field]


def test_the_order_is_stable_from_a_page_to_the_next(client):
    ProducerFactory.create_batch(5, published=True, name="Même nom")
    pages = [client.get(URL, {"page": page, "page_size": 2}).json()["results"] for page in (1, 2, 3)]
    found = [producer["id"] for page in pages for producer in page]
    assert found == sorted(set(found))


def test_the_number_of_queries_does_not_depend_on_the_length(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(URL).status_code == 200
        return len(captured)

    ProductLineFactory(producer=ProducerFactory(published=True))
    few = queries()
    for _ in range(10):
        producer = ProducerFactory(storage_published=True)
        ProductLineFactory(producer=producer)
        StorageSiteFactory(producer=producer, offered=True)
    assert queries() == few == 3


@pytest.mark.parametrize("number", ["0", "999999999999999999", "99999999999999999999999", "abc"])
def test_an_unknown_number_is_not_found(client, number):
    assert client.get(f"{URL}{number}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written(client, method):
    producer = ProducerFactory(published=True)
    assert getattr(client, method)(f"{URL}{producer.pk}/").status_code in (403, 405)
