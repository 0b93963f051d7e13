"""The farms and the deliveries behind one line of the flow map, for those who may open these farms."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, FloatField, Q
from django.db.models.functions import Cast
from django.urls import reverse

from needs_survey.needs.figures import Line
from needs_survey.needs.filters import Asked
from needs_survey.needs.sources import farms
from needs_survey.needs.tables import ELSEWHERE, names_of
from pat_logistics.vocabulary import Weekday
from producers.models import Flow

# Stands in an address for places without a grouping of communes.
NOWHERE = "ailleurs"
MOST_DELIVERIES = 200


@dataclass(frozen=True, slots=True)
class Behind:
    """One line of the map, opened: who delivers what there, most first."""

    origin: str
    arrival: str
    deliveries: list[Flow]
    farms: int
    kg: float
    more: int
    group_address: str


def open_flow(line: Line, kept: str) -> str:
    """The address of what is behind a line, under the same filters."""
    return reverse("needs:flow", args=[code or NOWHERE for code in line.key]) + kept


def flow_rules(asked: Asked, *, any_season: bool = False) -> Q:
    """What a delivery must be to answer the filters; with `any_season`, one of unknown months may do."""
    rules = {
        "product_line__family": asked.family,
        "product_line__temperature": asked.temperature,
        "customer_type": asked.customer,
        "producer__commune__epci": asked.epci,
    }
    found = Q(**{column: value for column, value in rules.items() if value})
    if asked.month:
        in_month = Q(months__contains=[asked.month])
        found &= in_month | Q(months=[]) if any_season else in_month
    if asked.weekday:
        found &= Q(weekdays__contains=[asked.weekday]) | Q(weekdays=[])
    return found


def flows_behind(asked: Asked, by: str, origin: str, arrival: str) -> Behind | None:
    """None when nothing goes from there to there."""
    ends = {"origin": origin, "arrival": arrival}
    codes = {name: "" if code == NOWHERE else code for name, code in ends.items()}
    columns = ("producer__commune__epci", "destination__epci")
    if by == "commune":
        columns = ("producer__commune_id", "destination_id")
    found: Any = Flow.objects.filter(
        flow_rules(asked),
        producer__in=farms(asked.departements).values("pk"),
        **dict(zip(columns, codes.values(), strict=True)),
    ).annotate(kg=Cast(F("kg_per_delivery"), FloatField()) * F("deliveries_per_year"))
    rows = list(
        found.select_related("producer__commune", "destination", "product_line").order_by("-kg", "pk")
    )
    if not rows:
        return None
    names = names_of(codes.values(), by)
    for row in rows:
        row.days = ", ".join(Weekday(day).label for day in sorted(row.weekdays)) or "tous les jours"
    place = {"departement": rows[0].producer.commune.departement, "place": codes["arrival"]}
    return Behind(
        names.get(codes["origin"], ELSEWHERE),
        names.get(codes["arrival"], ELSEWHERE),
        rows[:MOST_DELIVERIES],
        len({row.producer_id for row in rows}),
        sum(row.kg for row in rows),
        max(len(rows) - MOST_DELIVERIES, 0),
        f"{reverse('needs:groups')}?{urlencode(place | ({'scale': 'commune'} if by == 'commune' else {}))}",
    )
