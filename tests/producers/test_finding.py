"""What a search finds, page by page, for whoever lists it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from producers.filters import PAGE_SIZE
from producers.finding import ShortPaginator, asked_page, found_for
from producers.models import Producer
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory


def asked(**query):
    request = RequestFactory().get("/", query)
    request.user = AnonymousUser()
    return request


def found(size=None, **query):
    return found_for(asked(**query), Producer.objects.visible_to(AnonymousUser()), size)


@pytest.mark.parametrize(("text", "number"), [("3", 3), ("", 1), ("x", 1), ("-2", 1), ("9999", 50)])
def test_the_page_asked_is_a_number_within_reach(text, number):
    assert asked_page(asked(page=text)) == number


@pytest.mark.django_db
def test_pages_are_as_long_as_whoever_lists_them_wants():
    for number in range(5):
        ProducerFactory(published=True, name=f"Ferme {number}")
    filters, _ = found(2, page="2")
    page = ShortPaginator(filters).get_page(2)
    assert [producer.name for producer in page] == ["Ferme 2", "Ferme 3"]
    assert page.paginator.num_pages == 3
    assert ShortPaginator(found()[0]).per_page == PAGE_SIZE


@pytest.mark.django_db
def test_a_commune_among_the_words_is_searched_around():
    mende = CommuneFactory(mende=True)
    farm = ProducerFactory(published=True, name="Brebis", commune=mende)
    ProductLineFactory(producer=farm, family="cheese")
    CommuneFactory(florac=True)
    filters, place = found(q="fromage florac", radius_km="100")
    assert place.commune.name.startswith("Florac")
    assert [producer.name for producer in filters.qs] == ["Brebis"]
    assert found(q="fromage")[1] is None
