"""Where the map shows who can help."""

import pytest

from pat_logistics.actors.clusters import features, point
from pat_logistics.actors.models import Actor
from pat_logistics.territory.clusters import Box
from tests.factories.actors import ActorFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def labels(box=None):
    return [each["label"] for each in features(Actor.objects.all(), box)["features"]]


def test_each_stands_at_the_town_hall_of_its_commune_and_one_of_none_nowhere():
    mende = CommuneFactory(mende=True)
    ActorFactory(name="Collège", canteen=True, commune=mende)
    ActorFactory(name="Outil")
    [shown] = features(Actor.objects.all())["features"]
    assert (shown["label"], shown["detail"]) == (
        "Collège",
        "Cantine, restaurant ou autre acheteur · à confirmer",
    )
    assert (shown["lat"], shown["lon"]) == (round(mende.latitude, 5), round(mende.longitude, 5))


def test_a_view_of_the_map_holds_what_stands_in_it():
    ActorFactory(name="À Mende", commune=CommuneFactory(mende=True))
    ActorFactory(name="À Montpellier", commune=CommuneFactory(montpellier=True))
    assert sorted(labels()) == ["À Mende", "À Montpellier"]
    assert labels(Box(3, 44, 4, 45)) == ["À Mende"]


def test_one_by_itself_has_a_point_when_it_has_a_commune():
    mende = CommuneFactory(mende=True)
    assert point(ActorFactory(commune=mende))["lat"] == mende.latitude
    assert point(ActorFactory()) is None
