"""The range of a result: the same delivery where all that is only supposed is at its lowest, and highest.

Both ends are priced at once: what is supposed goes through the engine as an array, the low then the high.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from carriers.models import Solution
from cost_calc.engine.legs import OwnVehicleLeg
from cost_calc.engine.lines import Component, Line, Provenance
from cost_calc.engine.pricing import Known, quoted
from cost_calc.engine.quantities import Quantity
from cost_calc.pricing import filling
from cost_calc.pricing.build import build_ways
from cost_calc.pricing.case import Case
from cost_calc.pricing.filling import ALONE, Filling
from cost_calc.pricing.mixed import build
from cost_calc.pricing.priced import Held, Priced

_WORK = {Component.DRIVING, Component.DELIVERY, Component.OTHER_WORK, Component.RETURN_WORK}
SAME_EUR_PER_KG = 0.005  # half a cent: both ends read the same


def with_ranges(case: Case, rows: Sequence[Priced], solutions: Sequence[Solution]) -> list[Priced]:
    """The same options, each with its range; one that is not possible is shown with none."""
    possible = {row.option.id: row for row in rows if row.feasible}
    shown = {row.way.solution for row in possible.values()}
    ends = at_ends(case)
    ways = build_ways(ends, [solution for solution in solutions if solution in shown])
    splits = [
        build(ends, row.way.solution, row.way.split) for row in rows if row.way.solution and row.way.split
    ]
    found, known = {}, Known()
    for way in (*ways, *filter(None, splits)):
        if row := possible.get(way.option.id):
            quote = quoted(way.option, row.shipment, method=case.question.method, known=known)
            found[row.option.id] = _ranged(row, case, quote.per_kg(row.shipment.mass_kg))
    return [found.get(row.option.id, row) for row in rows]


def at_ends(case: Case) -> Case:
    """The case at both ends: other roads and, where the producer said nothing, hour, €/km and filling."""
    refs = case.refs
    values: dict[str, object] = {
        "judged": False,
        "counts_carbon": False,
        "roads": case.roads.at_ends(),
        "rate": np.array([refs["range.eur_per_km.low"], refs["range.eur_per_km.high"]]),
    }
    if case.hour.provenance is Provenance.REFERENCE:
        low, high = refs["range.eur_per_hour.low"], refs["range.eur_per_hour.high"]
        values["eur_per_hour"] = np.array([min(case.eur_per_hour, low), max(case.eur_per_hour, high)])
    if filling.is_asked(case.question):
        values["supposed"] = _full_then_alone(filling.supposed(case.question, refs, case.room_kg))
    ends = case.changed(**values)
    return ends.changed(vehicle=ends.rated(case.vehicle))


def _full_then_alone(full: Filling) -> Filling:
    kg, stops = np.array([full.kg, ALONE.kg]), np.array([full.stops, ALONE.stops])
    return replace(full, kg=cast(float, kg), stops=cast(int, stops))


def _ranged(row: Priced, case: Case, eur_per_kg: Quantity) -> Priced:
    low, high = sorted(np.broadcast_to(np.asarray(eur_per_kg), (2,)).tolist())
    if not high - low >= SAME_EUR_PER_KG:
        return row
    return replace(row, low_eur_per_kg=low, high_eur_per_kg=high, held=held(row, case))


def held(row: Priced, case: Case) -> tuple[Held, ...]:
    """Which suppositions move the price of an option, read from its own lines."""
    paid = [line for line in row.quote.lines if line.eur]
    found = {
        Held.ROADS: any(_is_along_roads(line) for line in paid),
        Held.FILLING: filling.is_asked(case.question)
        and filling.supposed(case.question, case.refs, case.room_kg) != ALONE
        and row.option.id != "own-round"
        and any(isinstance(leg, OwnVehicleLeg) for leg in row.option.legs),
        Held.HOUR: any(_has(line, "eur_per_hour", Provenance.REFERENCE) for line in paid),
        Held.EUR_PER_KM: any(_has(line, "eur_per_km", Provenance.REFERENCE) for line in paid),
    }
    return tuple(name for name, holds in found.items() if holds)


def _has(line: Line, name: str, provenance: Provenance) -> bool:
    return any(item.name == name and item.provenance is provenance for item in line.inputs)


def _is_along_roads(line: Line) -> bool:
    """Kilometres or driving minutes that were not typed."""
    if line.component == Component.DRIVING:
        return line.provenance is not Provenance.DECLARED
    return line.component not in _WORK and any(
        item.name == "distance_km" and item.provenance is not Provenance.DECLARED for item in line.inputs
    )
