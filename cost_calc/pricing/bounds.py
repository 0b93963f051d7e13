"""The range of a result: the same delivery where all that is only supposed is at its lowest, or highest."""

from dataclasses import replace
from enum import StrEnum

from cost_calc.engine.legs import OwnVehicleLeg
from cost_calc.engine.lines import Component, Line, Provenance
from cost_calc.engine.pricing import PricedOption
from cost_calc.engine.vehicles import KilometreRate, Vehicle
from cost_calc.pricing import filling
from cost_calc.pricing.case import Case
from cost_calc.pricing.filling import ALONE

ENDS = ("low", "high")
_WORK = {Component.DRIVING, Component.DELIVERY, Component.OTHER_WORK, Component.RETURN_WORK}


class Held(StrEnum):
    """What a range may hold, because nobody said it."""

    ROADS = "roads"
    FILLING = "filling"
    HOUR = "hour"
    EUR_PER_KM = "eur_per_km"


def at(case: Case, end: str) -> Case:
    """The case at one end: other roads and, where the producer said nothing, hour, €/km and filling."""
    refs, low = case.refs, end == "low"
    roads = case.roads.shortest() if low else case.roads.longest()
    values: dict[str, object] = {"judged": False, "roads": roads, "rate": refs[f"range.eur_per_km.{end}"]}
    values["vehicle"] = rated(case.vehicle, refs[f"range.eur_per_km.{end}"])
    if case.hour.provenance is Provenance.REFERENCE:
        choose = min if low else max
        values["eur_per_hour"] = choose(case.eur_per_hour, refs[f"range.eur_per_hour.{end}"])
    if low and filling.is_asked(case.question):
        values["supposed"] = filling.supposed(case.question, refs, case.room_kg)
    return case.changed(**values)


def rated(vehicle: Vehicle, times: float) -> Vehicle:
    """The vehicle with its €/km so many times what the references say; a declared cost is left as it is."""
    if times == 1.0 or vehicle.provenance is not Provenance.REFERENCE:
        return vehicle
    if not isinstance(vehicle.cost, KilometreRate):
        return vehicle
    return replace(vehicle, cost=replace(vehicle.cost, eur_per_km=vehicle.cost.eur_per_km * times))


def held(row: PricedOption, case: Case) -> tuple[Held, ...]:
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
