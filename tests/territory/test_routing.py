"""The routing server: its answers are used and kept, its failures are never the page's."""

import json
import socket

import pytest

from pat_logistics.territory import routing
from pat_logistics.territory.models import Costing, RoadTrip, TripSource
from pat_logistics.territory.roads import computed_road, roads_between
from pat_logistics.territory.tasks import keep_trips
from tests.extract import ISLAND
from tests.factories.territory import CommuneFactory
from tests.territory.conftest import drips, matrix_of

pytestmark = pytest.mark.django_db

KEY = ("48095", "34172")


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
    assert question["sources"][0] == {
        "lat": mende.latitude,
        "lon": mende.longitude,
        "search_cutoff": 2000,
    }
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
    "error of its own": lambda question: (500, b'{"error_code": 499, "error": "Unknown"}'),
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


def refusing(code, *, when, answer):
    """Refuses a whole matrix as Valhalla does, when one of its places is there."""

    def reply(question):
        if "locations" in question:
            return json.dumps(
                [{"edges": [] if when(place) else [{}]} for place in question["locations"]]
            ).encode()
        if any(when(place) for place in [*question["sources"], *question["targets"]]):
            return 400, json.dumps({"error_code": code, "error": "refused"}).encode()
        return answer(question)

    return reply


def in_montpellier(place):
    return place["lat"] < 44


@pytest.mark.parametrize("code", [170, 171, 499])
def test_a_place_outside_the_map_costs_the_others_nothing(
    routing_server, mende, montpellier, parameters, code
):
    florac = CommuneFactory(florac=True)
    routing_server.answer = refusing(code, when=in_montpellier, answer=matrix_of(distance=40.0, time=2700))
    roads = roads_between([(mende, montpellier), (mende, florac)], parameters)
    assert (roads[KEY].fallback, roads["48095", "48061"].source) == (True, "routed")
    asked = [path for path, _ in routing_server.requests]
    assert asked == ["/sources_to_targets", "/locate", "/sources_to_targets"]


def test_a_place_too_far_for_the_server_costs_the_others_nothing(routing_server, mende, parameters):
    florac, far = CommuneFactory(florac=True), CommuneFactory(insee="59350", latitude=50.63, longitude=3.06)
    too_far = refusing(154, when=lambda place: place["lat"] > 50, answer=matrix_of(distance=40.0, time=2700))
    routing_server.answer = too_far
    roads = roads_between([(mende, far), (florac, far), (mende, florac)], parameters)
    assert roads["48095", "48061"].source == "routed"
    assert roads["48095", "59350"].fallback


def test_a_refusal_does_not_count_as_a_failure(routing_server, mende, montpellier, parameters):
    routing_server.answer = FAILURES["error 400"]
    roads_between([(mende, montpellier)], parameters)
    routing_server.answer = matrix_of(distance=178.4, time=9300)
    assert roads_between([(mende, montpellier)], parameters)[KEY].source == "routed"


def test_health_says_whether_the_server_has_a_map(routing_server):
    routing_server.answer = lambda question: b'{"tileset_last_modified": 1795856392}'
    assert routing.health() == "ok"
    routing_server.answer = lambda question: b'{"tileset_last_modified": 0}'
    assert routing.health() == "no tiles"
    routing_server.answer = FAILURES["a list"]
    assert routing.health() == "unreachable"


def test_the_real_server_gives_the_kilometres_and_minutes_of_the_road(valhalla, mende, parameters):
    """39 km drawn at 60 km/h, by a bend, between towns that lie 23 km apart as the crow flies."""
    florac = CommuneFactory(florac=True)
    for costing in Costing:
        road = roads_between([(mende, florac)], parameters, costing=costing)["48095", "48061"]
        assert (road.source, road.distance_km) == ("routed", pytest.approx(39.0, abs=0.4))
        assert road.minutes == pytest.approx(39.0, abs=4)


def test_the_real_server_leaves_out_what_its_map_does_not_show(valhalla, mende, montpellier, parameters):
    florac, near = CommuneFactory(florac=True), CommuneFactory(latitude=44.25, longitude=3.65)
    pairs = [(mende, florac), (mende, montpellier), (mende, near), (florac, mende)]
    roads = roads_between(pairs, parameters)
    assert [road.fallback for road in roads.values()] == [False, True, True, False]


def test_the_real_server_knows_no_way_across_the_sea(valhalla, mende, parameters):
    """Two roads that never meet: the pairs of each are known all the same."""
    ends = [CommuneFactory(latitude=lat, longitude=lon) for lat, lon in ISLAND]
    florac = CommuneFactory(florac=True)
    roads = roads_between([(mende, florac), (mende, ends[0]), (ends[0], ends[1])], parameters)
    assert [road.fallback for road in roads.values()] == [False, True, False]


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
