"""What would change with other goods on board, or a larger vehicle: shown apart, never ranked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from carriers.models import Solution
from cost_calc.engine.pricing import Known, price, quoted
from cost_calc.engine.shipment import Shipment
from cost_calc.pricing import adapters, filling
from cost_calc.pricing.build import build_ways, prepared
from cost_calc.pricing.case import Case
from cost_calc.pricing.own import alone
from cost_calc.pricing.priced import Priced
from cost_calc.pricing.question import OwnMeans


@dataclass(frozen=True, slots=True)
class FilledWay:
    """One way that takes the own van: as it is, and with the other goods supposed."""

    today: Priced
    filled: Priced


@dataclass(frozen=True, slots=True)
class Filled:
    """« Et si vous remplissiez »: other kilos and stops supposed, the room left, and what they change."""

    kg: float
    stops: int
    room_kg: float
    ways: tuple[FilledWay, ...]

    @property
    def slider_kg(self) -> float:
        """How far the slider goes: the room left, further when more is asked."""
        return max(self.kg, self.room_kg)


@dataclass(frozen=True, slots=True)
class Larger:
    """A vehicle of the references that carries the whole in fewer trips, for less than the own van."""

    code: str
    label: str
    loads: int
    priced: Priced


def filled(
    case: Case, shipment: Shipment, solutions: Sequence[Solution], by_id: dict[str, Priced]
) -> Filled | None:
    """The ways that take the own van, were it filled: as the question says, else as a usual round is.

    None where what is on board is known already and nothing else is asked, or where there is no room.
    """
    question = case.question
    if question.own.fill_kg is None and not filling.is_asked(question):
        return None
    others = filling.supposed(question, case.refs, case.room_kg, question.own.fill_kg)
    if not others:
        return None
    full = case.changed(filling=others, judged=False)
    driven_to = {row.way.solution for row in by_id.values() if row.way.takes_own_van}
    rows, known = [], Known()
    for way in build_ways(full, [solution for solution in solutions if solution in driven_to]):
        today = by_id.get("own" if way.option.id == "own-round" else way.option.id)
        if today is None or way.option.id == "own" or not today.feasible or not way.takes_own_van:
            continue
        way = replace(way, hypothetical=True)
        quote = quoted(way.option, shipment, method=question.method, known=known)
        rows.append(FilledWay(today, Priced(way.option, shipment, quote, (), way)))
    return Filled(others.kg, others.stops, case.room_kg, tuple(rows)) if rows else None


def larger(case: Case, shipment: Shipment, own: Priced) -> Larger | None:
    """The cheapest larger vehicle of the references, where the own van needs several trips and costs more."""
    if case.loads(case.vehicle) <= 1:
        return None
    best: Larger | None = None
    suits = own.feasible and not own.too_long_a_day
    cost = float(own.quote.total_eur) if suits else math.inf
    for row in case.refs.vehicles.values():
        vehicle = adapters.vehicle(row, case.refs, OwnMeans())
        if case.loads(vehicle) >= case.loads(case.vehicle) or case.temperature not in row.temperatures:
            continue
        way = prepared(case, alone(case.changed(vehicle=vehicle)))
        priced = price(way.option, shipment, method=case.question.method, rules=adapters.rules(case.refs))
        if priced.feasible and not priced.too_long_a_day and float(priced.quote.total_eur) < cost:
            cost = float(priced.quote.total_eur)
            best = Larger(row.code, row.label, case.loads(vehicle), Priced.of(way, priced))
    return best
