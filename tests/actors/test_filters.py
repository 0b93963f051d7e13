"""Choosing who can help, and how many each choice would give."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from pat_logistics.actors.filters import ActorFilterSet
from pat_logistics.actors.models import Actor
from tests.factories.actors import ActorFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def search(query=""):
    return ActorFilterSet(QueryDict(query), Actor.objects.visible_to(AnonymousUser()))


def counts(query=""):
    return {
        facet.name: {option.value: option.count for option in facet.options}
        for facet in search(query).facets()
    }


@pytest.fixture
def directory():
    mende = CommuneFactory(mende=True)
    return {
        "canteen": ActorFactory(canteen=True, name="Collège de Mende", commune=mende),
        "market": ActorFactory(market=True, name="Marché du samedi", commune=mende, confirmed=True),
        "tool": ActorFactory(kind="tool", name="Outil", departements=[], everywhere=True),
        "far": ActorFactory(kind="carrier", name="Transports du Gard", departements=["30"]),
        "invented": ActorFactory(kind="chamber", name="Chambre inventée", example=True),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=tool&kind=carrier", {"tool", "far"}),
        ("outlet=yes", {"canteen", "market"}),
        ("outlet=yes&kind=market", {"market"}),
        ("customer=college", {"canteen"}),
        ("standing=confirmed", {"market"}),
        ("standing=example", {"invented"}),
        ("standing=unconfirmed&outlet=yes", {"canteen"}),
        ("commune=48095", {"canteen", "market", "tool", "invented"}),
        ("departement=30", {"tool", "far"}),
        ("q=mende", {"canteen", "market"}),
        ("q=tranports", {"far"}),
        ("q=college&departement=30", set()),
    ],
)
def test_each_choice_narrows_the_list(directory, query, found):
    assert {name for name, actor in directory.items() if actor in search(query).qs} == found


def test_a_choice_says_how_many_it_would_give_all_else_being_equal(directory):
    told = counts("outlet=yes")
    assert told["kind"] == {"outlet": 1, "market": 1}
    assert told["outlet"] == {"yes": 2}
    assert told["standing"] == {"confirmed": 1, "unconfirmed": 1}
    assert counts()["customer"] == {"college": 1, "market": 1}
    assert search("outlet=yes").total == 2


def test_examples_come_last_and_are_none_of_those_to_confirm(directory):
    filters = search()
    assert list(filters.qs)[-1] == directory["invented"]
    assert (filters.total, filters.unconfirmed) == (5, 3)


def test_what_only_looks_like_the_words_is_told(directory):
    assert search("q=tranports").is_approximate
    assert not search("q=transports").is_approximate


def test_what_is_not_understood_filters_nothing_and_is_told(directory):
    filters = search("commune=Nullepart&commune_typed=")
    assert "commune" in filters.form.errors
    assert filters.qs.count() == 5
