"""Some customers of a round by a solution, the others by oneself: the cheapest way to split it.

Every split is tried. A first sum, from the lines of the whole round, ranks them; the best of each solution
are then built and priced in full, as any other option.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from carriers.models import Solution
from cost_calc.engine.legs import CarrierLeg, Leg
from cost_calc.engine.legs.common import with_values
from cost_calc.engine.pricing import Option, OptionKind, quoted
from cost_calc.engine.quantities import anywhere
from cost_calc.engine.verdicts import Severity
from cost_calc.pricing.build import build_solution, prepared
from cost_calc.pricing.case import YOUR_VEHICLE, Case
from cost_calc.pricing.filling import ALONE
from cost_calc.pricing.own import in_round
from cost_calc.pricing.priced import Priced
from cost_calc.pricing.ways import Split, Step, Way

# Kinds whose price is the sum of one leg for each customer, after what is done once.
SPLIT = {OptionKind.CARRIER, OptionKind.DROP_POINT, OptionKind.PARCEL, OptionKind.PLATFORM}
# Splits of one solution priced in full, the best by the first sum; and solutions told in the end.
TRIED, SHOWN = 3, 3


def mixed(case: Case, rows: Sequence[Priced], judge: Callable[[Way], Priced]) -> list[Priced]:
    """The best splits, one for each solution: possible, and cheaper than the round or the solution alone.

    Parameters
    ----------
    rows
        The ways of the whole round, priced.
    judge
        Prices and judges a way for the shipment.
    """
    if len(case.stops) < 2:
        return []
    own, alone = _own_costs(case), in_round(case).option.id
    oneself = min((_total(row) for row in rows if row.option.id == alone), default=math.inf)
    found = []
    for row in rows:
        if row.way.solution is None or row.option.kind not in SPLIT:
            continue
        best = _best(case, row, row.way.solution, judge, own)
        if best and _total(best) < min(oneself, _total(row)):
            found.append((best, row.way.solution.pk))
    found.sort(key=lambda pair: _total(pair[0]))
    firsts: dict[int, Priced] = {}
    for best, solution in found:
        firsts.setdefault(solution, best)
    return list(firsts.values())[:SHOWN]


def _total(priced: Priced) -> float:
    """Euros of the whole delivery, more than anything where it is not possible."""
    return float(priced.quote.total_eur) if priced.feasible else math.inf


def _own_costs(case: Case) -> Callable[[frozenset[int]], float]:
    """What the producer's round to some of the customers costs; each set of them is asked once."""
    known: dict[frozenset[int], float] = {frozenset(): 0.0}

    def cost(positions: frozenset[int]) -> float:
        if positions not in known:
            some = case.of_stops(sorted(positions))
            quote = quoted(in_round(some).option, some.shipment(), method=case.question.method)
            known[positions] = float(quote.total_eur)
        return known[positions]

    return cost


def _best(
    case: Case,
    row: Priced,
    solution: Solution,
    judge: Callable[[Way], Priced],
    own: Callable[[frozenset[int]], float],
) -> Priced | None:
    once, each = _costs(case, row)
    everyone = frozenset(range(len(case.stops)))
    sums = [
        (once + sum(each[position] for position in served) + own(everyone - served), sorted(served))
        for served in _parts(each)
        if served != everyone
    ]
    best: Priced | None = None
    for _, served in sorted(total for total in sums if math.isfinite(total[0]))[:TRIED]:
        way = build(case, solution, Split(row.option.id, tuple(served)))
        if way is None:
            continue
        priced = judge(way)
        if _total(priced) < (math.inf if best is None else _total(best)):
            best = priced
    return best


def _costs(case: Case, row: Priced) -> tuple[float, dict[int, float]]:
    """What a solution costs once, and for each customer it takes: those it has an area and a price for."""
    legs, service = row.option.legs, row.option.service
    drops = [n for n, leg in enumerate(legs, start=1) if leg.mass_kg is not None]
    refused = {
        n
        for n in drops
        for verdict in legs[n - 1].verdicts(row.shipment)
        if verdict.severity is Severity.BLOCKS and anywhere(verdict.where)
    }
    amounts = dict.fromkeys(range(1, len(legs) + 1), 0.0)
    for line in row.quote.lines:
        amounts[line.leg] += float(line.eur)
    each = {}
    for position, number in enumerate(drops):
        mass = case.question.stops[position].mass_kg
        over = service.max_kg is not None and mass > service.max_kg
        left_out = position + 1 in service.unserved or mass < service.min_kg or over
        if number not in refused and not left_out and math.isfinite(amounts[number]):
            each[position] = amounts[number]
    once = sum(eur for number, eur in amounts.items() if number not in drops)
    return once, each


def _parts(each: dict[int, float]) -> Iterator[frozenset[int]]:
    """Every set of some of the customers."""
    positions = sorted(each)
    for mask in range(1, 1 << len(positions)):
        yield frozenset(position for n, position in enumerate(positions) if mask >> n & 1)


def build(case: Case, solution: Solution, split: Split) -> Way | None:
    """The split as one option: the solution's legs, then the producer's own round to the others."""
    rest = [position for position in range(len(case.stops)) if position not in split.served]
    # What else is on board is in the round to the customers, not in the trip to a drop point.
    theirs = case.of_stops(split.served).changed(filling=ALONE, supposed=ALONE)
    mine = case.of_stops(rest)
    bought = next((way for way in build_solution(theirs, solution) if way.option.id == split.way_id), None)
    if bought is None:
        return None
    own = in_round(mine)
    legs = [_of(leg, theirs.question.mass_kg) for leg in bought.option.legs]
    legs += [_of(leg, mine.question.mass_kg) for leg in own.option.legs]
    names = _towns(mine)
    whole = case.question.mass_kg
    service = replace(
        bought.option.service, drop_shares=tuple(stop.mass_kg / whole for stop in theirs.question.stops)
    )
    label = _label(solution.name, theirs, mine)
    option = Option(f"{split.way_id}-mixed", OptionKind.MIXED, label, tuple(legs), service)
    steps = (*bought.steps, Step(YOUR_VEHICLE, f"pour {names}"))
    way = Way(option, (*bought.trips, *own.trips), solution, bought.assumption, steps=steps, split=split)
    return prepared(case, way)


def _of(leg: Leg, mass_kg: float) -> Leg:
    """A leg that carries part of the shipment only."""
    if isinstance(leg, CarrierLeg):
        leg = replace(leg, collected_kg=mass_kg)
    return with_values(leg, mass_kg=mass_kg) if leg.mass_kg is None else leg


def _label(name: str, theirs: Case, mine: Case) -> str:
    """Who is served by whom, the fewer by name."""
    if len(theirs.stops) > len(mine.stops):
        return f"Vous pour {_towns(mine)}, {name} pour les autres"
    rest = "les autres" if len(mine.stops) > 1 else _towns(mine)
    return f"{name} pour {_towns(theirs)}, vous pour {rest}"


def _towns(case: Case) -> str:
    names: Sequence[str] = list(dict.fromkeys(place.name for place in case.stops))
    return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
