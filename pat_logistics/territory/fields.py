"""Position on the Earth as a PostgreSQL `cube`, so that radius searches use a GiST index without PostGIS."""

import math
from typing import TypeVar

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.expressions import Expression
from django.db.models.functions import ASin, Cos, Radians, Sin

EARTH_RADIUS_M = 6_371_008.8
Row = TypeVar("Row", bound=models.Model, covariant=True)


class CubeField(models.Field):
    """Column of the `cube` extension. Never read into Python: it only serves filters and orderings."""

    description = "Position (cube)"

    def db_type(self, connection):
        return "cube"


class GeoCube(Func):
    """`cube` of a latitude and a longitude in degrees: a point of the sphere, in metres from its centre."""

    template = "cube(ARRAY[%(expressions)s])"
    output_field = CubeField()

    def __init__(self, latitude, longitude):
        lat, lon = Radians(latitude), Radians(longitude)
        super().__init__(
            Value(EARTH_RADIUS_M) * Cos(lat) * Cos(lon),
            Value(EARTH_RADIUS_M) * Cos(lat) * Sin(lon),
            Value(EARTH_RADIUS_M) * Sin(lat),
        )


def cube_of(latitude, longitude):
    """SQL value of a known position, for use in filters (degrees in, metres inside).

    The position may be SQL itself, for a query that is told it later.
    """
    if isinstance(latitude, Expression):
        return GeoCube(latitude, longitude)
    phi, lam = math.radians(latitude), math.radians(longitude)
    point = [math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)]
    return Func(
        *[Value(EARTH_RADIUS_M * value, output_field=models.FloatField()) for value in point],
        template="cube(ARRAY[%(expressions)s]::float8[])",
        output_field=CubeField(),
    )


def great_circle_km(a, b):
    """Kilometres along the surface between two located things."""
    phi_a, phi_b = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((phi_b - phi_a) / 2) ** 2
    half += math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_M / 1000 * math.asin(min(1.0, math.sqrt(half)))


def chord_m(radius_km):
    """Straight line through the Earth, in metres, that spans `radius_km` along its surface."""
    return 2 * EARTH_RADIUS_M * math.sin(radius_km * 1000 / (2 * EARTH_RADIUS_M))


class ChordDistance(Func):
    """`<->` of two cubes, in metres through the Earth: what the GiST index orders by."""

    template = "(%(expressions)s)"
    arg_joiner = " <-> "
    output_field = models.FloatField()


def surface_km(chord):
    """Kilometres along the surface from a chord in metres (SQL expression)."""
    return ASin(chord / Value(2 * EARTH_RADIUS_M)) * Value(2 * EARTH_RADIUS_M / 1000)


class Within(Func):
    """Index-friendly part of a radius filter: the box of half-side `chord` around the point holds the row."""

    template = "cube_enlarge(%(expressions)s, 3) @> geo"
    output_field = models.BooleanField()
    conditional = True

    def __init__(self, point, chord):
        super().__init__(point, Value(chord))


class LocatedQuerySet(models.QuerySet[Row]):
    """Queryset of anything that has a place on the map (see `Located`)."""

    def with_distance_to(self, latitude, longitude):
        """Adds `distance_km`, as the crow flies, from a position in degrees."""
        return self.annotate(distance_km=surface_km(ChordDistance(F("geo"), cube_of(latitude, longitude))))

    def within_km(self, latitude, longitude, radius_km):
        """Rows at most `radius_km` away as the crow flies, with `distance_km`, nearest first (GiST)."""
        point, chord = cube_of(latitude, longitude), chord_m(radius_km)
        near = self.with_distance_to(latitude, longitude).annotate(chord_m=ChordDistance(F("geo"), point))
        return near.filter(Within(point, chord), chord_m__lte=chord).order_by("chord_m", "pk")


class Located(models.Model):
    """A place on the map: latitude and longitude in WGS 84 degrees, indexed for radius search."""

    latitude = models.FloatField("latitude")
    longitude = models.FloatField("longitude")
    geo = models.GeneratedField(
        expression=GeoCube(F("latitude"), F("longitude")), output_field=CubeField(), db_persist=True
    )

    class Meta:
        abstract = True
