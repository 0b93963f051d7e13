"""Farms to bring together: they agreed to be called again, and deliver to the same place."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, FloatField, QuerySet, Sum
from django.db.models.functions import Cast

from needs_survey.fields import YES
from needs_survey.needs.behind import flow_rules
from needs_survey.needs.filters import Asked
from needs_survey.needs.sources import responses
from pat_logistics.accounts.models import User
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.groupings import short
from pat_logistics.territory.models import Commune
from pat_logistics.territory.network import network
from pat_logistics.vocabulary import ProductFamily, Temperature, Weekday
from producers.models import Flow, Producer, Vehicle

# Places offered, and farms listed, those that deliver most there.
MOST_PLACES, MOST_FARMS = 40, 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A farm, and what it delivers to the place: `deliveries` biggest first, `vehicle` carries most.

    `km` is the way to the commune of the biggest delivery: by road when `by_road`, else the straight line.
    """

    producer: Producer
    deliveries: list[Flow]
    vehicle: Vehicle | None
    km: float
    by_road: bool
    is_ticked: bool = False

    @property
    def kg(self) -> float:
        """Kilos a year."""
        return sum(float(flow.kg_per_year) for flow in self.deliveries)

    @property
    def families(self) -> list[str]:
        return list(dict.fromkeys(ProductFamily(flow.product_line.family).label for flow in self.deliveries))

    @property
    def temperatures(self) -> list[str]:
        return list(
            dict.fromkeys(Temperature(flow.product_line.temperature).label for flow in self.deliveries)
        )


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week: the farms that may deliver to the place then, and how much in one tour of each."""

    number: int
    name: str
    farms: int
    kg: float


def flows_of(asked: Asked) -> QuerySet[Flow]:
    """Deliveries that answer the filters, of the farms that agreed to be called again."""
    agreed = responses(asked.departements).filter(answers__pioneer=YES).order_by().values("producer")
    return Flow.objects.filter(flow_rules(asked, any_season=True), producer__in=agreed).order_by()


def places(asked: Asked, by: str, only: str = "") -> list[dict[str, Any]]:
    """Where these farms deliver, by how many of them: `code`, `name`, `farms`. Two farms at least.

    The first of them, or that one place alone.
    """
    columns = ("destination__epci", "destination__epci_name")
    if by == "commune":
        columns = ("destination_id", "destination__name")
    rows: Any = (
        (at(asked, by, only) if only else flows_of(asked))
        .exclude(**{columns[0]: ""})
        .values(code=F(columns[0]), name=F(columns[1]))
        .annotate(farms=Count("producer", distinct=True))
        .filter(farms__gte=2)
        .order_by("-farms", "name")[:MOST_PLACES]
    )
    return [row | {"name": short(row["name"])} for row in rows]


def at(asked: Asked, by: str, place: str) -> QuerySet[Flow]:
    """The deliveries to a place."""
    return flows_of(asked).filter(**{"destination_id" if by == "commune" else "destination__epci": place})


def farms_at(asked: Asked, by: str, place: str) -> QuerySet[Producer]:
    """Those who may be chosen."""
    return Producer.objects.filter(pk__in=at(asked, by, place).values("producer")).order_by("sort_key", "pk")


def days(asked: Asked, by: str, place: str) -> list[Day]:
    """Each day, whatever day is asked for; a delivery without a day suits every day."""
    rows = at(replace(asked, weekday=None), by, place).values_list("producer", "weekdays", "kg_per_delivery")
    farms: dict[int, set[int]] = {day: set() for day in Weekday}
    kilos = dict.fromkeys(farms, 0.0)
    for producer, weekdays, kg in rows:
        for day in weekdays or farms:
            farms[day].add(producer)
            kilos[day] += float(kg)
    return [Day(day.value, day.label, len(farms[day]), kilos[day]) for day in Weekday]


def candidates(
    asked: Asked, by: str, place: str, ticked: Collection[str] = (), *, user: User
) -> list[Candidate]:
    """The farms that deliver to a place, biggest first: what, when, with which vehicle, from how far."""
    there = at(asked, by, place)
    kilos = Sum(Cast(F("kg_per_delivery"), FloatField()) * F("deliveries_per_year"))
    totals = there.values("producer").annotate(kg=kilos).order_by("-kg", "producer_id")
    biggest = [row["producer"] for row in totals[:MOST_FARMS]]
    deliveries: dict[int, list[Flow]] = {pk: [] for pk in biggest}
    rows: Any = there.filter(producer__in=biggest).select_related(
        "producer__commune", "product_line", "destination"
    )
    for flow in sorted(rows, key=lambda flow: (-flow.kg_per_year, flow.pk)):
        deliveries[flow.producer_id].append(flow)
    vehicles = _vehicles(biggest, user)
    ways = _ways(
        [(flows[0].producer.commune, flows[0].destination) for flows in deliveries.values() if flows]
    )
    return [
        Candidate(
            flows[0].producer,
            flows,
            vehicles.get(pk),
            *ways[flows[0].producer.commune_id, flows[0].destination_id],
            is_ticked=str(pk) in ticked,
        )
        for pk, flows in deliveries.items()
        if flows
    ]


def deliveries_of(farms: Collection[int], *, user: User) -> dict[int, tuple[list[Flow], Vehicle | None]]:
    """What farms deliver, biggest first, and the vehicle of each that carries most. Two queries."""
    flows: dict[int, list[Flow]] = {pk: [] for pk in farms}
    rows: Any = Flow.objects.filter(producer__in=farms).select_related("destination", "product_line")
    for flow in sorted(rows, key=lambda flow: (-flow.kg_per_year, flow.pk)):
        flows[flow.producer_id].append(flow)
    vehicles = _vehicles(farms, user)
    return {pk: (flows[pk], vehicles.get(pk)) for pk in farms}


def _vehicles(farms: Collection[int], user: User) -> dict[int, Vehicle]:
    """The one of each farm that carries most."""
    carries = Vehicle.objects.visible_to(user).filter(producer__in=farms, payload_kg__isnull=False)
    biggest = carries.order_by("producer_id", "-payload_kg", "pk").distinct("producer_id")
    return {vehicle.producer_id: vehicle for vehicle in biggest}


def _ways(pairs: list[tuple[Commune, Commune]]) -> dict[tuple[str, str], tuple[float, bool]]:
    """Kilometres of each pair; by road where the table knows both ends."""
    table = network()
    ends = {(a.pk, b.pk): (a, b) for a, b in pairs}
    roads = table.between({key for key in ends if key[0] in table and key[1] in table and key[0] != key[1]})
    return {
        key: (roads[key].km, True) if key in roads else (great_circle_km(a, b), a.pk == b.pk)
        for key, (a, b) in ends.items()
    }
