"""Where the map shows solutions: their own place, their drop points, else the town of their carrier."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from carriers.enums import AreaRole
from carriers.models import DropPoint, ServiceArea, Solution, SolutionQuerySet
from pat_logistics.territory import clusters
from pat_logistics.territory.clusters import CLOSEST_ZOOM, Box, Places, short
from pat_logistics.territory.models import Commune


def features(solutions: SolutionQuerySet, box: Box | None = None, zoom: int = CLOSEST_ZOOM) -> dict[str, Any]:
    """The `clusters.features` of rows of `visible_to`; a solution with two places counts twice."""

    def describe(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
        rows = solutions.filter(pk__in=keys).select_related("carrier").order_by()
        columns = rows.only("slug", "name", "kind", "carrier__name")
        return {solution.pk: told(solution) for solution in columns}

    return clusters.features(_places(solutions, box), describe, box, zoom)


def told(solution: Solution) -> dict[str, Any]:
    """What a point says of a solution; needs its carrier."""
    kind = solution.get_kind_display().capitalize()
    return {
        "id": solution.pk,
        "label": short(solution.name),
        "url": solution.get_absolute_url(),
        "detail": short(f"{kind} · {solution.carrier.name}" if solution.carrier else kind),
        "kind": "solution",
    }


def _places(solutions: SolutionQuerySet, box: Box | None) -> Places:
    """Own position, own commune, drop points; for want of any, the commune of the carrier."""
    drop_points = DropPoint.objects.order_by()
    exact = solutions.filter(latitude__isnull=False)
    town = solutions.filter(latitude__isnull=True, commune__isnull=False)
    nowhere = solutions.filter(~Exists(drop_points.filter(solution=OuterRef("pk"))), commune__isnull=True)
    of_carrier = nowhere.filter(carrier__commune__isnull=False)
    handed_over = drop_points.filter(solution__in=solutions.order_by().values("pk"))
    if box:
        towns = Commune.objects.filter(**box.inside).order_by().values("pk")
        exact, handed_over = exact.filter(**box.inside), handed_over.filter(**box.inside)
        town, of_carrier = town.filter(commune__in=towns), of_carrier.filter(carrier__commune__in=towns)
    return Places.of(
        exact.values_list("pk", "latitude", "longitude", "commune_id"),
        town.values_list("pk", "commune__latitude", "commune__longitude", "commune_id"),
        of_carrier.values_list(
            "pk", "carrier__commune__latitude", "carrier__commune__longitude", "carrier__commune_id"
        ),
        handed_over.values_list("solution_id", "latitude", "longitude", "commune_id"),
    )


def map_points(solution: Solution) -> Iterator[dict]:
    """Where to find a solution: its place, its drop points, else the town of its carrier.

    The first point has the identifier of the solution, by which the list and the map light each other up.
    """
    base = {"url": solution.get_absolute_url(), "kind": "solution"}
    places = [(point.latitude, point.longitude, point.name) for point in solution.drop_points.all()]
    if solution.position:
        places.insert(0, (*solution.position, solution.name))
    elif not places and solution.carrier and solution.carrier.commune:
        town = solution.carrier.commune
        places.append((town.latitude, town.longitude, solution.name))
    for number, (latitude, longitude, label) in enumerate(places):
        identifier = f"{solution.pk}-{number}" if number else solution.pk
        detail = solution.get_kind_display()
        yield {"id": identifier, "lat": latitude, "lon": longitude, "label": label, "detail": detail, **base}


def area_points(areas: list[ServiceArea]) -> list[dict]:
    """One point per delivery area, at its largest town: the list beside the map says the whole area."""
    deliveries = [area for area in areas if area.role == AreaRole.DELIVERY and area.town]
    towns = Commune.objects.in_bulk({area.town for area in deliveries})
    return [
        {
            "id": f"area-{area.pk}",
            "lat": towns[area.town].latitude,
            "lon": towns[area.town].longitude,
            "label": area.place,
            "detail": "Livraison",
            "kind": "stop",
        }
        for area in deliveries
    ]
