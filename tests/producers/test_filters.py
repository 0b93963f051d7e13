"""Choosing producers: what each filter keeps, and in which order."""

import pytest
from django.contrib.auth.models import AnonymousUser

from producers import finding
from producers.filters import ProducerFilterSet
from producers.models import Producer
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory
from tests.producers.views.samples import LIST, html, names

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"family": "cheese"}, ["Brebis"]),
        ({"family": ["cheese", "honey"]}, ["Brebis", "Ruche"]),
        ({"temperature": "ambient"}, ["Ruche"]),
        ({"family": "cheese", "temperature": "ambient"}, []),
        ({"label": "organic"}, ["Brebis", "Ruche"]),
        ({"label": "aop_igp"}, ["Brebis"]),
        ({"commune": "48095"}, ["Brebis", "Ruche"]),
        ({"commune": "48095", "radius_km": "10"}, ["Brebis"]),
        ({"commune": "48095", "radius_km": "10\u202fkm"}, ["Brebis"]),
        ({"commune": "Mende", "commune_typed": "Mende", "radius_km": "10"}, ["Brebis"]),
        ({"q": "miel"}, ["Ruche"]),
    ],
)
def test_each_filter_keeps_what_it_says(client, query, found):
    brebis = ProducerFactory(
        published=True, name="Brebis", labels=["organic"], commune=CommuneFactory(mende=True)
    )
    ProductLineFactory(producer=brebis, family="cheese", temperature="chilled", labels=["aop_igp"])
    ruche = ProducerFactory(published=True, name="Ruche", commune=CommuneFactory(florac=True))
    ProductLineFactory(producer=ruche, family="honey", name="Miel", temperature="ambient", labels=["organic"])
    assert names(client.get(LIST, query)) == found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"family": "gold"}, "gold"),
        ({"radius_km": "-5"}, "supérieure ou égale à 1"),
        ({"radius_km": "NaN"}, "nombre"),
        ({"radius_km": "1" + "0" * 30}, "200"),
        ({"radius_km": "1e3"}, "nombre"),
        ({"radius_km": "abc"}, "nombre"),
        ({"commune": "Xyzzyville"}, "Nous ne connaissons pas"),
        ({"q": "x" * 101}, "100"),
        ({"q": "a\x00b"}, "nul"),
    ],
)
def test_a_wrong_answer_is_told_in_words_and_the_list_stays(client, query, message):
    ProducerFactory(published=True, name="Ferme du Vent")
    page = html(client.get(LIST, query))
    assert "à corriger" in page
    assert message in page
    assert "Ferme du Vent" in page


@pytest.mark.parametrize("sort", ["", "name", "recent", "relevance", "distance"])
def test_the_pages_follow_each_other_in_the_order_asked(client, monkeypatch, sort):
    """The page that comes with the counts, and the whole list that the map and the API read."""
    monkeypatch.setattr(finding, "PAGE_SIZE", 3)
    place = CommuneFactory(mende=True)
    for number in range(8):
        ProducerFactory(published=True, name=f"Ferme {(number * 5) % 8}", commune=place)
    query = {"q": "ferme", "commune": place.pk, "sort": sort}
    pages = [names(client.get(LIST, {**query, "page": page})) for page in (1, 2, 3)]
    filters = ProducerFilterSet(query, Producer.objects.visible_to(AnonymousUser()))
    assert [len(page) for page in pages] == [3, 3, 2]
    assert [name for page in pages for name in page] == [producer.name for producer in filters.qs]
