"""The territory views as tables: what a page, a chart, a map and a file all show."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from needs_survey.answers import codes_in, float_of
from needs_survey.maturity import FORMULA, Band, score
from needs_survey.models import Questionnaire
from needs_survey.needs.counting import Answering, farm_table, flow_table, month_table
from needs_survey.needs.filters import Asked
from needs_survey.needs.masking import Ints, Told
from needs_survey.needs.sources import Codes, Farms, Flows, answers, cold_storage
from needs_survey.questionnaire import Question
from pat_logistics import formats
from pat_logistics.territory.groupings import short
from pat_logistics.territory.models import Commune
from producers.enums import Month

NO_EPCI = "sans intercommunalité"
ELSEWHERE = "hors d’une intercommunalité connue"
UNKNOWN_BAND = "inconnue"
TOTAL = "Total"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or what stands in its place: `value` is None when it is masked."""

    value: float | None
    unit: str = ""

    def __str__(self) -> str:
        if self.value is None:
            return "masqué"
        return formats.measure(self.value, self.unit) if self.unit else formats.number(self.value)

    @property
    def is_masked(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class Line:
    """What a line is about, and its figures; `key` says where it is, for a map."""

    names: tuple[str, ...]
    figures: tuple[Figure, ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`headers` name the columns of names, `measures` those of figures."""

    code: str
    title: str
    headers: tuple[str, ...]
    measures: tuple[str, ...]
    lines: list[Line]
    total: Line | None = None
    note: str = ""
    masked: int = 0

    @property
    def every_line(self) -> list[Line]:
        return [*self.lines, self.total] if self.total else self.lines

    @property
    def is_empty(self) -> bool:
        return not any(figure.value != 0 for line in self.every_line for figure in line.figures)


@dataclass(frozen=True)
class Territory:
    """What the views of one request share, each read once."""

    asked: Asked
    epcis: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def flows(self) -> Flows:
        return Flows.of(self.asked.departement)

    @cached_property
    def answering(self) -> Answering:
        asked = self.asked
        needs_flows = any((asked.family, asked.month, asked.temperature, asked.customer, asked.weekday))
        return Answering.to(self.flows if needs_flows else None, asked)

    def places(self, codes: Codes) -> list[tuple[str, int]]:
        """Groupings of communes by name, with the number of each in a column."""
        wanted = self.asked.epci
        named = [
            (short(self.epcis[code]) if code in self.epcis else NO_EPCI, number)
            for number, code in enumerate(codes.values)
            if wanted in ("", code)
        ]
        return sorted(named)


def _figures(told: Told, unit: str = "", cells: Any = slice(None)) -> list[Figure]:
    return [
        Figure(total if shown else None, unit)
        for total, shown in zip(told.total[cells].tolist(), told.shown[cells].tolist(), strict=True)
    ]


def _all(rows: int) -> Ints:
    return np.zeros(rows, np.int64)


def _biggest_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-(line.figures[0].value or 0), line.names))


def months(territory: Territory) -> list[Table]:
    """Kilos delivered each month: those of a year, shared alike between the months of a delivery."""
    flows, asked = territory.flows, territory.asked
    figures = _figures(month_table(flows, asked), "kg")
    total = _figures(flow_table(flows, asked, _all(flows.kg.size), 1), "kg")
    lines = [
        Line((each.label.capitalize(),), (figures[each.value - 1],))
        for each in Month
        if asked.month in (None, each.value)
    ]
    return [
        Table(
            "volumes",
            "Volumes livrés par mois",
            ("Mois",),
            ("Volume",),
            lines,
            None if asked.month else Line((TOTAL,), tuple(total)),
            "Les kilos de l’année sont partagés également entre les mois de chaque livraison, ou entre les "
            "douze quand ses mois ne sont pas précisés.",
        )
    ]


def flow_lines(territory: Territory, by: str, *, whole: bool = False) -> Table:
    """Kilos from place to place: communes, or groupings of communes when `by` is "epci".

    Those masked are only counted, unless the `whole` table is asked for.
    """
    flows, asked = territory.flows, territory.asked
    pair_of_epci = flows.epci.numbers * len(flows.destination_epci.values) + flows.destination_epci.numbers
    if by == "epci":
        ends, keys = (flows.epci, flows.destination_epci), pair_of_epci
        wider = [flows.epci.numbers]
    else:
        ends = (flows.origin, flows.destination)
        keys = flows.origin.numbers * len(flows.destination.values) + flows.destination.numbers
        wider = [pair_of_epci, flows.epci.numbers]
    pairs, first, cell = np.unique(keys, return_index=True, return_inverse=True)
    parents = [np.unique(column, return_inverse=True)[1][first] for column in wider]
    told = flow_table(flows, asked, cell, pairs.size, parents)
    total = _figures(flow_table(flows, asked, _all(flows.kg.size), 1), "kg")
    names = _names_of(territory, by, ends)
    seen = np.flatnonzero((told.farms > 0) & (told.shown | whole))
    keys_of = [np.array(codes.values, object)[codes.numbers[first[seen]]] for codes in ends]
    lines = [
        Line(tuple(names.get(code, ELSEWHERE) for code in key), (figure,), key)
        for figure, key in zip(_figures(told, "kg", seen), zip(*keys_of, strict=True), strict=True)
    ]
    return Table(
        "flux",
        "Flux de livraison",
        ("Départ", "Arrivée"),
        ("Volume du mois" if asked.month else "Volume par an",),
        _biggest_first(lines),
        Line((TOTAL, ""), tuple(total)),
        masked=int((~told.shown).sum()),
    )


def _names_of(territory: Territory, by: str, ends: Sequence[Codes]) -> dict[str, str]:
    codes = {code for end in ends for code in end.values if code}
    if by == "epci":
        rows = Commune.objects.filter(epci__in=codes).order_by().values_list("epci", "epci_name").distinct()
        return {code: short(name) for code, name in rows}
    return dict(Commune.objects.filter(pk__in=codes).order_by().values_list("pk", "name"))


def _question(code: str) -> Question | None:
    """A question as the current version words it."""
    current = Questionnaire.objects.current()
    return current.parsed.question(code) if current else None


def _choices(code: str, chosen: Iterable[Iterable[str]]) -> list[tuple[str, str]]:
    """Codes and words of the choices of a question; those of older versions, by their code."""
    question = _question(code)
    known = {option.code: option.label for option in question.options} if question else {}
    for codes in chosen:
        for each in sorted(codes):
            known.setdefault(each, each)
    return list(known.items())


def needs(territory: Territory) -> list[Table]:
    """What farms look for, by grouping of communes, and the kilos that they cannot deliver."""
    rows, columns = answers(territory.asked.departement, "sought", "blocked_kg_per_year")
    sought = [set(codes_in(row[0])) for row in columns]
    choices = _choices("sought", sought)
    places = territory.places(rows.epci)
    asked, answering = territory.asked, territory.answering.rows(rows.farm)

    def counted(having: Any) -> tuple[list[Figure], list[Figure]]:
        width = len(rows.epci.values)
        whole = _figures(farm_table(rows, asked, answering, _all(rows.weight.size), 1, having=having))
        if asked.epci:
            return whole * width, whole  # the only line shown is the total
        each = farm_table(rows, asked, answering, rows.epci.numbers, width, having=having)
        return _figures(each), whole

    counts = [counted(np.array([code in codes for codes in sought], bool)) for code, _ in choices]
    everyone = counted(None)
    lines = [
        Line((name,), (everyone[0][number], *(each[number] for each, _ in counts))) for name, number in places
    ]
    return [
        Table(
            "attentes",
            "Ce que les fermes recherchent",
            ("Intercommunalité",),
            ("Fermes interrogées", *(label.capitalize() for _, label in choices)),
            lines,
            Line((TOTAL,), (everyone[1][0], *(whole[0] for _, whole in counts))),
            "Nombre de fermes. Une ferme peut rechercher plusieurs choses.",
        ),
        _weighted(
            territory,
            Farms(rows.farm, rows.epci, np.array([float_of(row[1]) or 0.0 for row in columns])),
            "debouches",
            "Débouchés que la logistique ferme",
            "Volume par an",
            "kg",
        ),
    ]


def _weighted(
    territory: Territory, rows: Farms, code: str, title: str, measure: str, unit: str, note: str = ""
) -> Table:
    """Sums by grouping of communes; a farm that brings nothing is not one of those behind a figure."""
    brought = rows.weight > 0
    kept = Farms(rows.farm.where(brought), rows.epci.where(brought), rows.weight[brought])
    asked, answering = territory.asked, territory.answering.rows(kept.farm)
    figures = _figures(farm_table(kept, asked, answering, kept.epci.numbers, len(kept.epci.values)), unit)
    total = _figures(farm_table(kept, asked, answering, _all(kept.weight.size), 1), unit)
    lines = [Line((name,), (figures[number],)) for name, number in territory.places(kept.epci)]
    return Table(code, title, ("Intercommunalité",), (measure,), lines, Line((TOTAL,), tuple(total)), note)


def storage(territory: Territory) -> list[Table]:
    """Free cold volume that farms offer, by grouping of communes."""
    return [
        _weighted(
            territory,
            cold_storage(territory.asked.departement),
            "froid",
            "Froid libre à partager",
            "Volume libre",
            "m³",
            "Chambres froides et congélateurs que les fermes proposent à d’autres.",
        )
    ]


def irritants(territory: Territory) -> list[Table]:
    """How many farms name each trouble, most named first."""
    rows, columns = answers(territory.asked.departement, "irritants")
    named = [set(codes_in(row[0])) for row in columns]
    asked, answering = territory.asked, territory.answering.rows(rows.farm)
    nowhere = _all(rows.weight.size)

    def counted(having: Any) -> Figure:
        return _figures(farm_table(rows, asked, answering, nowhere, 1, having=having))[0]

    lines = [
        Line((label.capitalize(),), (counted(np.array([code in codes for codes in named], bool)),))
        for code, label in _choices("irritants", named)
    ]
    return [
        Table(
            "irritants",
            "Ce qui gêne le plus",
            ("Irritant",),
            ("Fermes",),
            _biggest_first(lines),
            Line(("Fermes interrogées",), (counted(None),)),
            "Chaque ferme en cite trois au plus.",
        )
    ]


PARTS = tuple(part[0] for part in FORMULA)


def maturity(territory: Territory) -> list[Table]:
    """How many farms are at each band of the maturity score."""
    rows, columns = answers(territory.asked.departement, *PARTS)
    bands = [score(dict(zip(PARTS, row, strict=True))).band for row in columns]
    order = [*Band, None]
    cell = np.array([order.index(band) for band in bands], dtype=np.int64)
    asked, answering = territory.asked, territory.answering.rows(rows.farm)
    figures = _figures(farm_table(rows, asked, answering, cell, len(order)))
    total = _figures(farm_table(rows, asked, answering, _all(rows.weight.size), 1))
    return [
        Table(
            "maturite",
            "Maturité logistique",
            ("Maturité",),
            ("Fermes",),
            [
                Line(((band.label if band else UNKNOWN_BAND).capitalize(),), (figure,))
                for band, figure in zip(order, figures, strict=True)
            ],
            Line(("Fermes interrogées",), tuple(total)),
            "Sur 12 points : faible de 0 à 4, moyenne de 5 à 8, forte de 9 à 12. "
            "Inconnue quand les réponses qui manquent peuvent encore la changer.",
        )
    ]


@dataclass(frozen=True, slots=True)
class View:
    """A page of the territory views: its tables are its charts and its files."""

    code: str
    title: str
    lead: str
    tables: Callable[[Territory], list[Table]]
    files: tuple[str, ...]


VIEWS = {
    view.code: view
    for view in (
        View("volumes", "Volumes par mois", "Ce qui se livre, mois par mois.", months, ("volumes",)),
        View(
            "attentes",
            "Attentes",
            "Ce que les fermes recherchent, et les débouchés fermés.",
            needs,
            ("attentes", "debouches"),
        ),
        View("froid", "Froid à partager", "Le froid libre, par intercommunalité.", storage, ("froid",)),
        View("irritants", "Irritants", "Ce qui gêne le plus dans les livraisons.", irritants, ("irritants",)),
        View("maturite", "Maturité", "Où en sont les fermes de leur organisation.", maturity, ("maturite",)),
    )
}
