"""What a map shows of any number of things: points where there are few, groups where there are many.

The number of features is bounded whatever the data: the cells of a grid that the view cannot hold more of.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control

from pat_logistics.file_addresses import misread
from pat_logistics.territory.models import Commune

# Cells across the view at most: one more is touched at the edge, in each direction.
CELLS = 15
MAX_FEATURES = (CELLS + 1) ** 2
# Up to this many places, each is a point of its own.
FEW = 150
CLOSEST_ZOOM = 17
# Cells in a map tile of 256 pixels, in each direction: 64 pixels make room for a finger.
CELLS_PER_TILE = 4
# A degree of latitude is longer than one of longitude: cells are square at the latitude of France.
FLATTENING = 0.7
# Names are cut in the data of the map, so that the features of a view have a greatest weight.
LABEL_LENGTH = 60
# Of a group that no zoom can part: those named on the map. The list names them all.
NAMED = 3
COMPACT = {"ensure_ascii": False, "separators": (",", ":")}

# What a point says of the thing of that key, or of the things of a group: label, url, detail.
Describe = Callable[[Iterable[int]], Mapping[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Box:
    """A view of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Self:
        """`west,south,east,north`, as GeoJSON writes it; ValueError when it is no view of the Earth."""
        west, south, east, north = (float(part) for part in text.split(","))
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValueError(text)
        return cls(west, south, east, north)

    @property
    def inside(self) -> dict[str, tuple[float, float]]:
        """The lookups of what stands in the view."""
        return {"latitude__range": (self.south, self.north), "longitude__range": (self.west, self.east)}


def answer(
    request: HttpRequest, form: BaseForm, features: Callable[[Box | None, int], dict[str, Any]]
) -> JsonResponse:
    """The features of the view that the address asks for (`bbox`, `zoom`), 400 when there is no such view.

    Also when the filters of the address (`form`) are not understood whole. As GeoJSON, for map programs, when
    `format` says so. Never stale: kept by a cache only to be asked again.
    """
    if words := misread(request.GET, form, also=("bbox", "zoom", "format")):
        return JsonResponse({"error": words}, status=400)
    as_file = request.GET.get("format", "")
    if as_file not in ("", "geojson"):
        return JsonResponse({"error": "Le seul autre format est geojson."}, status=400)
    try:
        box = Box.parse(request.GET["bbox"]) if request.GET.get("bbox") else None
        zoom = int(request.GET.get("zoom", CLOSEST_ZOOM))
        if not 0 <= zoom <= CLOSEST_ZOOM:
            raise ValueError(zoom)
    except ValueError:
        return JsonResponse({"error": "Cette vue de la carte n’existe pas."}, status=400)
    found, kind = features(box, zoom), "application/json"
    if as_file:
        found, kind = as_geojson(found["features"]), "application/geo+json"
    response = JsonResponse(found, json_dumps_params=COMPACT, content_type=kind)
    patch_cache_control(response, no_cache=True)
    return response


def as_geojson(shown: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The points and groups of a map as GDAL and QGIS read them."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [each["lon"], each["lat"]]},
                "properties": {
                    name: value
                    for name, value in each.items()
                    if isinstance(value, str | int) and name not in ("lat", "lon")
                },
            }
            for each in shown
        ],
    }


def features(
    places: "Places", describe: Describe, box: Box | None = None, zoom: int = CLOSEST_ZOOM
) -> dict[str, Any]:
    """{"bounds", "total", "features"} of places that were cut to a box and are seen at a zoom, or whole.

    A feature is a point (one thing, as `describe` says it) or a group: how many, the box that holds them and,
    when they all stand at one place, its commune and who they are. At most `MAX_FEATURES`, in a constant
    number of queries.
    """
    total, *bounds = places.bounds()
    if not total:
        return {"bounds": None, "total": 0, "features": []}
    view, are_few = box or Box(*bounds), total <= FEW
    cells = places.cells(_cell_degrees(view, CLOSEST_ZOOM + 3 if are_few else zoom, total))
    at_one_place = [cell for cell in cells if cell.count > 1 and cell.is_one_place]
    named = None if are_few else NAMED
    told = describe(
        {cell.keys[0] for cell in cells if cell.count == 1}
        | {key for cell in at_one_place for key in cell.keys[:named]}
    )
    towns = Commune.objects.in_bulk({cell.commune for cell in at_one_place})
    shown = []
    for cell in cells:
        if cell.count == 1 and cell.keys[0] in told:
            shown.append({**told[cell.keys[0]], **cell.position})
        elif cell.count > 1:
            shown.append(cell.as_group(towns, told, named))
    return {"bounds": bounds, "total": total, "features": shown}


def short(text: str) -> str:
    return text if len(text) <= LABEL_LENGTH else f"{text[: LABEL_LENGTH - 1]}…"


def _cell_degrees(view: Box, zoom: int, total: int) -> float:
    """Width of a cell: what a finger needs at this zoom, and never more cells than `CELLS` across the view.

    A power of two of the whole Earth, so that groups do not move when the map does.
    """
    level = zoom + math.log2(CELLS_PER_TILE)
    if total > FEW:
        widest = max(view.east - view.west, (view.north - view.south) / FLATTENING, 1e-6)
        level = min(level, math.floor(math.log2(360 * CELLS / widest)))
    return 360 / 2**level


@dataclass(frozen=True, slots=True)
class _Cell:
    """The places of one cell of the grid; `keys` of the first of them, the smallest first."""

    count: int
    latitude: float
    longitude: float
    box: Box
    commune: str
    keys: Sequence[int]

    @property
    def position(self) -> dict[str, float]:
        return {"lat": round(self.latitude, 5), "lon": round(self.longitude, 5)}

    @property
    def is_one_place(self) -> bool:
        """Too close to each other to be parted by any zoom."""
        side = max(self.box.north - self.box.south, self.box.east - self.box.west)
        return side < 360 / 2 ** (CLOSEST_ZOOM + 2)

    def as_group(self, towns, told, named: int | None) -> dict[str, Any]:
        sides = (self.box.west, self.box.south, self.box.east, self.box.north)
        found = {**self.position, "count": self.count, "bounds": [round(side, 5) for side in sides]}
        if self.is_one_place:
            town = towns[self.commune]
            keys = [key for key in dict.fromkeys(self.keys) if key in told][:named]
            # Two drop points of one service are two places, and one name.
            unnamed = sum(key not in keys for key in self.keys) + self.count - len(self.keys)
            members = [told[key] for key in keys]
            found |= {"commune": town.pk, "detail": short(town.name), "members": members, "more": unnamed}
        return found


@dataclass(frozen=True, slots=True)
class Places:
    """SQL of (id, lat, lon, commune_id) of some things, each at a place that may be shown."""

    sql: str
    parameters: list[Any]

    @classmethod
    def of(cls, *lookups: QuerySet) -> Self:
        """Disjoint lookups of these four columns, so that each is answered by its own index."""
        parts: list[str] = []
        parameters: list[Any] = []
        for found in lookups:
            sql, values = found.order_by().query.sql_with_params()
            parts.append(f"SELECT * FROM ({sql}) AS part (id, lat, lon, commune_id)")
            parameters += values
        return cls(" UNION ALL ".join(parts), parameters)

    def _rows(self, select: str, parameters: Sequence[Any] = (), end: str = "") -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {select} FROM ({self.sql}) AS places{end}", [*parameters, *self.parameters]
            )
            return cursor.fetchall()

    def bounds(self) -> Any:
        """How many, then west, south, east, north."""
        return self._rows("count(*), min(lon), min(lat), max(lon), max(lat)")[0]

    def cells(self, degrees: float) -> list[_Cell]:
        rows = self._rows(
            "count(*), avg(lat), avg(lon), min(lon), min(lat), max(lon), max(lat), min(commune_id),"
            " (array_agg(id ORDER BY id))[:%s], floor(lon / %s) AS x, floor(lat / %s) AS y",
            [FEW, degrees, degrees * FLATTENING],
            " GROUP BY x, y ORDER BY y DESC, x",
        )
        return [
            _Cell(count, latitude, longitude, Box(*sides), commune, keys)
            for count, latitude, longitude, *sides, commune, keys, _, _ in rows
        ]
