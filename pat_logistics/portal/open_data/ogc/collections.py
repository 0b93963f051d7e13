"""The collections: what the portal gives away that has a place, as a visitor may read it, whoever asks."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Min, Q, QuerySet
from shapely import union_all
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from carriers.datasets import SOLUTIONS
from carriers.enums import AreaRole
from carriers.models import ServiceArea
from carriers.outlines import delivery_outlines
from pat_logistics.open_data.datasets import Column, Dataset, Kind, Place
from pat_logistics.portal.open_data.ogc.shapes import holds_point
from pat_logistics.portal.open_data.registry import DATASETS

Bounds = tuple[float, float, float, float]
Meets = Callable[[BaseGeometry], Q]


@dataclass(frozen=True, slots=True)
class Extent:
    """Where the rows are (west, south, east, north), and when they changed; None when there is none."""

    bounds: Bounds | None
    changed: tuple[datetime, datetime] | None


class Collection:
    """The rows of a dataset, each at a point: the one that its columns of place publish, never another.

    A box around the farm of somebody who only tells the commune would find it, by moving its sides.
    """

    geometry: ClassVar[str] = "Point"
    approximate: ClassVar[str] = ""
    # Features of a page, at most.
    most: ClassVar[int] = 1_000

    def __init__(self, dataset: Dataset, *, code: str = "", title: str = "", doc: str = "") -> None:
        self.dataset = dataset
        self.code, self.title = code or dataset.code, title or dataset.title
        self.doc = doc or dataset.doc

    @property
    def place(self) -> Place:
        return self.dataset.place or Place()

    @property
    def columns(self) -> tuple[Column, ...]:
        """What a feature says besides where it is."""
        ends = (self.place.latitude, self.place.longitude)
        return tuple(column for column in self.dataset.columns if column.code not in ends)

    @property
    def queryables(self) -> Mapping[str, Column]:
        """The columns that a question may bear on."""
        return {column.code: column for column in self.columns if column.kind is not Kind.SEVERAL}

    @property
    def key(self) -> Column:
        return self.dataset[self.dataset.key]

    @property
    def changed(self) -> Column:
        return self.dataset[self.dataset.changed]

    def rows(self) -> "QuerySet[Any]":
        return self.dataset.rows(AnonymousUser())

    def meets(self) -> Meets:
        """Tells which rows have a geometry that meets a shape, for one request."""
        longitude, latitude = (
            self.dataset[code].value for code in (self.place.longitude, self.place.latitude)
        )
        return partial(holds_point, longitude=longitude, latitude=latitude)

    def features(self, rows: "QuerySet[Any]") -> list[tuple[Any, str]]:
        """The key and the GeoJSON feature, written by the database, of each row."""
        return self._with_keys(self.dataset.as_features(rows, self.columns))

    def _with_keys(self, told: "QuerySet[Any]") -> list[tuple[Any, str]]:
        return list(told.annotate(col_key=self.key.value).values_list("col_key", "col_json"))

    def extent(self) -> Extent:
        longitude, latitude = (
            self.dataset[code].value for code in (self.place.longitude, self.place.latitude)
        )
        rows = self.rows().order_by().annotate(col_lon=longitude, col_lat=latitude, col_at=self.changed.value)
        ends = rows.aggregate(
            west=Min("col_lon"), south=Min("col_lat"), east=Max("col_lon"), north=Max("col_lat"),
            first=Min("col_at"), last=Max("col_at"),
        )  # fmt: skip
        bounds = (ends["west"], ends["south"], ends["east"], ends["north"])
        return _extent(bounds if None not in bounds else None, ends["first"], ends["last"])


class SolutionAreas(Collection):
    """Where each solution delivers, drawn from the outlines of communes.

    Outlines are kept for an hour, by what an area is made of: a page draws only those that are not.
    """

    geometry = "MultiPolygon"
    approximate = (
        "Un contour simplifié à 200 m près\u00a0; là où celui d’une commune est inconnu, autour des mairies."
    )
    # A first drawing takes a while.
    most = 100

    def rows(self) -> "QuerySet[Any]":
        areas = ServiceArea.objects.filter(role=AreaRole.DELIVERY)
        return super().rows().filter(pk__in=areas.values("solution_id"))

    def meets(self) -> Meets:
        # A filter may name many shapes: areas are read once for all.
        areas = cache(lambda: self._drawn(self.rows().order_by().values_list("pk", flat=True)))
        return lambda wanted: Q(pk__in=[pk for pk, area in areas().items() if area.intersects(wanted)])

    def features(self, rows: "QuerySet[Any]") -> list[tuple[Any, str]]:
        told = self._with_keys(self.dataset.as_json(rows, self.columns))
        areas = self._drawn(key for key, _ in told)
        return [(key, _feature(key, areas.get(key), row)) for key, row in told]

    def extent(self) -> Extent:
        ends = self.rows().order_by().annotate(col_at=self.changed.value)
        found = ends.aggregate(first=Min("col_at"), last=Max("col_at"))
        areas = self._drawn(self.rows().order_by().values_list("pk", flat=True)).values()
        sides = list(zip(*(area.bounds for area in areas), strict=True))
        bounds = (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])) if sides else None
        return _extent(bounds, found["first"], found["last"])

    @staticmethod
    def _drawn(keys: Iterable[int]) -> dict[int, BaseGeometry]:
        """The area of each solution; none for one of which no commune is known."""
        outlines = delivery_outlines(keys)
        return {key: _together(features) for key, features in outlines.items() if features}


def _together(features: Sequence[Mapping[str, Any]]) -> MultiPolygon:
    """One shape of what is known and of what is near."""
    whole = union_all([shape(feature["geometry"]) for feature in features])
    parts = getattr(whole, "geoms", [whole])
    # What is left of a mended fault may be a line.
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])


def _feature(key: int, area: BaseGeometry | None, properties: str) -> str:
    geometry = json.dumps(mapping(area) if area else None)
    return f'{{"type":"Feature","id":{key},"geometry":{geometry},"properties":{properties}}}'


def _extent(bounds: Bounds | None, first: datetime | None, last: datetime | None) -> Extent:
    return Extent(bounds, (first, last) if first and last else None)


COLLECTIONS = {
    collection.code: collection
    for collection in (
        *(Collection(dataset) for dataset in DATASETS.values() if dataset.place),
        SolutionAreas(
            SOLUTIONS,
            code="solution-areas",
            title="Zones de livraison des solutions",
            doc="Où livre chaque solution qui publie sa zone.",
        ),
    )
}
