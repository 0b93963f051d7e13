"""The area of a solution, drawn: the outlines of its communes put together, simplified."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet
from shapely import make_valid, union_all
from shapely.geometry import MultiPoint, mapping, shape

from carriers.enums import AreaRole
from carriers.models import Solution
from pat_logistics.territory.land import CountryPart, landmass
from pat_logistics.territory.models import Commune, CommuneOutline
from pat_logistics.territory.reference import CREDIT

# About 200 m: finer than a screen shows at the scale of a département.
TOLERANCE_DEGREES = 0.002
KEPT_S = 3600
# About 3 km: a small commune around its town hall.
AROUND_DEGREES = 0.03

Place = tuple[str | None, str, str, str]


def delivery_outline(solution: Solution) -> dict[str, Any]:
    """GeoJSON of what is delivered: the outlines of its communes put together, then, as a feature that says
    it is approximate, what lies around the town halls of the areas of which some outline is unknown.

    Kept an hour under the areas themselves, so that a changed area is drawn anew.
    """
    areas = solution.areas.filter(role=AreaRole.DELIVERY).order_by("pk")
    places = list(areas.values_list("commune_id", "epci", "departement", "country_part"))
    key = f"carriers:outline:3:{hashlib.sha256(repr(places).encode()).hexdigest()}"
    features = cache.get(key)
    if features is None:
        features = _features(places)
        cache.set(key, features, KEPT_S)
    return {"type": "FeatureCollection", "features": features, "credit": CREDIT}


def _features(places: Sequence[Place]) -> list[dict[str, Any]]:
    outlines: dict[str, dict[str, Any]] = {}
    around = []
    for place in places:
        communes = _communes(place)
        found = dict(CommuneOutline.objects.filter(commune__in=communes).values_list("pk", "geometry"))
        outlines |= found
        halls = list(communes.order_by("pk").values_list("pk", "longitude", "latitude"))
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


def _communes(place: Place) -> QuerySet[Commune]:
    commune, epci, departement, part = place
    if part:
        return Commune.objects.filter(_of_part(part))
    if commune:
        return Commune.objects.filter(pk=commune)
    return Commune.objects.filter(epci=epci) if epci else Commune.objects.filter(departement=departement)


def _of_part(part: str) -> Q:
    corsica, overseas = Q(departement__in=("2A", "2B")), Q(departement__startswith="97")
    parts = {CountryPart.CORSICA: corsica, CountryPart.OVERSEAS: overseas}
    return parts.get(CountryPart(part), ~corsica & ~overseas)


def together(outlines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """One area of several outlines, their faults mended."""
    shapes = [make_valid(shape(geometry)) for geometry in outlines]
    return dict(mapping(union_all(shapes).simplify(TOLERANCE_DEGREES))) if shapes else {}
