"""The carriers that producers ride with, in the directory of producers."""

import pytest
from django.urls import reverse
from django.utils import timezone

from carriers.models import Ride
from tests.factories.carriers import CarrierFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db
LIST = "/producteurs/"


def ride(*, published=True, carrier_published=True, producer_agreed=True, carrier_agreed=True):
    now = timezone.now()
    return Ride.objects.create(
        producer=ProducerFactory(published=published),
        carrier=CarrierFactory(published_at=now if carrier_published else None),
        producer_agreed_at=now if producer_agreed else None,
        carrier_agreed_at=now if carrier_agreed else None,
    )


def found(client, **query):
    return [producer["slug"] for producer in client.get("/api/v1/producers/", query).json()["results"]]


def carriers_offered(client, **query):
    facets = {facet.name: facet.options for facet in client.get(LIST, query).context["facets"]}
    return {option.value: option.count for option in facets["carrier"]}


def test_a_carrier_used_chooses_its_producers_in_the_list_and_in_the_api(client):
    agreed, _other = ride(), ProducerFactory(published=True)
    query = {"carrier": agreed.carrier.slug}
    assert found(client, **query) == [agreed.producer.slug]
    page = client.get(LIST, query).content.decode()
    assert "1 producteur" in page
    assert agreed.carrier.name in page


@pytest.mark.parametrize("missing", ["published", "carrier_published", "producer_agreed", "carrier_agreed"])
def test_what_both_have_not_agreed_to_show_chooses_and_counts_nobody(client, missing):
    secret = ride(**{missing: False})
    ProducerFactory(published=True)
    assert found(client, carrier=secret.carrier.slug) == []
    assert carriers_offered(client) == {}


def test_the_facet_counts_what_a_tick_would_give(client):
    agreed = ride()
    Ride.objects.create(
        producer=ProducerFactory(published=True),
        carrier=agreed.carrier,
        producer_agreed_at=timezone.now(),
        carrier_agreed_at=timezone.now(),
    )
    assert carriers_offered(client) == {agreed.carrier.slug: 2}


@pytest.mark.parametrize("slug", ["personne", "', drop", "\x00", "é" * 200])
def test_a_carrier_that_does_not_exist_is_no_fault(client, slug):
    ProducerFactory(published=True)
    assert client.get(LIST, {"carrier": slug}).status_code == 200


def test_the_page_of_a_producer_names_the_carriers_agreed(client):
    agreed = ride()
    page = client.get(agreed.producer.get_absolute_url()).content.decode()
    assert agreed.carrier.get_absolute_url() in page
    Ride.objects.update(carrier_agreed_at=None)
    page = client.get(agreed.producer.get_absolute_url()).content.decode()
    assert reverse("carriers:carrier", args=[agreed.carrier.slug]) not in page
