"""Which market when, and who goes there."""

import pytest
from django.urls import reverse

from pat_logistics.portal.pages.market_days import market_days
from tests.factories.actors import ActorFactory
from tests.factories.producers import FlowFactory, ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


def goes(commune, name, days=(6,), *, published=True, **values):
    farm = ProducerFactory(name=name, published=True, flows_published=published, **values)
    FlowFactory(producer=farm, destination=commune, customer_type="market", weekdays=list(days))
    return farm


def week():
    return {
        day.name: [
            (place.commune.name, place.real, [farm.name for farm in place.farms]) for place in day.places
        ]
        for day in market_days()["week"]
    }


def test_the_farms_that_go_the_same_day_stand_together(mende):
    ActorFactory(market=True, commune=mende)
    goes(mende, "Ferme A")
    goes(mende, "Ferme B", (3, 6))
    assert week() == {
        "mercredi": [("Mende", 1, ["Ferme B"])],
        "samedi": [("Mende", 2, ["Ferme A", "Ferme B"])],
    }


def test_a_farm_that_brings_two_products_is_one_farm(mende):
    farm = goes(mende, "Ferme A")
    FlowFactory(producer=farm, destination=mende, customer_type="market", weekdays=[6])
    assert week() == {"samedi": [("Mende", 1, ["Ferme A"])]}


def test_what_is_not_published_or_goes_elsewhere_is_not_there(mende):
    goes(mende, "Ferme cachée", published=False)
    other = ProducerFactory(flows_published=True)
    FlowFactory(producer=other, destination=mende, customer_type="restaurant", weekdays=[6])
    assert week() == {}


def test_invented_farms_are_named_and_not_counted(mende):
    goes(mende, "Ferme inventée", is_example=True)
    goes(mende, "Ferme vraie")
    assert week()["samedi"] == [("Mende", 1, ["Ferme inventée", "Ferme vraie"])]


def test_a_market_of_which_the_day_is_not_known_says_so(client, mende):
    ActorFactory(market=True, commune=mende, name="Marché sans jour", weekdays=[])
    ActorFactory(market=True, commune=mende, name="Marché du samedi")
    ActorFactory(market=True, commune=mende, name="Marché retiré", unpublished=True)
    assert [market.name for market in market_days()["unknown"]] == ["Marché sans jour"]
    page = client.get(reverse("pages:market_days")).text
    assert "Marché du samedi" in page
    assert "aucune ferme ne dit y aller" in page
    assert "Marché retiré" not in page


def test_two_queries_tell_the_week_whatever_its_markets(mende, django_assert_num_queries):
    for number in range(5):
        ActorFactory(market=True, commune=mende)
        goes(mende, f"Ferme {number}")
    with django_assert_num_queries(2):
        week()


def test_an_empty_week_says_what_to_do(client):
    assert "Aucun jour de marché connu" in client.get(reverse("pages:market_days")).text
