"""The two charts of a result: cost against carbon, and cost against kilos with its crossings in words."""

import math
from dataclasses import dataclass

import numpy as np

from cost_calc.calculator import charts
from cost_calc.calculator.presentation import OptionRow, own_van
from cost_calc.engine.compare import Curve, crossings, curve
from cost_calc.pricing.comparison import ComparisonResult
from pat_logistics import formats

CURVE_POINTS = 120
CURVE_LINES = 4
LABEL_PX = 22
EDGE_KG = 0.01


@dataclass(frozen=True, slots=True)
class Dot:
    """A point, and where its number is written: beside it, higher when another number is already there."""

    row: OptionRow
    x: float
    y: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Scatter:
    frame: charts.Frame
    dots: list[Dot]


def scatter(rows: list[OptionRow]) -> Scatter | None:
    """Cost against carbon, one numbered dot per option that has both."""
    rows = [row for row in rows if not math.isnan(row.co2e_kg_per_kg)]
    if len(rows) < 2:
        return None
    frame = charts.scatter_frame(max(row.eur_per_kg for row in rows), max(row.co2e_kg_per_kg for row in rows))
    dots: list[Dot] = []
    for row in rows:
        x, y = frame.x.at(row.eur_per_kg), frame.y.at(row.co2e_kg_per_kg)
        label_y = y
        while any(abs(dot.x - x) < LABEL_PX and abs(dot.label_y - label_y) < LABEL_PX for dot in dots):
            label_y -= LABEL_PX
        dots.append(Dot(row, x, y, round(label_y, 1)))
    return Scatter(frame, dots)


@dataclass(frozen=True, slots=True)
class CurveLine:
    row: OptionRow
    style: str
    path: str


@dataclass(frozen=True, slots=True)
class CurveChart:
    """€/kg against kilos for the own vehicle and its cheapest rivals, with the crossings in words.

    `own` is what that vehicle is called in a sentence, `turns` are where the cheaper of two changes,
    `sentences` what is said of the other rivals.
    """

    frame: charts.Frame
    lines: list[CurveLine]
    turns: list[str]
    sentences: list[str]
    masses: list[float]
    here_px: float
    table: list[tuple[OptionRow, list[tuple[float, float | None]]]]
    own: str


def curve_chart(rows: list[OptionRow], result: ComparisonResult) -> CurveChart | None:
    """From how many kilos each rival beats the own van, or the reverse; None without a rival."""
    own = own_van(rows)
    rivals = [row for row in rows if row.total_eur > 0 and row is not own][:CURVE_LINES]
    if own is None or not rivals:
        return None
    mass = result.question.mass_kg
    low, high = min(5.0, mass / 2), max(500.0, mass * 2)
    grid = np.geomspace(low, high, CURVE_POINTS)
    shown = [own, *rivals]
    curves = {row.id: _curve(row, result, grid) for row in shown}
    top = 2.5 * max(row.eur_per_kg for row in shown)
    frame = charts.curve_frame(low, high, top)
    lines = [
        CurveLine(
            row,
            "own" if row is own else str(number),
            charts.path(frame, curves[row.id].mass_kg.tolist(), curves[row.id].eur_per_kg.tolist()),
        )
        for number, row in enumerate(shown)
    ]
    masses = [value for value in charts.masses(low, high) if value >= 10][:8]
    table = [(row, _known(masses, _curve(row, result, np.array(masses)).eur_per_kg)) for row in shown]
    others = [row for row in rivals if not row.is_own]
    turns = {row.id: _turn(own, row, result, low, high) for row in others}
    sentences = [_steady(own, row, result, low, high) for row in others if not turns[row.id]]
    return CurveChart(
        frame,
        lines,
        list(filter(None, turns.values())),
        sentences,
        masses,
        frame.x.at(mass),
        table,
        _vehicle(own),
    )


def _known(masses: list[float], costs: np.ndarray) -> list[tuple[float, float | None]]:
    """Pairs (kilos, €/kg), None where the option is impossible."""
    return [
        (mass, None if math.isnan(cost) else cost) for mass, cost in zip(masses, costs.tolist(), strict=True)
    ]


def _curve(row: OptionRow, result: ComparisonResult, masses: np.ndarray) -> Curve:
    return curve(
        row.priced.option,
        result.comparison.shipment,
        masses,
        method=result.question.method,
        rules=result.rules,
        wishes=result.wishes,
    )


def _vehicle(own: OptionRow) -> str:
    """« votre voiture », as the name of the producer's own way begins."""
    return own.label.partition(",")[0].lower()


def _turn(own: OptionRow, row: OptionRow, result: ComparisonResult, low: float, high: float) -> str:
    """Where the cheaper of the two changes, in words; the ends of what a service accepts are no crossings."""
    found = crossings(
        own.priced.option,
        row.priced.option,
        result.comparison.shipment,
        low,
        high,
        method=result.question.method,
        rules=result.rules,
        wishes=result.wishes,
    )
    real = [crossing for crossing in found if _both_possible(own, row, result, crossing.mass_kg)]
    if not real:
        return ""
    from_kg = formats.kg(math.ceil(real[-1].mass_kg))
    if real[-1].cheaper_after == own.id:
        return f"À partir de {from_kg}, {_vehicle(own)} revient moins cher que {row.label}."
    return f"À partir de {from_kg}, {row.label} revient moins cher que {_vehicle(own)}."


def _steady(own: OptionRow, row: OptionRow, result: ComparisonResult, low: float, high: float) -> str:
    """Which of the two is always the cheaper, over what the service accepts."""
    here = "moins cher" if row.eur_per_kg < own.eur_per_kg else "plus cher"
    lightest, heaviest = _limits(row, result, low, high)
    if lightest is None and heaviest is None:
        return f"{row.label} : toujours {here} que {_vehicle(own)}, jusqu’à {formats.kg(high)}."
    if lightest is None:
        span = f"jusqu’à {formats.kg(heaviest)}"
    elif heaviest is None:
        span = f"à partir de {formats.kg(lightest)}"
    else:
        span = f"de {formats.kg(lightest)} à {formats.kg(heaviest)}"
    return f"{row.label}, qui accepte ici {span} : toujours {here} que {_vehicle(own)}."


def _limits(
    row: OptionRow, result: ComparisonResult, low: float, high: float
) -> tuple[float | None, float | None]:
    """Lightest and heaviest load an option takes; None for an end that lies beyond the chart."""
    masses = np.geomspace(low, high, CURVE_POINTS)
    (taken,) = np.nonzero(~np.isnan(_curve(row, result, masses).eur_per_kg))
    if not len(taken):  # only masses between two of the sample
        return None, None
    first, last = int(taken[0]), int(taken[-1])
    lightest = _edge(row, result, masses[first], masses[first - 1]) if first else None
    heaviest = _edge(row, result, masses[last], masses[last + 1]) if last + 1 < len(masses) else None
    return lightest, heaviest


def _edge(row: OptionRow, result: ComparisonResult, taken: float, refused: float) -> float:
    """The last mass taken on the way to one that is refused, to ten grams."""
    while abs(taken - refused) > EDGE_KG / 10:
        between = np.linspace(taken, refused, CURVE_POINTS)
        costs = _curve(row, result, between).eur_per_kg
        number = int(np.nonzero(np.isnan(costs))[0][0])
        taken, refused = float(between[number - 1]), float(between[number])
    return round(taken / EDGE_KG) * EDGE_KG


def _both_possible(own: OptionRow, row: OptionRow, result: ComparisonResult, mass_kg: float) -> bool:
    around = np.array([mass_kg * (1 - 1e-6), mass_kg * (1 + 1e-6)])
    return not any(np.isnan(_curve(option, result, around).eur_per_kg).any() for option in (own, row))
