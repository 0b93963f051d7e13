"""What the map shows of any number of producers: points where there are few, groups where there are many.

The number of features is bounded whatever the data: the cells of a grid that the view cannot hold more of.
"""

import math
from dataclasses import dataclass

from django.db import connection
from django.db.models.functions import Coalesce

from pat_logistics.territory.models import Commune

# Cells across the view at most: one more is touched at the edge, in each direction.
CELLS = 15
MAX_FEATURES = (CELLS + 1) ** 2
# Up to this many producers, each place is a point of its own.
FEW = 150
CLOSEST_ZOOM = 17
# Cells in a map tile of 256 pixels, in each direction: 64 pixels make room for a finger.
CELLS_PER_TILE = 4
# A degree of latitude is longer than one of longitude: cells are square at the latitude of France.
FLATTENING = 0.7
# Names are cut in the data of the map, so that the features of a view have a greatest weight.
LABEL_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Box:
    """A view of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text):
        """`west,south,east,north`, as GeoJSON writes it; ValueError when it is no view of the Earth."""
        west, south, east, north = (float(part) for part in text.split(","))
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValueError(text)
        return cls(west, south, east, north)


def features(producers, box=None, zoom=CLOSEST_ZOOM):
    """{"bounds", "total", "features"} of rows of `visible_to`, seen in a box at a zoom, or whole without one.

    A feature is a point (one producer, with its page) or a group: how many, the box that holds them and, when
    they all stand at one place, its commune. At most `MAX_FEATURES`, in a constant number of queries.
    """
    places = _Places.of(producers, box)
    total, *bounds = places.bounds()
    if not total:
        return {"bounds": None, "total": 0, "features": []}
    view = box or Box(*bounds)
    cells = places.cells(_cell_degrees(view, CLOSEST_ZOOM + 3 if total <= FEW else zoom, total))
    alone = producers.filter(pk__in=[cell.first for cell in cells if cell.count == 1])
    points = {producer.pk: producer for producer in alone.select_related("commune").order_by()}
    towns = Commune.objects.in_bulk([cell.commune for cell in cells if cell.count > 1 and cell.is_one_place])
    shown = [
        point(points[cell.first]) if cell.first in points else cell.as_group(towns)
        for cell in cells
        if cell.count > 1 or cell.first in points
    ]
    return {"bounds": bounds, "total": total, "features": shown}


def point(producer):
    """What the map may say of a producer; needs a row of `visible_to` with its commune."""
    return {
        "id": producer.pk,
        "lat": round(producer.shown_latitude, 5),
        "lon": round(producer.shown_longitude, 5),
        "label": _short(producer.name),
        "url": producer.get_absolute_url(),
        "detail": _short(producer.commune.name),
    }


def _short(text):
    return text if len(text) <= LABEL_LENGTH else f"{text[: LABEL_LENGTH - 1]}…"


def _cell_degrees(view, zoom, total):
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
    """Producers of one cell of the grid."""

    count: int
    first: int
    latitude: float
    longitude: float
    box: Box
    commune: str

    @property
    def is_one_place(self):
        """Too close to each other to be parted by any zoom."""
        return max(self.box.north - self.box.south, self.box.east - self.box.west) < 360 / 2 ** (
            CLOSEST_ZOOM + 2
        )

    def as_group(self, towns):
        found = {
            "lat": round(self.latitude, 5),
            "lon": round(self.longitude, 5),
            "count": self.count,
            "bounds": [
                round(side, 5) for side in (self.box.west, self.box.south, self.box.east, self.box.north)
            ],
        }
        if town := towns.get(self.commune):
            found |= {"commune": town.pk, "detail": _short(town.name)}
        return found


@dataclass(frozen=True, slots=True)
class _Places:
    """SQL of (id, lat, lon, commune_id) of some producers, each at the place that may be shown."""

    sql: str
    parameters: list

    @classmethod
    def of(cls, producers, box):
        """Two disjoint lookups, each by its index; the farm's own position serves only where it is public."""
        producers = producers.annotate(at_farm=Coalesce("shows_position", False)).order_by()
        farms, towns = producers.filter(at_farm=True), producers.filter(at_farm=False)
        if box:
            inside = {"latitude__range": (box.south, box.north), "longitude__range": (box.west, box.east)}
            farms = farms.filter(**inside)
            towns = towns.filter(commune__in=Commune.objects.filter(**inside).order_by().values("pk"))
        parts, parameters = [], []
        for found, prefix in ((farms, ""), (towns, "commune__")):
            columns = ("id", f"{prefix}latitude", f"{prefix}longitude", "commune_id")
            sql, values = found.values_list(*columns).query.sql_with_params()
            parts.append(f"SELECT * FROM ({sql}) AS part (id, lat, lon, commune_id)")
            parameters += values
        return cls(" UNION ALL ".join(parts), parameters)

    def _rows(self, select, parameters=(), end=""):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {select} FROM ({self.sql}) AS places{end}", [*parameters, *self.parameters]
            )
            return cursor.fetchall()

    def bounds(self):
        """How many, then west, south, east, north."""
        return self._rows("count(*), min(lon), min(lat), max(lon), max(lat)")[0]

    def cells(self, degrees):
        rows = self._rows(
            "count(*), min(id), avg(lat), avg(lon), min(lon), min(lat), max(lon), max(lat), min(commune_id),"
            " floor(lon / %s) AS x, floor(lat / %s) AS y",
            [degrees, degrees * FLATTENING],
            " GROUP BY x, y ORDER BY y DESC, x",
        )
        return [_Cell(*row[:4], Box(*row[4:8]), row[8]) for row in rows]
