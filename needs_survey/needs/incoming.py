"""What farms of other départements deliver here: read by advisors who may not open those farms, so masked."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from needs_survey.needs.editions import editions_of
from needs_survey.needs.figures import Line, Table, biggest_first, figure_of
from needs_survey.needs.filters import Asked, named
from needs_survey.needs.releases import DELIVERIES
from needs_survey.needs.sources import NO_EPCI_CODE, farms_anywhere
from needs_survey.needs.tables import ELSEWHERE, names_of
from pat_logistics.territory.models import Commune
from producers.models import Flow, Producer

# Those that send most; each is read whole, as its own files tell it.
MOST_DEPARTEMENTS = 8


@dataclass(frozen=True)
class Arrivals:
    """The flows that come in, as the files of where they leave tell them."""

    table: Table
    senders: tuple[str, ...]

    @cached_property
    def codes(self) -> set[str]:
        return {code for line in self.table.lines for code in line.key}


def arriving(asked: Asked) -> Arrivals | None:
    """None when the filters are more than a file may carry."""
    filters = {name: value for name, value in asked.filters.items() if name != "epci"}
    if len(filters) > 1:
        return None
    here = set(
        Commune.objects.filter(departement__in=asked.departements)
        .exclude(epci=NO_EPCI_CODE)
        .order_by()
        .values_list("epci", flat=True)
        .distinct()
    )
    if asked.epci:
        here &= {asked.epci}
    lines = []
    senders = sending(asked)
    for departement, edition in editions_of(senders).items():
        for pair, found in edition.release(DELIVERIES).lines("pair", filters).items():
            if pair[1] in here:
                lines.append((departement, pair, found))
    names = names_of({code for _, pair, _ in lines for code in pair}, "epci")
    return Arrivals(
        Table(
            "arrivees",
            "Ce qui arrive d’ailleurs",
            ("Départ", "Arrivée"),
            ("Volume du mois" if asked.month else "Volume par an",),
            biggest_first(
                Line(
                    (
                        f"{names.get(pair[0], ELSEWHERE)} ({named(departement)})",
                        names.get(pair[1], ELSEWHERE),
                    ),
                    (figure_of(found, "kg"),),
                    pair,
                )
                for departement, pair, found in lines
            ),
        ),
        tuple(named(code) for code in senders),
    )


def sending(asked: Asked) -> list[str]:
    """Other départements whose farms that count deliver here, those of most deliveries first."""
    # Most of what is delivered here leaves from here: known by its farm, it is not looked at any further.
    here = Producer.objects.filter(commune__departement__in=asked.departements).order_by()
    rows = (
        Flow.objects.filter(
            destination__departement__in=asked.departements, producer__in=farms_anywhere().values("pk")
        )
        .exclude(producer__in=here.values("pk"))
        .order_by()
        .values("producer__commune__departement")
        .annotate(flows=Count("*"))
        .order_by("-flows", "producer__commune__departement")[:MOST_DEPARTEMENTS]
    )
    return [row["producer__commune__departement"] for row in rows]
