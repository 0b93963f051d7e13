"""Which solutions serve a delivery: sets of identifiers that the indexes answer, read once for all.

No question is asked of one solution after the other: ten thousand of them cost what those of a place cost.
The rules are those by which the calculator says that an option is possible.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce

from carriers.enums import AreaRole
from carriers.models.areas import ServiceArea
from carriers.models.places import DropPoint
from pat_logistics.prepared import AmongKeys, Prepared, given
from pat_logistics.territory.fields import ChordDistance, CubeField, cube_of, great_circle_km, surface_km
from pat_logistics.territory.given import given_commune, values_of
from pat_logistics.territory.models import Commune

# Delivery of a farm's goods by another one ends there (code des transports, R3211-3).
CO_DELIVERY_KM = 100


class Miss(StrEnum):
    """Why a solution does not serve a delivery."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    TEMPERATURE = "temperature"
    TOO_LIGHT = "too_light"
    TOO_HEAVY = "too_heavy"
    DAY = "day"
    CO_DELIVERY = "co_delivery"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is asked of the solutions; what is empty was not asked.

    `lightest_kg` and `heaviest_kg` differ when several customers get different shares. `weekday` is the day
    of the delivery, 1 for Monday. Of `temperatures`, one is enough.
    """

    origin: Commune | None = None
    destinations: tuple[Commune, ...] = ()
    temperatures: tuple[str, ...] = ()
    lightest_kg: float | Decimal | None = None
    heaviest_kg: float | Decimal | None = None
    weekday: int | None = None

    def __bool__(self) -> bool:
        return self != Delivery()

    @property
    def beyond_co_delivery(self) -> bool:
        """Whether a customer is farther than another farm may deliver to."""
        origin = self.origin
        return origin is not None and any(
            great_circle_km(origin, to) > CO_DELIVERY_KM for to in self.destinations
        )


@dataclass(frozen=True, slots=True)
class HandOver:
    """A drop point, and how far it is from the farm as the crow flies."""

    name: str
    distance_km: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A solution that serves one end of a delivery at least, and what it lacks to serve the whole."""

    pk: int
    kind: str
    temperatures: list[str]
    missed: tuple[Miss, ...]


class Serving:
    """Which solutions serve a delivery, how, and what the others miss.

    The places are read once: one query each, and one for the drop points. A set is left out when its place,
    or the day, was not asked.
    """

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.sets: dict[Miss, frozenset[int]] = {}
        # By solution: the days it comes, the nearest drop point, and the days it delivers each place.
        self.collected: dict[int, list[int]] = {}
        self.drop_points: dict[int, HandOver] = {}
        self.delivered: dict[Commune, dict[int, list[int]]] = {}
        if delivery.origin:
            self.collected = _weekdays(delivery.origin, AreaRole.COLLECTION)
            self.drop_points = _nearest_drop_points(delivery.origin)
            self.sets[Miss.ORIGIN] = frozenset(self.collected) | frozenset(self.drop_points)
        for commune in delivery.destinations:
            self.delivered[commune] = _weekdays(commune, AreaRole.DELIVERY)
        if days := self.delivered.values():
            delivering = frozenset.intersection(*map(frozenset, days))
            self.sets[Miss.DESTINATION] = delivering
            if day := delivery.weekday:
                closed = [
                    {pk for pk, open_on in found.items() if open_on and day not in open_on} for found in days
                ]
                self.sets[Miss.DAY] = delivering.difference(*closed)

    @property
    def at_one_end(self) -> frozenset[int]:
        """Serve the farm or the customers: worth a word when they fail something else."""
        none: frozenset[int] = frozenset()
        return self.sets.get(Miss.ORIGIN, none) | self.sets.get(Miss.DESTINATION, none)

    @property
    def one_end(self) -> AmongKeys:
        return AmongKeys(self.at_one_end)

    @property
    def at_both_ends(self) -> frozenset[int] | None:
        """Serve every place asked, on the day asked; None where no place is."""
        return frozenset.intersection(*self.sets.values()) if self.sets else None

    @property
    def both_ends(self) -> Q:
        keys = self.at_both_ends
        return Q() if keys is None else Q(AmongKeys(keys))

    @property
    def limits(self) -> dict[Miss, Q]:
        """What must hold of a solution wherever it goes, under the name of what it is to fail."""
        return limits_of(self.delivery, beyond_co_delivery=self.delivery.beyond_co_delivery)

    def read(self, solutions: "ServingQuerySet") -> list[Seen]:
        """Those of the solutions that serve one end at least, the nearest first. One query."""
        limits = self.limits
        held = {
            f"within_{miss.value}": ExpressionWrapper(condition, output_field=BooleanField())
            for miss, condition in limits.items()
        }
        near = solutions.filter(self.one_end).nearest_first(self.delivery).annotate(**held)
        return [
            Seen(pk, kind, temperatures, self._missed(pk, dict(zip(limits, fit, strict=True))))
            for pk, kind, temperatures, *fit in near.values_list("pk", "kind", "temperatures", *held)
        ]

    def _missed(self, pk: int, fits: dict[Miss, bool]) -> tuple[Miss, ...]:
        missed = [miss for miss, serving in self.sets.items() if pk not in serving]
        # Who does not deliver there at all is not also said to miss the day.
        if Miss.DESTINATION in missed and Miss.DAY in missed:
            missed.remove(Miss.DAY)
        return (*missed, *[miss for miss, fit in fits.items() if not fit])


def limits_of(asked: Delivery, *, beyond_co_delivery: bool) -> dict[Miss, Q]:
    """What the weights, the temperatures and the law ask of a solution for a delivery."""
    found = {}
    if asked.temperatures:
        found[Miss.TEMPERATURE] = Q(temperatures__overlap=list(asked.temperatures))
    if asked.lightest_kg is not None:
        found[Miss.TOO_LIGHT] = Q(min_kg__isnull=True) | Q(min_kg__lte=asked.lightest_kg)
    if asked.heaviest_kg is not None:
        found[Miss.TOO_HEAVY] = Q(max_kg__isnull=True) | Q(max_kg__gte=asked.heaviest_kg)
    if beyond_co_delivery:
        found[Miss.CO_DELIVERY] = Q(co_delivery=False)
    return found


_PLACE = given_commune("place")
_NEAR = Prepared(lambda: DropPoint.objects.near(_PLACE).values_list("solution", "name", "distance_km"))
_HOLDING = Prepared(
    lambda: (
        ServiceArea.objects.filter(role=given("role"))
        .holding(_PLACE)
        .broadest_first()
        .values_list("solution", "weekdays")
    )
)


def _nearest_drop_points(commune: Commune) -> dict[int, HandOver]:
    """For each solution, the drop point near the commune to which a farm would drive."""
    near = _NEAR(**values_of("place", commune))
    # The nearest comes last, and stays.
    return {solution: HandOver(name, far) for solution, name, far in reversed(near)}


def _weekdays(commune: Commune, role: AreaRole) -> dict[int, list[int]]:
    """For each solution that comes there, or delivers, the days of the narrowest area that holds it."""
    return dict(_HOLDING(role=role, **values_of("place", commune)))  # the narrowest comes last, and stays


class ServingQuerySet(models.QuerySet):
    """What a queryset of solutions says of places and deliveries."""

    def fitting(self, serving: Serving):
        """Only what really serves the delivery; everything when nothing is asked."""
        return self.filter(serving.both_ends, *serving.limits.values())

    def nearest_first(self, delivery: Delivery, *, before: tuple[str, ...] = ()):
        """By the distance of the solution, or of its carrier, to the farm (else to the customer); then names.

        Adds `distance_km`; what has no place of its own comes last.
        """
        center = delivery.origin or next(iter(delivery.destinations), None)
        if center is None:
            return self.order_by(*before, "sort_key", "pk")
        place = Coalesce("commune__geo", "carrier__commune__geo", output_field=CubeField())
        chord = ChordDistance(place, cube_of(center.latitude, center.longitude))
        return self.annotate(distance_km=surface_km(chord)).order_by(
            *before, F("distance_km").asc(nulls_last=True), "sort_key", "pk"
        )
