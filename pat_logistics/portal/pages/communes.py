"""What the portal knows of a commune: who carries from there, what is near, who produces around."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from carriers.enums import AreaRole, SolutionKind
from carriers.models import DROP_POINT_KM, Delivery, DropPoint, ServiceArea, Serving, Solution
from carriers.search import service
from carriers.tables import area_lines
from pat_logistics.territory.fields import LocatedQuerySet
from pat_logistics.territory.models import HOME_DEPARTEMENT, NEIGHBOURS, Commune
from producers.models import Producer, StorageSite
from producers.perms import published

NEAR_KM = 25
SHOWN_WAYS = 20
SHOWN_NEAR = 5
SHOWN_NEIGHBOURS = 8
SHOWN_PLACES = 4
CARRYING = (SolutionKind.CARRIER, SolutionKind.PARCEL, SolutionKind.CO_DELIVERY)
STANDING = (SolutionKind.LOCKER, SolutionKind.PLATFORM, SolutionKind.STORAGE)


@dataclass(frozen=True, slots=True)
class Way:
    """A service that takes goods in charge there: how and when, then the places it delivers."""

    solution: Solution
    how: list[str]
    places: list[str]
    more: int


def known_of(commune: Commune, user: Any) -> dict[str, Any]:
    """Everything the page of a commune shows, in a number of queries that no amount of data changes."""
    farms = Producer.objects.visible_to(user).within(commune, NEAR_KM)
    points = DropPoint.objects.visible_to(user).prefetch_related("solution", "commune")
    stored = StorageSite.objects.filter(producer=OuterRef("pk"), offered=True, free_m3__gt=0)
    ways = list(_ways(commune, user))
    return {
        "commune": commune,
        "near_km": NEAR_KM,
        "drop_point_km": DROP_POINT_KM,
        "carriers": ways[:SHOWN_NEAR],
        "more_carriers": ways[SHOWN_NEAR:],
        "drop_points": _near(points, commune),
        "standing": _standing(commune, user),
        "farms": list(farms.with_cards(user)[:SHOWN_NEAR]),
        "farm_count": farms.count(),
        "storing": list(farms.filter(Exists(stored), shows_storage=True).with_cards(user)[:SHOWN_NEAR]),
        "neighbours": _near(Commune.objects.exclude(pk=commune.pk), commune, SHOWN_NEIGHBOURS),
    }


def _near(located: LocatedQuerySet, commune: Commune, most: int = SHOWN_NEAR) -> list[Any]:
    return list(located.within_km(commune.latitude, commune.longitude, NEAR_KM)[:most])


def _ways(commune: Commune, user: Any) -> Iterator[Way]:
    """The services that come there or have a drop point near, the nearest first, with where they deliver."""
    serving = Serving(Delivery(origin=commune))
    areas = ServiceArea.objects.filter(role=AreaRole.DELIVERY).with_places().narrowest_first()
    found = Solution.objects.visible_to(user).filter(kind__in=CARRYING).fitting(serving)
    rows = found.nearest_first(serving.delivery).select_related("carrier", "commune", "round_destination")
    for solution in rows.prefetch_related(Prefetch("areas", areas))[:SHOWN_WAYS]:
        lines = area_lines(solution.areas.all(), AreaRole.DELIVERY)
        places = list(dict.fromkeys(place for line in lines for place in line.places))
        if solution.round_destination:
            places.insert(0, str(solution.round_destination))
        yield Way(
            solution, list(service(solution, serving)), places[:SHOWN_PLACES], len(places[SHOWN_PLACES:])
        )


def _standing(commune: Commune, user: Any) -> list[Solution]:
    """Lockers, platforms and shared storage that stand near, the nearest first."""
    near = Commune.objects.within_km(commune.latitude, commune.longitude, NEAR_KM).order_by().values("pk")
    found = Solution.objects.visible_to(user).filter(kind__in=STANDING, commune__in=near)
    nearest = found.nearest_first(Delivery(origin=commune)).select_related("carrier", "commune")
    return list(nearest[:SHOWN_NEAR])


def listed() -> QuerySet[Commune]:
    """Those worth finding in a search engine: the territory, and of its neighbours those with something."""
    farms = Producer.objects.filter(published(), commune=OuterRef("pk"))
    solutions = Solution.objects.published().filter(commune=OuterRef("pk"))
    points = DropPoint.objects.filter(solution__in=Solution.objects.published(), commune=OuterRef("pk"))
    something = Q(Exists(farms)) | Q(Exists(solutions)) | Q(Exists(points))
    around = Q(departement=HOME_DEPARTEMENT) | (Q(departement__in=NEIGHBOURS) & something)
    return Commune.objects.filter(around).order_by("search_key", "insee")
