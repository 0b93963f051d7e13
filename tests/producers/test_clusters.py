"""What the map shows of many producers."""

import pytest
from django.contrib.auth.models import AnonymousUser

from pat_logistics.territory import clusters
from pat_logistics.territory.clusters import FEW, LABEL_LENGTH, MAX_FEATURES, NAMED, Box
from producers.clusters import features
from producers.models import Producer
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
MAP = "/producteurs/carte.json"


def seen(box=None, zoom=17):
    return features(Producer.objects.visible_to(AnonymousUser()), box, zoom)


@pytest.fixture
def crowd(db):
    """More producers than points of their own are drawn for, each at a place of its own."""
    town = CommuneFactory(mende=True)
    number = FEW + 50
    Producer.objects.bulk_create(
        ProducerFactory.build(
            commune=town,
            published=True,
            position_published=True,
            latitude=44 + (rank % 20) / 20,
            longitude=3 + (rank // 20) / 20,
        )
        for rank in range(number)
    )
    return number


def count_of(feature):
    return feature.get("count", 1)


@pytest.mark.parametrize("zoom", range(18))
def test_points_and_groups_add_up_to_everybody_and_stay_few(crowd, zoom):
    shown = seen(zoom=zoom)
    assert shown["total"] == crowd
    assert sum(map(count_of, shown["features"])) == crowd
    assert len(shown["features"]) <= MAX_FEATURES


def test_a_view_shows_only_what_stands_in_it(crowd):
    shown = seen(Box(3, 44, 3.2, 44.3), 12)
    assert 0 < shown["total"] < crowd
    for feature in shown["features"]:
        assert 3 <= feature["lon"] <= 3.2
        assert 44 <= feature["lat"] <= 44.3


def test_a_few_producers_are_points_even_seen_from_afar():
    for place in ("mende", "florac", "montpellier"):
        ProducerFactory(published=True, commune=CommuneFactory(**{place: True}))
    assert all("url" in feature for feature in seen(zoom=3)["features"])


def test_a_farm_that_keeps_its_position_stands_at_its_town_hall():
    town = CommuneFactory(mende=True)
    ProducerFactory(published=True, commune=town, latitude=44.9, longitude=3.9)
    (point,) = seen()["features"]
    assert (point["lat"], point["lon"]) == (round(town.latitude, 5), round(town.longitude, 5))
    assert seen(Box(3.89, 44.89, 3.91, 44.91))["total"] == 0


def test_what_is_not_published_is_in_no_count():
    ProducerFactory(commune=CommuneFactory())
    assert seen() == {"bounds": None, "total": 0, "features": []}


def test_producers_of_one_place_lead_to_its_list():
    town = CommuneFactory(mende=True)
    for _ in range(3):
        ProducerFactory(published=True, commune=town)
    (group,) = seen()["features"]
    assert (group["count"], group["commune"]) == (3, town.pk)


def test_of_a_crowd_at_one_place_only_a_few_are_named(monkeypatch):
    monkeypatch.setattr(clusters, "FEW", NAMED)
    town = CommuneFactory(mende=True)
    for _ in range(NAMED + 1):
        ProducerFactory(published=True, commune=town)
    (group,) = seen()["features"]
    assert (group["count"], len(group["members"]), group["more"]) == (NAMED + 1, NAMED, 1)


def test_a_long_name_weighs_no_more_than_another():
    ProducerFactory(published=True, name="Ferme " + "x" * 110)
    (point,) = seen()["features"]
    assert len(point["label"]) == LABEL_LENGTH


@pytest.mark.parametrize(
    "query",
    [
        {"bbox": "1,2,3"},
        {"bbox": "a,b,c,d"},
        {"bbox": "nan,nan,nan,nan"},
        {"bbox": "4,44,3,45"},
        {"bbox": "-999,44,3,45"},
        {"zoom": "-1"},
        {"zoom": "18"},
        {"zoom": "beaucoup"},
        {"zoom": "9" * 5000},
    ],
)
def test_a_view_that_does_not_exist_is_said_so(client, query):
    answer = client.get(MAP, query)
    assert answer.status_code == 400
    assert answer.json() == {"error": "Cette vue de la carte n’existe pas."}


def test_the_map_follows_the_filters_of_the_list(client):
    ProducerFactory(published=True, name="Ferme du Vent")
    ProducerFactory(published=True, name="Ferme du Lac")
    assert [point["label"] for point in client.get(MAP, {"q": "vent"}).json()["features"]] == [
        "Ferme du Vent"
    ]
