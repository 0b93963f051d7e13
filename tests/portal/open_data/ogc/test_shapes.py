"""Boxes and polygons, and which points of the database they hold."""

import pytest
from django.db.models import F
from shapely.geometry import Point

from pat_logistics.portal.open_data.ogc.shapes import box_of, holds_point, polygon_of
from pat_logistics.territory.models import Commune
from tests.factories.territory import CommuneFactory


@pytest.fixture
def held(db):
    """Whether a shape holds a point (longitude, latitude)."""

    def is_held(shape, longitude, latitude):
        commune = CommuneFactory(longitude=longitude, latitude=latitude)
        found = Commune.objects.filter(holds_point(shape, F("longitude"), F("latitude")), pk=commune.pk)
        return found.exists()

    return is_held


def square(west, south, east, north):
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


@pytest.mark.parametrize(
    ("numbers", "inside"),
    [
        ((3, 44, 4, 45), True),
        ((3.5, 44.5, 3.5, 44.5), True),
        ((3.5, 44, 4, 44.5), True),
        ((3, 44, -1e9, 3.4, 45, 1e9), False),
        ((3, 44, 0, 4, 45, 0), True),
        ((170, 44, 4, 45), True),
        ((3.6, 44, 3, 45), False),
    ],
)
def test_a_box_holds_its_points_edge_included(held, numbers, inside):
    assert held(box_of(numbers), 3.5, 44.5) is inside


@pytest.mark.parametrize(
    "numbers",
    [(1, 2, 3), (1, 2, 3, 4, 5), (-181, 0, 1, 1), (0, 0, 1, 91), (0, 2, 1, 1), (0, 0, float("nan"), 1)],
)
def test_a_box_off_the_earth_is_refused(numbers):
    with pytest.raises(ValueError, match="ouest,sud,est,nord"):
        box_of(numbers)


@pytest.mark.parametrize(
    ("longitude", "latitude", "inside"),
    [
        (0.5, 2, True),
        (2, 0.1, True),
        (2, 2, False),
        (1, 2, True),
        (0, 2, True),
        (5, 2, False),
        (3.9, 3.9, False),
    ],
)
def test_a_polygon_holds_its_points_but_those_of_its_holes(held, longitude, latitude, inside):
    outer = [(0, 0), (4, 0), (4, 2), (2, 4), (0, 4), (0, 0)]
    assert held(polygon_of([outer, square(1, 1, 2.5, 2.5)]), longitude, latitude) is inside


def test_a_point_holds_itself(held):
    assert held(Point(3.5, 44.5), 3.5, 44.5)


@pytest.mark.parametrize(
    "ring", [square(0, 0, 1, 1)[:-1], [(0, 0), (1, 1), (0, 0)], [(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)]]
)
def test_a_polygon_is_closed_and_does_not_cross_itself(ring):
    with pytest.raises(ValueError, match=r"anneau|croisent"):
        polygon_of([ring])
