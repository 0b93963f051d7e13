"""Market days: which market is held when, and which farms that publish their deliveries go there."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser

from pat_logistics.actors.models import Actor
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import CustomerType, Weekday
from producers.models import Flow, Producer


@dataclass(frozen=True, slots=True)
class Place:
    """A commune on one day: its markets, and the farms that go there."""

    commune: Commune
    markets: list[Actor] = field(default_factory=list)
    farms: list[Producer] = field(default_factory=list)

    @property
    def real(self) -> int:
        """Invented farms are not counted."""
        return sum(not farm.is_example for farm in self.farms)


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    places: list[Place]


def market_days() -> dict[str, Any]:
    """The week, and the markets of which no day is known. Two queries, whatever the number of markets."""
    markets = list(
        Actor.objects.published()
        .filter(customer_type=CustomerType.MARKET, commune__isnull=False)
        .select_related("commune")
        .order_by("is_example", "sort_key", "pk")
    )
    return {
        "week": [day for day in _week(markets) if day.places],
        "unknown": [market for market in markets if not market.weekdays],
    }


def _week(markets: list[Actor]) -> Iterator[Day]:
    places: dict[int, dict[str, Place]] = defaultdict(dict)

    def place(day: int, commune: Commune) -> Place:
        return places[day].setdefault(commune.pk, Place(commune))

    for market in markets:
        if market.commune:
            for day in market.weekdays:
                place(day, market.commune).markets.append(market)
    for flow in _flows():
        for day in flow.weekdays:
            farms = place(day, flow.destination).farms
            if flow.producer not in farms:
                farms.append(flow.producer)
    for day in Weekday:
        found = places[day.value].values()
        yield Day(str(day.label), sorted(found, key=lambda each: (-each.real, each.commune.search_key)))


def _flows() -> Any:
    """What farms publish of their markets: the commune and the days, to anybody."""
    flows = Flow.objects.visible_to(AnonymousUser()).filter(customer_type=CustomerType.MARKET)
    return flows.select_related("producer", "destination").order_by("producer__sort_key", "pk")
