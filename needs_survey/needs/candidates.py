"""Farms to bring together: they agreed to be called again, and deliver to the same place."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, FloatField, QuerySet, Sum
from django.db.models.functions import Cast

from needs_survey.fields import YES
from needs_survey.needs.behind import flow_rules
from needs_survey.needs.filters import Asked
from needs_survey.needs.sources import responses
from pat_logistics.territory.groupings import short
from producers.enums import ProductFamily, Temperature
from producers.models import Flow, Producer

# Places offered, and farms listed, those that deliver most there.
MOST_PLACES, MOST_FARMS = 40, 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A farm, and what it delivers to the place."""

    producer: Producer
    kg: float
    families: list[str]
    temperatures: list[str]
    is_ticked: bool = False


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


def candidates(asked: Asked, by: str, place: str, ticked: Collection[str] = ()) -> list[Candidate]:
    """The farms that deliver to a place, biggest first, with what they deliver there."""
    kilos = Cast(F("kg_per_delivery"), FloatField()) * F("deliveries_per_year")
    rows = (
        at(asked, by, place)
        .values_list("producer", "product_line__family", "product_line__temperature")
        .annotate(kg=Sum(kilos))
        .order_by("-kg", "producer")
    )
    totals: dict[int, float] = {}
    words: dict[int, tuple[list[str], list[str]]] = {}
    for pk, family, temperature, kg in rows:
        totals[pk] = totals.get(pk, 0) + kg
        families, temperatures = words.setdefault(pk, ([], []))
        for names, label in (
            (families, ProductFamily(family).label),
            (temperatures, Temperature(temperature).label),
        ):
            if label not in names:
                names.append(label)
    biggest = sorted(totals, key=lambda pk: (-totals[pk], pk))[:MOST_FARMS]
    producers = Producer.objects.select_related("commune").in_bulk(biggest)
    return [
        Candidate(producers[pk], totals[pk], *words[pk], str(pk) in ticked)
        for pk in biggest
        if pk in producers
    ]
