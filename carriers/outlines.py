"""The area of a solution, drawn: the outlines of its communes put together, simplified."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Q
from shapely import make_valid, union_all
from shapely.geometry import MultiPoint, mapping, shape

from carriers.enums import AreaRole
from carriers.models import ServiceArea, Solution
from pat_logistics.territory.land import country_part, landmass
from pat_logistics.territory.models import Commune, CommuneOutline
from pat_logistics.territory.reference import CREDIT

# About 200 m: finer than a screen shows at the scale of a département.
TOLERANCE_DEGREES = 0.002
KEPT_S = 3600
# About 3 km: a small commune around its town hall.
AROUND_DEGREES = 0.03

COLUMNS = {"commune": "pk", "epci": "epci", "departement": "departement"}


class Place(NamedTuple):
    """What an area is: one of a commune, an EPCI, a département and a part of the country."""

    commune: str | None
    epci: str
    departement: str
    part: str

    @property
    def told(self) -> tuple[str, str]:
        """The one of them that it is, and its value."""
        return next((name, value) for name, value in reversed(self._asdict().items()) if value)

    @property
    def rule(self) -> Q:
        """Its communes in the database, and others when it is a part of the country."""
        name, value = self.told
        return Q(pk__isnull=False) if name == "part" else Q(**{COLUMNS[name]: value})


def delivery_outline(solution: Solution) -> dict[str, Any]:
    """GeoJSON of what is delivered: the outlines of its communes put together, then, as a feature that says
    it is approximate, what lies around the town halls of the areas of which some outline is unknown.
    """
    features = delivery_outlines([solution.pk]).get(solution.pk, [])
    return {"type": "FeatureCollection", "features": features, "credit": CREDIT}


def delivery_outlines(solutions: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The features of `delivery_outline` of each solution that delivers somewhere, in three queries at most.

    Kept an hour under the areas themselves, so that a changed area is drawn anew.
    """
    areas = ServiceArea.objects.filter(role=AreaRole.DELIVERY, solution__in=list(solutions)).order_by("pk")
    places: dict[int, list[Place]] = {}
    for pk, *place in areas.values_list("solution_id", "commune_id", "epci", "departement", "country_part"):
        places.setdefault(pk, []).append(Place(*place))
    keys = {pk: _key(found) for pk, found in places.items()}
    drawn = cache.get_many(set(keys.values()))
    missing = {key: places[pk] for pk, key in keys.items() if key not in drawn}
    if missing:
        ground = _Ground.of({place for found in missing.values() for place in found})
        made = {key: _features(found, ground) for key, found in missing.items()}
        cache.set_many(made, KEPT_S)
        drawn |= made
    return {pk: drawn[key] for pk, key in keys.items()}


def _key(places: Sequence[Place]) -> str:
    told = repr([tuple(place) for place in places])
    return f"carriers:outline:3:{hashlib.sha256(told.encode()).hexdigest()}"


class _Ground(NamedTuple):
    """The town halls (INSEE, longitude, latitude) of each place that was told, and the known outlines."""

    halls: dict[tuple[str, str], list[tuple[str, float, float]]]
    outlines: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, places: Iterable[Place]) -> "_Ground":
        communes = Commune.objects.filter(Q(*(place.rule for place in places), _connector=Q.OR))
        outlines = CommuneOutline.objects.filter(commune__in=communes)
        halls: dict[tuple[str, str], list[tuple[str, float, float]]] = defaultdict(list)
        columns = ("pk", "epci", "departement", "longitude", "latitude")
        for insee, epci, departement, *where in communes.order_by("pk").values_list(*columns):
            names = (insee, epci, departement, country_part(insee))
            for told in zip(Place._fields, names, strict=True):
                halls[told].append((insee, *where))
        return cls(halls, dict(outlines.values_list("pk", "geometry")))


def _features(places: Sequence[Place], ground: _Ground) -> list[dict[str, Any]]:
    outlines: dict[str, dict[str, Any]] = {}
    around = []
    for place in places:
        halls = ground.halls.get(place.told, [])
        found = {insee: ground.outlines[insee] for insee, _, _ in halls if insee in ground.outlines}
        outlines |= found
        if len(found) < len(halls):
            around += _around(halls)
    known = together(outlines[pk] for pk in sorted(outlines))
    near = dict(mapping(union_all(around).simplify(TOLERANCE_DEGREES))) if around else {}
    return [
        {"type": "Feature", "properties": {"approximate": is_near}, "geometry": geometry}
        for is_near, geometry in ((False, known), (True, near))
        if geometry
    ]


def _around(halls: Iterable[tuple[str, float, float]]) -> list[Any]:
    """What lies around town halls (INSEE, longitude, latitude): a shape for each land, none over the sea."""
    lands: dict[str, list[tuple[float, float]]] = {}
    for insee, longitude, latitude in halls:
        lands.setdefault(landmass(insee), []).append((longitude, latitude))
    return [MultiPoint(points).convex_hull.buffer(AROUND_DEGREES) for points in lands.values()]


def together(outlines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """One area of several outlines, their faults mended."""
    shapes = [make_valid(shape(geometry)) for geometry in outlines]
    return dict(mapping(union_all(shapes).simplify(TOLERANCE_DEGREES))) if shapes else {}
