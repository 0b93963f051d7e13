"""The routing server: its answers are used and kept, its failures are never the page's."""

import json
import socket

import pytest

from pat_logistics.territory.models import Costing, RoadTrip, TripSource
from pat_logistics.territory.roads import computed_road, roads_between
from pat_logistics.territory.services import keep_routed_trips
from pat_logistics.territory.tasks import keep_trips
from tests.factories.territory import CommuneFactory
from tests.territory.conftest import drips, matrix_of

pytestmark = pytest.mark.django_db

KEY = ("48095", "34172")


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


@pytest.fixture
def montpellier():
    return CommuneFactory(montpellier=True)


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """Runs the task at once, with what a message would carry."""

    def run(args, retry):
        keep_trips.apply(args=json.loads(json.dumps(args)), throw=True)

    monkeypatch.setattr(keep_trips, "apply_async", run)


def test_the_server_gives_the_road(routing_server, mende, montpellier, parameters):
    routing_server.answer = matrix_of(distance=178.4, time=9300)
    road = roads_between([(mende, montpellier)], parameters)[KEY]
    assert (road.distance_km, road.minutes, road.source, road.fallback) == (178.4, 155, "routed", False)
    assert (road.low_km, road.high_km) == (178.4, 178.4)


def test_the_server_is_asked_once_for_all_pairs(routing_server, mende, montpellier, parameters):
    florac = CommuneFactory(florac=True)
    pairs = [(mende, montpellier), (mende, florac), (florac, montpellier), (mende, mende)]
    roads_between(pairs, parameters, costing=Costing.TRUCK)
    [(path, question)] = routing_server.requests
    assert path == "/sources_to_targets"
    assert (len(question["sources"]), len(question["targets"])) == (2, 2)
    assert question["sources"][0] == {"lat": mende.latitude, "lon": mende.longitude}
    assert (question["costing"], question["units"]) == ("truck", "kilometers")


def test_a_long_list_is_asked_in_blocks_the_server_accepts(routing_server, mende, parameters):
    others = [CommuneFactory() for _ in range(120)]
    roads = roads_between([(mende, other) for other in others], parameters)
    assert {road.source for road in roads.values()} == {"routed"}
    assert [len(question["targets"]) for _, question in routing_server.requests] == [50, 50, 20]


def test_an_answer_is_kept_and_not_asked_for_again(routing_server, mende, montpellier, parameters):
    first = roads_between([(mende, montpellier)], parameters)
    trip = RoadTrip.objects.get()
    assert (trip.origin, trip.destination, trip.source) == (mende, montpellier, TripSource.ROUTED)
    assert roads_between([(mende, montpellier)], parameters) == first
    assert len(routing_server.requests) == 1


def test_a_pair_without_a_way_is_read_in_the_table_beside_the_others(
    routing_server, mende, montpellier, parameters
):
    florac = CommuneFactory(florac=True)

    def answer(question):
        cells = [{"distance": None, "time": None}, {"distance": 40.0, "time": 2700}]
        return json.dumps({"sources_to_targets": [cells]}).encode()

    routing_server.answer = answer
    roads = roads_between([(mende, montpellier), (mende, florac)], parameters)
    assert (roads[KEY].source, roads[KEY].fallback) == ("measured", True)
    assert roads["48095", "48061"].source == "routed"


def in_turn(*statuses):
    """Answers each request with the next status."""
    left = list(statuses)
    return lambda question: (left.pop(0), b"{}")


FAILURES = {
    "error 500": lambda question: (500, b"internal error"),
    "error 400": lambda question: (400, b'{"error_code": 154, "error": "too far"}'),
    "redirection elsewhere": lambda question: (302, b""),
    "not JSON": lambda question: b"<html>maintenance</html>",
    "not UTF-8": lambda question: b"\xff\xfe\xfa",
    "deep JSON": lambda question: b"[" * 200_000,
    "another object": lambda question: b'{"routes": []}',
    "a list": lambda question: b"[]",
    "null": lambda question: b"null",
    "no rows": lambda question: b'{"sources_to_targets": []}',
    "short rows": lambda question: b'{"sources_to_targets": [[]]}',
    "no time": matrix_of(distance=10.0),
    "words": matrix_of(distance="far", time="long"),
    "cells that are numbers": lambda question: b'{"sources_to_targets": [[12]]}',
    "empty": lambda question: b"",
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_server_that_fails_leaves_the_table_flagged(
    routing_server, mende, montpellier, parameters, failure
):
    routing_server.answer = FAILURES[failure]
    road = roads_between([(mende, montpellier)], parameters)[KEY]
    expected = computed_road(mende, montpellier, parameters)
    assert (road.distance_km, road.source, road.fallback) == (expected.distance_km, "measured", True)
    assert not RoadTrip.objects.exists()


@pytest.mark.parametrize(
    "cell",
    [
        {"distance": -3.0, "time": 60},
        {"distance": 0, "time": 0},
        {"distance": 1e9, "time": 60},
        {"distance": 10.0, "time": 1e12},
        {"distance": float("nan"), "time": 60},
        {"distance": float("inf"), "time": 60},
    ],
)
def test_a_road_that_makes_no_sense_is_not_believed(routing_server, mende, montpellier, parameters, cell):
    routing_server.answer = matrix_of(**cell)
    assert roads_between([(mende, montpellier)], parameters)[KEY].source == "measured"
    assert not RoadTrip.objects.exists()


@pytest.mark.parametrize("slow", [drips, lambda question: iter([b"{", *drips(question)])])
def test_a_server_that_is_slow_is_not_waited_for(
    routing_server, mende, montpellier, parameters, settings, slow
):
    settings.VALHALLA_TIMEOUT_S = 0.2
    routing_server.answer = slow
    assert roads_between([(mende, montpellier)], parameters)[KEY].fallback


def test_after_a_failure_the_server_is_left_alone_for_a_while(routing_server, mende, montpellier, parameters):
    good = routing_server.answer
    routing_server.answer = FAILURES["error 500"]
    roads_between([(mende, montpellier)], parameters)
    routing_server.answer = good
    assert roads_between([(mende, montpellier)], parameters)[KEY].fallback
    assert len(routing_server.requests) == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}", "nonsense", "http://[", "file:///etc/passwd"])
def test_a_server_that_is_not_there_leaves_the_table(
    routing_server, mende, montpellier, parameters, settings, address
):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.VALHALLA_URL = address.format(port=unused.getsockname()[1])
        assert roads_between([(mende, montpellier)], parameters)[KEY].fallback


def test_without_a_broker_the_road_is_given_all_the_same(
    routing_server, mende, montpellier, parameters, monkeypatch
):
    def refuse(*args, **kwargs):
        raise ConnectionError("no broker")

    monkeypatch.setattr(keep_trips, "apply_async", refuse)
    assert roads_between([(mende, montpellier)], parameters)[KEY].source == "routed"
    assert not RoadTrip.objects.exists()


def test_without_a_cache_a_failing_server_is_still_survived(
    routing_server, mende, montpellier, parameters, settings
):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:9/0",
        }
    }
    routing_server.answer = FAILURES["error 500"]
    assert roads_between([(mende, montpellier)], parameters)[KEY].fallback


def test_a_later_answer_replaces_the_one_that_was_kept(mende, montpellier):
    for km in (178, 181):
        kept = keep_routed_trips(rows=[["48095", "34172", km, 155]], costing=Costing.AUTO)
        assert kept == 1
    assert RoadTrip.objects.get().distance_km == 181


def test_a_trip_measured_on_the_road_is_not_overwritten(mende, montpellier):
    RoadTrip.objects.create(origin=mende, destination=montpellier, distance_km=178, minutes=155)
    keep_routed_trips(rows=[["48095", "34172", 190, 160]], costing=Costing.AUTO)
    assert RoadTrip.objects.get(source=TripSource.DECLARED).distance_km == 178


def test_a_commune_that_has_gone_since_is_left_out(mende):
    assert keep_routed_trips(rows=[["48095", "99999", 10, 10]], costing=Costing.AUTO) == 0
