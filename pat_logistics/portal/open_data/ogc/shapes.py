"""Where something is asked for: a box of the address or a shape of a filter, in degrees (CRS84)."""

import math
from collections.abc import Sequence

from django.db.models import BooleanField, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from shapely import MultiPoint, Polygon, union_all
from shapely.geometry.base import BaseGeometry

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
BOX_HELP = "Écrivez ouest,sud,est,nord en degrés, par exemple 3,44.2,4,45."


def box_of(numbers: Sequence[float]) -> BaseGeometry:
    """The box of 4 numbers (west, south, east, north), or of 6 with heights, which nothing here has.

    One that begins east of its end crosses the antimeridian. ValueError when it is no place on Earth.
    """
    if len(numbers) not in (4, 6) or not all(map(math.isfinite, numbers)):
        raise ValueError(BOX_HELP)
    west, south, *_ = numbers
    east, north = numbers[len(numbers) // 2 :][:2]
    if not (min(west, east) >= -180 and max(west, east) <= 180 and -90 <= south <= north <= 90):
        raise ValueError(BOX_HELP)
    if west <= east:
        return _box(west, south, east, north)
    return union_all([_box(west, south, 180, north), _box(-180, south, east, north)])


def _box(west: float, south: float, east: float, north: float) -> BaseGeometry:
    """A box without width is a line or a point, and still holds what stands there."""
    return MultiPoint([(west, south), (east, north)]).envelope


def polygon_of(rings: Sequence[Sequence[tuple[float, float]]]) -> Polygon:
    """The polygon of an outer ring and of its holes; ValueError when they are not closed or cross."""
    if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
        raise ValueError("Chaque anneau compte quatre points au moins, et finit où il commence.")
    polygon = Polygon(rings[0], rings[1:])
    if not polygon.is_valid:
        raise ValueError("Les côtés de ce polygone se croisent.")
    return polygon


def holds_point(shape: BaseGeometry, longitude: Combinable, latitude: Combinable) -> Q:
    """Whether a point of the database stands in a shape, its edge included."""
    rule = Q()
    for part in getattr(shape, "geoms", [shape]):
        if part.equals(part.envelope):
            west, south, east, north = part.bounds
            rule |= Q(
                GreaterThanOrEqual(longitude, Value(west)),
                LessThanOrEqual(longitude, Value(east)),
                GreaterThanOrEqual(latitude, Value(south)),
                LessThanOrEqual(latitude, Value(north)),
            )
        else:
            point = Func(longitude, latitude, function="point")
            inside = Q(_Within(point, _ring(part.exterior.coords, "polygon")))
            for hole in part.interiors:
                on_edge = Q(_Within(point, _ring(hole.coords, "path")))
                inside &= on_edge | ~Q(_Within(point, _ring(hole.coords, "polygon")))
            rule |= inside
    return rule


class _Within(Func):
    """PostgreSQL's own geometry: it needs no extension."""

    arg_joiner = " <@ "
    template = "(%(expressions)s)"
    output_field = BooleanField()


def _ring(points: Sequence[Sequence[float]], kind: str) -> Combinable:
    text = ",".join(f"({x!r},{y!r})" for x, y in points)
    # A path that is written as closed would hold what is inside as well.
    written = f"[{text}]" if kind == "path" else f"({text})"
    return Func(Value(written), template=f"%(expressions)s::{kind}", output_field=BooleanField())
