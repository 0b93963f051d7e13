"""What the map of a result draws."""

from types import SimpleNamespace

import pytest

from cost_calc.calculator import map_data as module
from cost_calc.calculator.map_data import map_data
from cost_calc.pricing.ways import Trip
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return CommuneFactory(mende=True), CommuneFactory(florac=True), CommuneFactory(montpellier=True)


def draw(places, trips, shapes, monkeypatch):
    asked = []
    monkeypatch.setattr(module, "shapes_between", lambda pairs: asked.append(list(pairs)) or shapes)
    question = SimpleNamespace(origin=places[0], stops=[SimpleNamespace(commune=places[-1])])
    rows = [SimpleNamespace(label="fourgon", priced=SimpleNamespace(way=SimpleNamespace(trips=trips)))]
    drawn = map_data(rows, SimpleNamespace(question=question))
    assert len(asked) == 1
    return drawn


def test_without_a_known_course_legs_are_straight(places, monkeypatch):
    mende, _, montpellier = places
    drawn = draw(places, [Trip("own", (mende, montpellier))], {}, monkeypatch)
    straight = [[mende.latitude, mende.longitude], [montpellier.latitude, montpellier.longitude]]
    assert drawn.legs == [{"kind": "own", "label": "fourgon", "points": straight}]
    assert drawn.caption.startswith("Traits droits")
    assert [point["kind"] for point in drawn.points] == ["start", "stop"]


def test_a_leg_follows_the_road_from_its_start_whichever_way(places, monkeypatch):
    mende, florac, _ = places
    shapes = {("48061", "48095"): [[44.33, 3.6], [44.4, 3.7], [44.5, 3.5]]}
    there, back = (
        draw(places, [Trip("own", way)], shapes, monkeypatch).legs[0]["points"]
        for way in ((mende, florac), (florac, mende))
    )
    assert there == back[::-1]
    assert there[1:-1] == [[44.5, 3.5], [44.4, 3.7], [44.33, 3.6]]
    assert there[0] == [mende.latitude, mende.longitude]


def test_the_caption_says_when_only_some_legs_follow_the_road(places, monkeypatch):
    mende, florac, montpellier = places
    shapes = {("48061", "48095"): [[44.33, 3.6], [44.5, 3.5]]}
    trips = [Trip("own", (mende, florac)), Trip("carrier", (florac, montpellier))]
    assert "là où elle est connue" in draw(places, trips, shapes, monkeypatch).caption
    whole = draw(places, trips[:1], shapes, monkeypatch).caption
    assert whole.startswith("Les trajets suivent la route, de mairie à mairie.")
    assert "OpenStreetMap" in whole
