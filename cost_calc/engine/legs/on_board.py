"""What a vehicle that goes round shares between the goods on board: its loads, its cost, cold, carbon."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.legs.common import level_one_line, part_kg, unknown_carbon
from cost_calc.engine.lines import Component, Formula, Input, Line, Provenance
from cost_calc.engine.quantities import (
    Quantity,
    Truth,
    anywhere,
    both,
    choose,
    either,
    maximum,
    negated,
    ratio,
    started,
)
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.vehicles import AnnualCost, share_inputs, vehicle_lines, work_line
from cost_calc.engine.verdicts import Code, Severity, Verdict

if TYPE_CHECKING:
    from cost_calc.engine.legs.rounds import RoundLeg

Round: TypeAlias = "RoundLeg"
MINUTES_PER_HOUR = 60.0


@dataclass(frozen=True, slots=True)
class OnBoard:
    """The round for one of the shipments on board: kilometres and minutes of every load, and its shares."""

    mass_kg: Quantity
    loads: Quantity
    distance_km: Quantity
    driving_minutes: Quantity
    share: Quantity
    cold_share: Quantity


def on_board(leg: Round, shipment: Shipment) -> OnBoard:
    mass = part_kg(leg, shipment)
    loads = loads_of(leg, shipment, mass + leg.other_kg)
    further = loads - 1.0
    load_km = leg.distance_km if leg.load_km is None else leg.load_km
    load_minutes = leg.driving_minutes if leg.load_minutes is None else leg.load_minutes
    other_cold = leg.other_kg if leg.other_cold_kg is None else leg.other_cold_kg
    return OnBoard(
        mass_kg=mass,
        loads=loads,
        distance_km=leg.distance_km + further * load_km,
        driving_minutes=leg.driving_minutes + further * load_minutes,
        share=mass / (mass + leg.other_kg),
        cold_share=mass / (mass + other_cold) if shipment.needs_cold else 0.0,
    )


def loads_of(leg: Round, shipment: Shipment, mass: Quantity) -> Quantity:
    """Times the vehicle is filled to carry this mass, this shipment's volume and its empties."""
    vehicle, part = leg.vehicle, part_kg(leg, shipment) / shipment.mass_kg
    loads: Quantity = mass * 0.0 + 1.0
    if vehicle.payload_kg:
        loads = maximum(loads, started(maximum(mass, empties_kg(leg, shipment)), vehicle.payload_kg))
    if vehicle.volume_m3 and shipment.volume_m3 is not None:
        loads = maximum(loads, started(shipment.volume_m3 * part, vehicle.volume_m3))
    return loads


def handling_minutes(leg: Round, loads: Quantity, mass: Quantity) -> Quantity:
    """Minutes to load and unload that mass in so many loads."""
    beyond = maximum(0.0, mass - leg.light_kg * loads)
    return leg.handling_minutes * loads + leg.minutes_per_kg * beyond


def empties_kg(leg: Round, shipment: Shipment) -> Quantity:
    """This shipment's empties that come back on the leg."""
    return shipment.returns_kg * (part_kg(leg, shipment) / shipment.mass_kg) if leg.returns else 0.0


def hour_rate(leg: Round) -> Quantity:
    return leg.vehicle.cost.driver_eur_per_hour if leg.eur_per_hour is None else leg.eur_per_hour


def driven_lines(
    leg: Round, shipment: Shipment, number: int, board: OnBoard, handling: Quantity
) -> list[Line]:
    """Vehicle, toll and other expenses: the shares of this shipment."""
    days, worked = days_of_use(leg, board, handling)
    lines = vehicle_lines(
        leg.vehicle,
        number,
        distance_km=board.distance_km,
        days=days,
        worked=worked,
        cold_hours=_cold_hours(leg, board, handling) if shipment.needs_cold else 0.0,
        cold_km=board.distance_km if shipment.needs_cold else 0.0,
        share=board.share,
        share_provenance=share_provenance(leg),
        cold_share=board.cold_share,
        distance_provenance=leg.distance_provenance,
        loads=board.loads,
    )
    part = share_inputs(board.share, share_provenance(leg))
    for component, eur in ((Component.TOLL, leg.toll_eur * board.loads), (Component.OTHER, leg.other_eur)):
        if anywhere(eur != 0.0):
            lines.append(
                Line(
                    component,
                    number,
                    eur * board.share,
                    provenance=Provenance.DECLARED,
                    formula=Formula.AMOUNT,
                    inputs=(
                        Input("amount_eur", eur, "€", Provenance.DECLARED),
                        *part,
                    ),
                )
            )
    return lines


def days_of_use(leg: Round, board: OnBoard, handling: Quantity) -> tuple[Quantity, tuple[Input, ...]]:
    """Days the vehicle is held, and what made them where nobody said how many."""
    if leg.day_hours is None:
        return leg.days, ()
    hours = (board.driving_minutes + handling) / MINUTES_PER_HOUR
    day = leg.day_origin
    return hours / leg.day_hours, (
        Input("service_hours", hours, "h", Provenance.COMPUTED),
        Input("day_hours", leg.day_hours, "h", day.provenance, day.source),
    )


def share_provenance(leg: Round) -> Provenance:
    """Of the part of a round: as sure as the other kilos it is worked out from."""
    return Provenance.COMPUTED if leg.other_provenance is Provenance.DECLARED else Provenance.ESTIMATED


def _cold_hours(leg: Round, board: OnBoard, handling: Quantity) -> Quantity:
    if leg.cold_hours is None:
        return (board.driving_minutes + handling) / MINUTES_PER_HOUR
    return leg.cold_hours * board.loads


def return_lines(leg: Round, shipment: Shipment, number: int, board: OnBoard, *, own: bool) -> list[Line]:
    """The time the empties take, when some come back; `own`: it is the producer's."""
    minutes = leg.minutes_per_return_kg * empties_kg(leg, shipment)
    if not anywhere(minutes != 0.0):
        return []
    return [
        work_line(
            Component.RETURN_WORK,
            number,
            minutes,
            hour_rate(leg),
            own_minutes=None if own else 0.0,
            time=leg.handling_origin,
            hour=leg.hour_origin,
        )
    ]


def way_out_km(leg: Round) -> Quantity:
    return leg.distance_km / 2.0 if leg.direct_km is None else leg.direct_km


def round_carbon(leg: Round, shipment: Shipment, number: int, board: OnBoard, method: CarbonMethod) -> Line:
    """Emission of a round: by its level-1 row, or the round's energy × factor × share of activity."""
    vehicle, mass = leg.vehicle, board.mass_kg
    quantity = mass + empties_kg(leg, shipment)
    if method is CarbonMethod.FR_LEVEL_1:
        if vehicle.level_one is None or vehicle.level_one_factor is None:
            return unknown_carbon(mass, number, method)
        return level_one_line(
            vehicle.level_one,
            vehicle.level_one_factor,
            quantity,
            way_out_km(leg),
            number,
            method,
            Provenance.REFERENCE,
            leg.distance_provenance if leg.direct_km is not None else Provenance.ESTIMATED,
        )
    per_km, cold_per_km = vehicle.wtw_kg_per_km(cold=False), vehicle.wtw_kg_per_km(cold=True)
    if per_km is None or cold_per_km is None:
        return unknown_carbon(mass, number, method)
    share = _activity_share(leg, quantity, leg.other_kg, leg.other_kg_km)
    used, source = vehicle.wtw_inputs(cold=shipment.needs_cold)
    inputs = [
        Input("distance_km", board.distance_km, "km", leg.distance_provenance),
        *used,
        *share_inputs(share, share_provenance(leg)),
    ]
    if not shipment.needs_cold or leg.other_cold_kg is None:
        co2e = board.distance_km * (cold_per_km if shipment.needs_cold else per_km) * share
    else:
        cold_share = _activity_share(leg, quantity, leg.other_cold_kg, leg.other_cold_kg_km)
        co2e = board.distance_km * (per_km * share + (cold_per_km - per_km) * cold_share)
        inputs.append(Input("cold_share", cold_share, "", Provenance.ESTIMATED))
    return Line(
        Component.CARBON,
        number,
        co2e_kg=co2e,
        provenance=vehicle.carbon_provenance,
        source=source,
        formula=Formula.CONSUMPTION_WTW,
        inputs=tuple(inputs),
        carbon_method=method,
    )


def pollutants_g(leg: Round, shipment: Shipment) -> tuple[Quantity, Quantity] | None:
    """Grams of nitrogen oxides and of particles of this shipment's share; None when not known."""
    board = on_board(leg, shipment)
    quantity = board.mass_kg + shipment.returns_kg * (board.mass_kg / shipment.mass_kg)
    km = board.distance_km * _activity_share(leg, quantity, leg.other_kg, leg.other_kg_km)
    nox, pm = leg.vehicle.nox_g(km), leg.vehicle.pm_g(km)
    return None if nox is None or pm is None else (nox, pm)


def _activity_share(leg: Round, quantity: Quantity, others: Quantity, others_km: Quantity | None) -> Quantity:
    """By quantity × direct distance; by quantity alone where the others' distances are not known."""
    share = ratio(quantity, quantity + others)
    if leg.direct_km is None or others_km is None:
        return share
    activity = quantity * leg.direct_km
    # Whether distances count is a matter of the whole round, never of its cold part only.
    return choose(leg.other_kg_km > 0, ratio(activity, activity + others_km), share)


def vehicle_verdicts(leg: Round, shipment: Shipment) -> Iterator[Verdict]:
    """Temperature of the vehicle, and whether the goods take it several loads, or too many."""
    vehicle = leg.vehicle
    if not vehicle.takes(shipment.temperature):
        wanted = {"temperature": shipment.temperature.value, "vehicle": str(leg.moved_by)}
        yield Verdict(Code.TEMPERATURE_NOT_OFFERED, Severity.BLOCKS, wanted)
    if isinstance(vehicle.cost, AnnualCost) and not vehicle.cost.variable_eur_per_km:
        yield Verdict(Code.UPKEEP_NOT_COUNTED, Severity.INFORMS)
    board = on_board(leg, shipment)
    over: Truth = False
    if vehicle.payload_kg is not None:
        params = {"payload_kg": vehicle.payload_kg, "max_loads": leg.max_loads}
        over = board.mass_kg + leg.other_kg > vehicle.payload_kg * leg.max_loads
        yield Verdict(Code.OVER_PAYLOAD, Severity.BLOCKS, params, over)
    if vehicle.volume_m3 is not None and shipment.volume_m3 is not None:
        params = {"volume_m3": vehicle.volume_m3, "max_loads": leg.max_loads}
        volume = shipment.volume_m3 * (board.mass_kg / shipment.mass_kg)
        bulky = volume > vehicle.volume_m3 * leg.max_loads
        over = either(over, bulky)
        yield Verdict(Code.OVER_VOLUME, Severity.BLOCKS, params, bulky)
    several = {"loads": board.loads, "distance_km": board.distance_km}
    yield Verdict(Code.SEVERAL_LOADS, Severity.INFORMS, several, both(board.loads > 1.0, negated(over)))
