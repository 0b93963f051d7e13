"""Farms nearby whose deliveries go the same way, among those who agreed to be suggested.

Agreed: the profile and its places of delivery are published, and it says that it is ready to pool.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import cos, radians
from operator import or_

from django.db.models import Q

from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import Commune
from producers import perms
from producers.enums import Month, Weekday
from producers.models import Flow, Producer

# As the crow flies. A round that picks up at a neighbour's, and leaves its goods beside one's own.
NEIGHBOUR_KM, SAME_CUSTOMER_KM = 30.0, 10.0
SHOWN = 5
# Deliveries looked at, at most.
READ = 2000
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Match:
    """One delivery of the neighbour that could ride with one of the farm."""

    own: Flow
    other: Flow
    days: tuple[str, ...]

    @property
    def weekdays(self) -> str:
        return ", ".join(self.days)


@dataclass(frozen=True, slots=True)
class Neighbour:
    producer: Producer
    distance_km: float
    matches: tuple[Match, ...]


def neighbours_of(producer: Producer, flows: Sequence[Flow]) -> list[Neighbour]:
    """Those with most deliveries in common first, then the nearest. One query, whatever the numbers."""
    if producer.refuses_intermediaries or not flows:
        return []
    home = producer.commune
    near = Commune.objects.within_km(home.latitude, home.longitude, NEIGHBOUR_KM).order_by().values("pk")
    around = reduce(or_, (_around(place) for place in {flow.destination for flow in flows}))
    others = (
        Flow.objects.filter(
            around,
            perms.published("producer__", "flows"),
            producer__open_to_pooling=True,
            producer__commune__in=near,
        )
        .exclude(producer=producer)
        .with_places()
        .order_by("producer_id", "pk")[:READ]
    )
    matches: dict[Producer, list[Match]] = {}
    for other in others:
        for own in flows:
            if (days := _together(own, other)) is not None:
                matches.setdefault(other.producer, []).append(Match(own, other, days))
                break
    found = [
        Neighbour(farm, great_circle_km(home, farm.commune), tuple(rows)) for farm, rows in matches.items()
    ]
    return sorted(found, key=lambda row: (-len(row.matches), row.distance_km, row.producer.pk))[:SHOWN]


def _around(place: Commune) -> Q:
    """A box that holds every commune near enough; the exact distance comes after."""
    north = SAME_CUSTOMER_KM / KM_PER_DEGREE
    east = north / cos(radians(place.latitude))
    return Q(
        destination__latitude__range=(place.latitude - north, place.latitude + north),
        destination__longitude__range=(place.longitude - east, place.longitude + east),
    )


def _together(own: Flow, other: Flow) -> tuple[str, ...] | None:
    """Days on which both may be delivered; None when they cannot share a van."""
    if own.product_line.temperature != other.product_line.temperature:
        return None
    if great_circle_km(own.destination, other.destination) > SAME_CUSTOMER_KM:
        return None
    if not set(own.months) & set(other.months) & set(Month.values):
        return None
    every = set(Weekday.values)
    days = (set(own.weekdays) or every) & (set(other.weekdays) or every)
    if not days:
        return None
    return () if days == every else tuple(Weekday(day).label for day in sorted(days))
