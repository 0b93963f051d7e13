"""A territory on one page, as it may leave the house: six figures, three findings, the map and the tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from carriers.enums import GOODS_KINDS, AreaRole
from carriers.models import ServiceArea
from carriers.perms import published_solution
from needs_survey.needs.charts import Bars, bars_of
from needs_survey.needs.figures import Figure, Table
from needs_survey.needs.filters import Asked, named
from needs_survey.needs.flow_map import FlowMap, drawn, places_drawn
from needs_survey.needs.places import positions_of
from needs_survey.needs.tables import (
    flow_lines,
    irritants,
    kinds,
    maturity,
    months,
    needs,
    storage,
)
from needs_survey.needs.territory import Territory
from pat_logistics import formats
from pat_logistics.territory.groupings import short
from pat_logistics.territory.land import country_part
from pat_logistics.territory.models import Commune

HIDDEN = "masqué"
# More that are alike than these say that none leads.
MOST_TIED, NOTHING_LEADS = 3, "Rien ne se détache"
# Months that differ by less than this share are said to be alike.
FLAT = 0.15


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure put forward, and what it is of."""

    label: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Serving:
    """How many services collect in a grouping of communes, and of how many companies."""

    name: str
    solutions: int
    companies: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything is masked: it may be printed, sent and published."""

    departement: str
    name: str
    made_on: date
    farms: int
    examples: int
    headlines: list[Headline]
    findings: list[str]
    flows: Table
    map: FlowMap | None
    cold_map: FlowMap | None
    months: Table
    families: Table
    needs: Table
    blocked: Table
    cold: Table
    irritants: Table
    maturity: Table
    serving: list[Serving]

    @property
    def flows_told(self) -> str:
        """How much of the territory the flows that may be published are."""
        return _told_of(self.flows)

    @property
    def month_bars(self) -> Bars:
        return bars_of(self.months)


def summary_of(departement: str) -> Summary:
    communes = Commune.objects.filter(departement=departement).exclude(epci="").order_by("epci_name")
    epcis = dict(communes.values_list("epci", "epci_name").distinct())
    territory = Territory.of(Asked((departement,)), epcis, is_masked=True)
    flows, cold, irked = flow_lines(territory, "epci"), storage(territory)[0], irritants(territory)[0]
    looked_for, blocked = needs(territory)
    by_month, ready = months(territory)[0], maturity(territory)[0]
    positions = positions_of({code for line in flows.lines for code in line.key}, "epci")
    return Summary(
        departement,
        named(departement),
        territory.edition.made_on,
        territory.edition.farms,
        territory.edition.examples,
        _headlines(flows, cold, by_month, looked_for, irked),
        list(_findings(flows, by_month, looked_for, irked, ready))[:3],
        flows,
        drawn([(line, "") for line in flows.lines], positions, [departement]),
        places_drawn(cold, [departement]),
        by_month,
        kinds(territory, "family"),
        looked_for,
        blocked,
        cold,
        irked,
        ready,
        serving_of(departement, epcis),
    )


def _told(figure: Figure) -> str:
    return HIDDEN if figure.is_masked else str(figure)


def _of_farms(figure: Figure) -> str:
    return f"de {figure.farms}\u00a0fermes" if figure.farms else ""


def _asked(table: Table) -> Figure:
    return table.total.figures[0] if table.total else Figure(None)


def _tops(rows: Iterable[tuple[str, Figure]]) -> tuple[str, Figure] | None:
    """What is named most, all of them where several are alike; what is masked may be more, and says so."""
    every = list(rows)
    told = [(name, figure) for name, figure in every if figure.value]
    if not told:
        return None
    most = max(told, key=lambda row: row[1].value or 0)[1]
    names = [name for name, figure in told if figure.value == most.value]
    words = NOTHING_LEADS if len(names) > MOST_TIED else _listed([names[0], *map(_in_sentence, names[1:])])
    hidden = any(figure.is_masked for _, figure in every)
    return f"{words} (hors réponses masquées)" if hidden else words, most


def _listed(words: list[str]) -> str:
    """« du groupage, des casiers et de la co-livraison »."""
    return " et ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _rows(table: Table) -> list[tuple[str, Figure]]:
    return [(line.names[0], line.figures[0]) for line in table.lines]


def _wishes(table: Table) -> list[tuple[str, Figure]]:
    """What is looked for; wanting nothing is not a wish."""
    found = [(measure, figure) for measure, figure, _ in table.by_measure]
    return [(name, figure) for name, figure in found if not name.startswith("Rien")]


def _headlines(flows: Table, cold: Table, by_month: Table, wanted: Table, irked: Table) -> list[Headline]:
    volume, free, asked = _asked(flows), _asked(cold), _asked(wanted)
    peak, trouble, wish = _tops(_rows(by_month)), _tops(_rows(irked)), _tops(_wishes(wanted))
    count = f"sur {_told(asked)} fermes interrogées"
    return [
        Headline("Fermes interrogées", _told(asked), "dont la réponse peut servir au plan"),
        Headline("Livré par an", _told(volume), _of_farms(volume)),
        Headline("Mois le plus fort", *((_told(peak[1]), f"en {peak[0].lower()}") if peak else (HIDDEN,))),
        Headline("Froid libre à partager", _told(free), _of_farms(free)),
        Headline("Attente la plus citée", *((wish[0], f"{wish[1]} fermes {count}") if wish else (HIDDEN,))),
        Headline(
            "Ce qui gêne le plus", *((trouble[0], f"{trouble[1]} fermes {count}") if trouble else (HIDDEN,))
        ),
    ]


def _findings(flows: Table, by_month: Table, wanted: Table, irked: Table, ready: Table) -> Iterator[str]:
    """What the figures say, in the order of what serves a decision; nothing that they do not."""
    asked = _asked(wanted)
    wishes = sorted(_wishes(wanted), key=lambda row: -(row[1].value or 0))
    wishes = [row for row in wishes if row[1].value]
    if asked.value and wishes:
        top = wishes[0][1].value
        firsts = [f"{_in_sentence(name)} ({figure} fermes)" for name, figure in wishes if figure.value == top]
        if len(firsts) == 1:
            firsts = [f"{_in_sentence(name)} ({figure} fermes)" for name, figure in wishes[:2]]
        yield (
            f"Sur {asked} fermes interrogées, ce qui est cherché d’abord\u00a0: {_listed(firsts)}. "
            + _troubles(irked)
        )
    largest = next((line for line in flows.lines if line.figures[0].value), None)
    total = _asked(flows)
    if largest and total.value:
        figure = largest.figures[0]
        share = formats.percent((figure.value or 0) / total.value)
        inside = largest.key[0] == largest.key[1]
        start, end = largest.names[:2]
        way = f"reste dans {start}" if inside else f"va {formats.of(start)} {formats.at(end)}"
        yield (
            f"Le plus gros flux que l’on puisse publier {way}\u00a0: {figure} par an, de {figure.farms} "
            f"fermes, soit {share} du total. {_told_of(flows)}"
        )
    told = [(name.lower(), figure) for name, figure in _rows(by_month) if not figure.is_masked]
    if len(told) == len(by_month.lines) >= 12:
        low = min(told, key=lambda row: row[1].value or 0)
        high = max(told, key=lambda row: row[1].value or 0)
        gap = ((high[1].value or 0) - (low[1].value or 0)) / (high[1].value or 1)
        if gap < FLAT:
            yield (
                f"Les volumes varient peu dans l’année\u00a0: de {low[1]} en {low[0]} à {high[1]} "
                f"en {high[0]}. Une tournée peut tourner toute l’année."
            )
        else:
            yield (
                f"Les volumes changent avec la saison\u00a0: {low[1]} en {low[0]}, {high[1]} en {high[0]}, "
                f"soit {formats.percent(gap)} de moins au creux."
            )
    strong = {line.names[0]: line.figures[0] for line in ready.lines}.get("Forte")
    if strong is not None and strong.value:
        yield f"{strong} fermes ont une organisation déjà mûre, prêtes à entraîner les autres."


def _told_of(flows: Table) -> str:
    part = "" if flows.told_share is None else f", soit {formats.percent(flows.told_share)} des kilos"
    return f"Sont publiés {len(flows.told)} flux sur {len(flows.lines)}{part}\u00a0; les autres sont masqués."


def _in_sentence(wish: str) -> str:
    return wish[:1].lower() + wish[1:]


def _troubles(irked: Table) -> str:
    found = _tops(_rows(irked))
    return f"Ce qui gêne le plus\u00a0: {_in_sentence(found[0])} ({found[1]} fermes)." if found else ""


def serving_of(departement: str, epcis: dict[str, str]) -> list[Serving]:
    """Published services that collect somewhere in each grouping of communes. Two queries."""
    communes: dict[str, str] = dict(
        Commune.objects.filter(departement=departement).order_by().values_list("pk", "epci")
    )
    parts = {country_part(code) for code in communes}
    rows: Any = (
        ServiceArea.objects.filter(
            published_solution("solution__"), role=AreaRole.COLLECTION, solution__kind__in=GOODS_KINDS
        )
        .order_by()
        .values_list("solution", "solution__carrier", "commune", "epci", "departement", "country_part")
    )
    found: dict[str, set[tuple[int, int | None]]] = {code: set() for code in epcis}
    for solution, carrier, commune, epci, whole, part in rows:
        everywhere = whole == departement or part in parts
        held = list(found) if everywhere else [epci or communes.get(commune or "", "")]
        for code in held:
            if code in found:
                found[code].add((solution, carrier))
    return sorted(
        (
            Serving(
                short(epcis[code]),
                len({solution for solution, _ in rows}),
                len({carrier for _, carrier in rows if carrier}),
            )
            for code, rows in found.items()
        ),
        key=lambda each: each.name,
    )
