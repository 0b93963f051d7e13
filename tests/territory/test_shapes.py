"""The course of the roads: known, kept and simplified with a routing server; nothing without one."""

import json

import pytest

from pat_logistics.territory.shapes import decode, shapes_between
from tests.extract import BEND
from tests.factories.territory import CommuneFactory
from tests.territory.conftest import matrix_of

pytestmark = pytest.mark.django_db

# The example of the encoding's own documentation, which has five decimals.
GOOGLE = "_p~iF~ps|U_ulLnnqC_mqNvxq`@"
KEY = ("48061", "48095")
BENT = matrix_of(distance=40.0, time=2700, shape="_fd|sA_}rtE~tCf{C~tCf{CwsMf{Cf{CwsM")


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


@pytest.fixture
def florac():
    return CommuneFactory(florac=True)


def test_a_polyline_is_read_as_documented():
    assert decode(GOOGLE, precision=5) == [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]
    assert decode("") == []


@pytest.mark.parametrize("wrong", ["_p~iF", "_p~iF~ps|U_", "\n\n", "é"])
def test_a_polyline_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="polyline"):
        decode(wrong)


def test_without_a_server_no_course_is_known(mende, florac, settings):
    settings.VALHALLA_URL = ""
    assert shapes_between([(mende, florac)]) == {}


def test_a_course_is_asked_once_for_both_ways_and_kept(routing_server, mende, florac):
    routing_server.answer = BENT
    there = shapes_between([(mende, florac)])
    assert list(there) == [KEY]
    assert there[KEY][-1] == [44.5182, 3.5]  # from Florac to Mende: in the order of the codes
    assert shapes_between([(florac, mende), (mende, mende)]) == there
    assert len(routing_server.requests) == 1


def test_roads_that_share_an_end_are_one_question(routing_server, mende, florac):
    routing_server.answer = BENT
    others = [CommuneFactory() for _ in range(8)]
    pairs = [(mende, other) for other in others] + [(other, florac) for other in others]
    assert len(shapes_between(pairs)) == 16
    asked = [(len(body["sources"]), len(body["targets"])) for _, body in routing_server.requests]
    assert asked == [(1, 8), (1, 8)]
    assert routing_server.requests[0][1]["shape_format"] == "polyline6"


def test_many_scattered_roads_are_asked_in_few_questions(routing_server):
    routing_server.answer = BENT
    places = [CommuneFactory() for _ in range(40)]
    known = shapes_between(zip(places[::2], places[1::2], strict=True))
    assert len(routing_server.requests) == len(known) == 6


def test_a_road_without_a_course_is_not_asked_for_again(routing_server, mende, florac):
    routing_server.answer = matrix_of(distance=None, time=None)
    assert shapes_between([(mende, florac)]) == {}
    assert shapes_between([(mende, florac)]) == {}
    assert len(routing_server.requests) == 1


@pytest.mark.parametrize(
    "answer", [lambda _: (500, b""), lambda _: b"{}", matrix_of(shape="é"), matrix_of(shape="_p~iF")]
)
def test_a_server_that_fails_draws_nothing_and_is_left_alone(routing_server, mende, florac, answer):
    routing_server.answer = answer
    assert shapes_between([(mende, florac)]) == {}
    assert shapes_between([(mende, florac)]) == {}
    assert len(routing_server.requests) == 1


def test_a_long_winding_road_is_drawn_with_a_bounded_number_of_points(routing_server, mende, florac):
    zigzag = "".join("_ibE_ibE" if step % 2 else "_ibE~hbE" for step in range(3000))
    routing_server.answer = matrix_of(shape=zigzag)
    shape = shapes_between([(mende, florac)])[KEY]
    assert 2 <= len(shape) <= 150
    assert len(json.dumps(shape)) < 4000


def test_the_real_server_draws_the_bend(valhalla, mende, florac):
    """Straight between its corners: the three of them are all that is left to draw."""
    shape = shapes_between([(mende, florac)])[KEY]
    assert len(shape) == 3
    assert shape[1] == pytest.approx(list(BEND), abs=0.001)
