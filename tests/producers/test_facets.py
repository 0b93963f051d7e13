"""The facets of the directory: what a choice requires, and what it counts."""

import pytest

from producers.models import Producer
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.producers.views.samples import LIST, full_producer, names

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("group", "facet"), [("storage", "storage"), ("flows", "customer")])
def test_a_facet_counts_nothing_that_a_producer_keeps_to_itself(client, group, facet):
    producer = full_producer()
    shown = {row.name: row.options for row in client.get(LIST).context["facets"]}
    assert sum(option.count for option in shown[facet]) == 1
    Producer.objects.filter(pk=producer.pk).update(**{f"{group}_published_at": None})
    shown = {row.name: row.options for row in client.get(LIST).context["facets"]}
    assert shown[facet] == []


def test_family_and_temperature_are_asked_of_the_same_product(client):
    producer = ProducerFactory(published=True)
    ProductLineFactory(producer=producer, family="frozen_meat", temperature="frozen")
    ProductLineFactory(producer=producer, family="cheese", temperature="chilled")
    assert names(client.get(LIST, {"family": "cheese", "temperature": "frozen"})) == []


def test_a_facet_counts_what_a_tick_would_give(client):
    for family in ("cheese", "cheese", "honey"):
        ProductLineFactory(producer=ProducerFactory(published=True), family=family, temperature="chilled")
    facets = client.get(LIST, {"family": "honey"}).context["facets"]
    families, temperatures = facets[:2]
    assert [(option.value, option.count, option.checked) for option in families.options] == [
        ("cheese", 2, False),
        ("honey", 1, True),
    ]
    assert [(option.value, option.count) for option in temperatures.options] == [("chilled", 1)]
