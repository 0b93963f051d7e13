"""A comparison in the words and shapes of the result page. No arithmetic of price or carbon here."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cost_calc.engine.compare import OptionKind
from cost_calc.engine.legs import OwnVehicleLeg, PooledLeg
from cost_calc.engine.lines import Component, Input, Line, Provenance, Quote
from cost_calc.engine.sharing import round_shares
from cost_calc.pricing.comparison import ComparisonResult
from cost_calc.pricing.priced import Priced
from cost_calc.pricing.prices import sale_price
from cost_calc.pricing.ways import Step, Trip
from cost_calc.words import texts
from cost_calc.words.carbon_marks import Mark, mark, marks
from cost_calc.words.verdict_texts import Said, all_said, told
from pat_logistics import formats

# Where the money goes, in the order of the bar: label and the components it holds.
PARTS = (
    (
        "véhicule",
        {Component.VEHICLE, Component.VEHICLE_DAY, Component.ENERGY, Component.COLD_UNIT, Component.TOLL},
    ),
    (
        "votre temps",
        {
            Component.DRIVING, Component.DELIVERY, Component.RETURN_WORK, Component.OTHER_WORK,
            Component.PACKING_WORK, Component.ORDERS,
        },
    ),
    ("transport acheté", {Component.TRANSPORT, Component.PICKUP, Component.WEIGHT_STEPS, Component.MINIMUM}),
    (
        "suppléments",
        {
            Component.ZONE_SURCHARGE, Component.TEMPERATURE_SURCHARGE, Component.FUEL_SURCHARGE,
            "appointment", "tail_lift", "weekend", Component.RETURNS,
        },
    ),
    ("quai, casiers, stockage", {Component.HANDLING, Component.STORAGE, Component.LOCKER}),
)  # fmt: skip
LAST_PART = "autres"
# Of a number that went into a line: enough to do the line again by hand, to the cent.
FEWEST_FIGURES, MOST_FIGURES = 4, 9


@dataclass(frozen=True, slots=True)
class Part:
    """A segment of the bar of an option: its number (colour), where it starts and how wide it is, in %."""

    number: int
    label: str
    eur: float
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class LineRow:
    label: str
    leg: int
    leg_name: str
    eur: float
    co2e_kg: float
    minutes: float
    formula: str
    inputs: list[tuple[str, str, str]]
    provenance: str
    source: str
    carbon_mark: str = ""

    @property
    def numbers(self) -> str:
        """What went into the line, in a row: hundreds in a page, and a template is slow to write them."""
        said = (f"{name}\u00a0: {value} ({provenance})" for name, value, provenance in self.inputs)
        return "\u00a0; ".join(said)


@dataclass(frozen=True, slots=True)
class LegRow:
    """The lines of one leg of an option, with what they come to together."""

    lines: list[LineRow]

    @property
    def name(self) -> str:
        return self.lines[0].leg_name

    @property
    def eur(self) -> float:
        return sum(line.eur for line in self.lines)


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option as the page shows it."""

    number: int
    priced: Priced
    kind: str
    verdicts: list[Said]
    parts: list[Part]
    lines: list[LineRow]
    eur_per_kg: float
    co2e_kg_per_kg: float
    total_eur: float
    co2e_kg: float
    minutes: float
    distance_km: float
    kilometres: list[tuple[float, str]]
    eur_per_year: float | None
    minutes_per_year: float | None
    share_of_goods: float | None
    pollutants: str
    trips: list[str]
    carbon_marks: list[Mark]

    @property
    def legs(self) -> list[LegRow]:
        """The lines, leg by leg."""
        return [LegRow(list(lines)) for _, lines in itertools.groupby(self.lines, key=lambda line: line.leg)]

    @property
    def label(self) -> str:
        return self.priced.option.label

    @property
    def id(self) -> str:
        return self.priced.option.id

    @property
    def is_own(self) -> bool:
        return self.priced.option.kind is OptionKind.OWN_VEHICLE

    @property
    def range_holds(self) -> str:
        """What the range shown holds, in words; empty without a range."""
        return texts.held_text(self.priced.held)

    @property
    def solution(self):
        return self.priced.way.solution

    @property
    def has_example_tariff(self) -> bool:
        """A real service priced with an invented list."""
        solution = self.solution
        return bool(solution) and not solution.is_example and any(g.is_example for g in solution.grids.all())


def parts(lines: Iterable[Line], total_eur: float) -> list[Part]:
    """Where the money goes; nothing for a free option, or one whose price is not known."""
    if not total_eur > 0:
        return []
    lines = list(lines)
    # The hours of a round somebody else drives are not the producer's time.
    driver = sum(float(line.eur) for line in lines if line.component in PARTS[1][1] and not line.minutes)
    amounts = [
        (label, float(sum(line.eur for line in lines if line.component in names))) for label, names in PARTS
    ]
    if driver:
        amounts[0] = ("véhicule et son conducteur", amounts[0][1] + driver)
        amounts[1] = (amounts[1][0], amounts[1][1] - driver)
    amounts.append((LAST_PART, total_eur - sum(eur for _, eur in amounts)))
    rows, start = [], 0.0
    for number, (label, eur) in enumerate(amounts, start=1):
        if eur > 0.005:  # less than a cent is not drawn
            width = 100 * eur / total_eur
            rows.append(Part(number, label, eur, round(start, 2), round(width, 2)))
            start += width
    return rows


def line_rows(quote: Quote, steps: Sequence[Step] = ()) -> list[LineRow]:
    """The lines that say something, their euros rounded so that they add up to the total shown.

    `steps` names their legs; empty where there is only one, and nothing to tell apart.
    """
    amounts = [float(line.eur) for line in quote.lines]
    if not any(map(math.isnan, amounts)):
        amounts = list(round_shares(amounts))
    return [
        line_row(line, eur, steps[line.leg - 1].name if steps else "")
        for line, eur in zip(quote.lines, amounts, strict=True)
        if line.eur or line.co2e_kg or line.minutes
    ]


def line_row(line: Line, eur: float, leg_name: str = "") -> LineRow:
    figures = _figures(line)
    return LineRow(
        label=texts.component_text(line.component),
        leg=line.leg,
        leg_name=leg_name,
        eur=eur,
        co2e_kg=float(line.co2e_kg),
        minutes=float(line.minutes),
        formula=texts.formula_text(line),
        inputs=[
            (
                texts.input_text(item.name),
                _measured(item, figures),
                texts.PROVENANCES[item.provenance],
            )
            for item in line.inputs
        ],
        provenance=texts.PROVENANCES[line.provenance],
        source=line.source,
        carbon_mark=mark(line),
    )


def _figures(line: Line) -> int:
    """How many figures each input needs for their product to fall on the line's own cent.

    Rounded to n figures, a number is off by half of 10^(1 − n) of itself at most.
    """
    eur = abs(float(line.eur)) * max(1, len(line.inputs))
    wanted = 1 + math.ceil(math.log10(100 * eur)) if eur > 0.01 and math.isfinite(eur) else 0
    return min(MOST_FIGURES, max(FEWEST_FIGURES, wanted))


def _measured(item: Input, figures: int) -> str:
    """A number with its unit, as people write it: « 25 % » for a share, « kg CO₂e » for kgCO2e."""
    value = float(item.value)
    if not item.unit and 0 < abs(value) < 1:
        return f"{formats.exact(100 * value, figures)}{formats.NNBSP}%"
    # What somebody wrote keeps all its figures (« 1,702 »).
    rough = {Provenance.ESTIMATED, Provenance.MEASURED, Provenance.COMPUTED}
    number = formats.exact(value, figures if item.provenance in rough else MOST_FIGURES)
    return f"{number}{formats.NNBSP}{item.unit.replace('kgCO2e', 'kg CO₂e')}" if item.unit else number


def option_row(number: int, priced: Priced, result: ComparisonResult) -> OptionRow:
    quote, question = priced.quote, result.question
    total_eur, minutes = float(quote.total_eur), float(quote.minutes)
    yearly, price = question.deliveries_per_year, sale_price(question, result.references)
    return OptionRow(
        number=number,
        priced=priced,
        kind=texts.KINDS[priced.option.kind],
        verdicts=all_said(priced.verdicts, result.references.rules, told(priced.way, question)),
        parts=parts(quote.lines, total_eur),
        lines=line_rows(quote, priced.way.steps if len(priced.way.trips) > 1 else ()),
        eur_per_kg=float(priced.eur_per_kg),
        co2e_kg_per_kg=float(priced.co2e_kg_per_kg),
        total_eur=total_eur,
        co2e_kg=float(quote.co2e_kg),
        minutes=minutes,
        distance_km=float(quote.distance_km),
        kilometres=[(float(km), texts.MOVERS[mover]) for mover, km in priced.kilometres.items()],
        eur_per_year=total_eur * yearly if yearly else None,
        minutes_per_year=minutes * yearly if yearly else None,
        share_of_goods=float(priced.eur_per_kg) / price.eur_per_kg if price else None,
        pollutants=_pollutants(priced),
        trips=[_trip(trip, result) for trip in priced.way.trips],
        carbon_marks=marks(quote.lines),
    )


def _trip(trip: Trip, result: ComparisonResult) -> str:
    """A way in words: « Mende → Montpellier »; inside one commune, the kilometres that are counted."""
    names = [place.name for place in trip.places]
    if len(set(names)) > 1:
        return " → ".join(names)
    back = " aller-retour" if len(names) > 2 else ""
    given = result.roads.provenance(trip.places) is Provenance.DECLARED
    km = formats.km(result.roads.length_km(trip.places))
    return f"{formats.at(names[0])} même ({km}{back}{'' if given else ', par défaut'})"


def _pollutants(priced: Priced) -> str:
    """What the vans of an option put in the air besides carbon, where it is published; "" otherwise."""
    rounds = [leg for leg in priced.option.legs if isinstance(leg, OwnVehicleLeg | PooledLeg)]
    grams = [found for leg in rounds if (found := leg.pollutants_g(priced.shipment))]
    if not rounds or len(grams) < len(rounds):
        return ""
    nox, pm = (sum(float(pair[part]) for pair in grams) for part in (0, 1))
    return f"{formats.grams(nox)} d’oxydes d’azote et {formats.grams(pm)} de particules"


def tour(result: ComparisonResult) -> OwnVehicleLeg | None:
    """The producer's own round over several customers; None for one customer, whose road says it all."""
    if len(result.question.stops) == 1:
        return None
    own = next(row for row in result.priced if row.option.id == "own")
    leg = own.option.legs[0]
    return leg if isinstance(leg, OwnVehicleLeg) else None  # the sea may be in between


@dataclass(frozen=True, slots=True)
class Highlight:
    """One of the three questions of the page, with the option that answers it best."""

    title: str
    row: OptionRow
    value: str
    kind: str = ""


def own_van(rows: list[OptionRow]) -> OptionRow | None:
    """The producer's own van: in his round where he says what else is on board, else for this delivery."""
    found = {row.id: row for row in rows}
    return found.get("own-round") or found.get("own")


def highlights(rows: list[OptionRow]) -> list[Highlight]:
    """Cheapest, least of the producer's time, least carbon, and the own van to hold them against."""
    own = own_van(rows)
    # What does not fit in a day is in the list with its word, and never held up.
    rows = [row for row in rows if not row.priced.too_long_a_day and not row.priced.way.hypothetical]
    known = [row for row in rows if not math.isnan(row.co2e_kg_per_kg)]
    if not rows:
        return []
    cheap = min(rows, key=lambda row: row.eur_per_kg)
    quick = min(rows, key=lambda row: row.minutes)
    found = [
        Highlight("Le moins cher", cheap, formats.eur_per_kg(cheap.eur_per_kg)),
        Highlight("Le moins de temps pour vous", quick, formats.minutes(quick.minutes)),
    ]
    if known:
        clean = min(known, key=lambda row: row.co2e_kg_per_kg)
        found.append(Highlight("Le moins de CO₂", clean, formats.co2_per_kg(clean.co2e_kg_per_kg), "carbon"))
    if own and own is not cheap:
        found.append(Highlight(own.label.partition(",")[0], own, formats.eur_per_kg(own.eur_per_kg), "plain"))
    return found
