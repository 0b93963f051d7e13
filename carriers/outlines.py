"""The area of a solution, drawn: the outlines of its communes put together, simplified."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.cache import cache
from django.db.models import Q
from shapely import make_valid, union_all
from shapely.geometry import mapping, shape

from carriers.enums import AreaRole
from carriers.models import Solution
from pat_logistics.territory.land import CountryPart
from pat_logistics.territory.models import CommuneOutline
from pat_logistics.territory.reference import CREDIT

# About 200 m: finer than a screen shows at the scale of a département.
TOLERANCE_DEGREES = 0.002
KEPT_S = 3600


def delivery_outline(solution: Solution) -> dict[str, Any]:
    """GeoJSON of what is delivered; without geometry when no outline of it is known.

    Kept an hour under the areas themselves, so that a changed area is drawn anew.
    """
    areas = solution.areas.filter(role=AreaRole.DELIVERY).order_by("pk")
    places = list(areas.values_list("commune_id", "epci", "departement", "country_part"))
    key = f"carriers:outline:{hashlib.sha256(repr(places).encode()).hexdigest()}"
    geometry = cache.get(key)
    if geometry is None:
        geometry = _union(places)
        cache.set(key, geometry, KEPT_S)
    features = [{"type": "Feature", "properties": {}, "geometry": geometry}] if geometry else []
    return {"type": "FeatureCollection", "features": features, "credit": CREDIT}


def _union(places: Sequence[tuple[str | None, str, str, str]]) -> dict[str, Any]:
    wanted = Q(pk__in=[])
    for commune, epci, departement, part in places:
        if part:
            # Only communes of the mainland have an outline.
            wanted |= ~Q(pk__in=[]) if part == CountryPart.MAINLAND else Q(pk__in=[])
        elif commune:
            wanted |= Q(pk=commune)
        else:
            wanted |= Q(commune__epci=epci) if epci else Q(commune__departement=departement)
    outlines = CommuneOutline.objects.filter(wanted).order_by("pk").values_list("geometry", flat=True)
    return together(outlines)


def together(outlines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """One area of several outlines, their faults mended."""
    shapes = [make_valid(shape(geometry)) for geometry in outlines]
    return dict(mapping(union_all(shapes).simplify(TOLERANCE_DEGREES))) if shapes else {}
