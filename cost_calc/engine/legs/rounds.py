"""Legs of a vehicle that goes round and comes back: the producer's own, or one shared at cost."""

from collections.abc import Iterator
from dataclasses import dataclass

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.legs.common import check_broadcast, level_one_line, own_work, part_kg, unknown_carbon
from cost_calc.engine.lines import DECLARED, Component, Formula, Input, Line, Origin, Provenance
from cost_calc.engine.quantities import (
    DISTANCE_KM,
    EUR,
    MASS_KG,
    MINUTES,
    RATE,
    SOME_MASS_KG,
    TONNE_KM,
    Quantity,
    anywhere,
    check_numbers,
    check_optional,
    check_type,
    choose,
    ratio,
)
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.vehicles import Vehicle, share_inputs, vehicle_lines, work_line
from cost_calc.engine.verdicts import Code, Severity, Verdict

MINUTES_PER_HOUR = 60.0


@dataclass(frozen=True, slots=True)
class OwnVehicleLeg:
    """The producer drives, for this customer alone or on a round of his own.

    Parameters
    ----------
    vehicle
        What he drives.
    distance_km
        Kilometres really driven, empty return included.
    driving_minutes
        Of the whole round; this shipment bears its share.
    handling_minutes
        Spent on this shipment: loading, unloading, waiting, having it signed.
    eur_per_hour
        Value of the producer's hour; None: the driver's hour of a trinôme, else 0.
    other_kg, other_kg_km
        Other goods on board of the same round: their mass, and their sum of mass × direct distance.
    direct_km
        Direct distance from the farm to this customer. When it is not known the way out is taken as half of
        the round, which is the most it can be.
    toll_eur, other_eur
        Of the whole round.
    days
        Days of use of the vehicle, for a trinôme.
    mass_kg
        Part of the shipment left here, when it has several drops.

    Cost is shared by mass, emission by quantity × direct distance: two different questions, an agreement
    for the first, ISO 14083 for the second.
    """

    vehicle: Vehicle
    distance_km: Quantity
    driving_minutes: Quantity
    handling_minutes: Quantity = 0.0
    eur_per_hour: Quantity | None = None
    other_kg: Quantity = 0.0
    other_kg_km: Quantity = 0.0
    direct_km: Quantity | None = None
    toll_eur: Quantity = 0.0
    other_eur: Quantity = 0.0
    days: Quantity = 1.0
    mass_kg: Quantity | None = None
    distance_provenance: Provenance = Provenance.ESTIMATED
    handling_origin: Origin = DECLARED
    hour_origin: Origin = DECLARED

    def __post_init__(self) -> None:
        _check_round(self)

    @property
    def carried_km(self) -> Quantity:
        """Way out: the direct distance, else half of the round."""
        return _way_out_km(self)

    @property
    def attested_atp(self) -> bool:
        """As its vehicle."""
        return self.vehicle.attested_atp

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """Vehicle, driving (shared by mass), delivery (this shipment's own), toll, other, carbon."""
        mass = part_kg(self, shipment)
        check_broadcast(self, shipment)
        share = mass / (mass + self.other_kg)
        rate = _hour_rate(self)
        lines = _shared_vehicle_lines(self, shipment, leg_number, share)
        driving, hour = Origin(self.distance_provenance), self.hour_origin
        lines += [
            work_line(
                Component.DRIVING,
                leg_number,
                self.driving_minutes,
                rate,
                share=share,
                time=driving,
                hour=hour,
            ),
            work_line(
                Component.DELIVERY,
                leg_number,
                self.handling_minutes,
                rate,
                time=self.handling_origin,
                hour=hour,
            ),
        ]
        lines.append(_round_carbon(self, shipment, mass, leg_number, method))
        return tuple(lines)

    def verdicts(self, shipment: Shipment) -> Iterator[Verdict]:
        """Temperature, payload and room of the vehicle."""
        return _vehicle_verdicts(self, shipment)


@dataclass(frozen=True, slots=True)
class PooledLeg:
    """A round shared at cost: someone's vehicle serves several producers' shipments.

    Parameters
    ----------
    vehicle, distance_km, driving_minutes, handling_minutes, eur_per_hour
        Of the whole round, driver's hour included; all of it is shared by mass.
    other_kg, other_kg_km, direct_km
        As in `OwnVehicleLeg`.
    own_minutes, own_eur_per_hour
        Time this producer spends himself (hand over, meet), and the value of his hour.
    """

    vehicle: Vehicle
    distance_km: Quantity
    driving_minutes: Quantity
    handling_minutes: Quantity = 0.0
    eur_per_hour: Quantity | None = None
    other_kg: Quantity = 0.0
    other_kg_km: Quantity = 0.0
    direct_km: Quantity | None = None
    own_minutes: Quantity = 0.0
    own_eur_per_hour: Quantity = 0.0
    toll_eur: Quantity = 0.0
    other_eur: Quantity = 0.0
    days: Quantity = 1.0
    mass_kg: Quantity | None = None
    distance_provenance: Provenance = Provenance.ESTIMATED
    handling_origin: Origin = DECLARED
    hour_origin: Origin = DECLARED

    def __post_init__(self) -> None:
        _check_round(self)
        check_numbers(self, "leg", own_minutes=MINUTES, own_eur_per_hour=RATE)

    @property
    def carried_km(self) -> Quantity:
        """Way out: the direct distance, else half of the round."""
        return _way_out_km(self)

    @property
    def attested_atp(self) -> bool:
        """As its vehicle."""
        return self.vehicle.attested_atp

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """Share of vehicle, driving, stops, tolls; the producer's own minutes; share of the carbon."""
        mass = part_kg(self, shipment)
        check_broadcast(self, shipment)
        share = mass / (mass + self.other_kg)
        rate = _hour_rate(self)
        lines = _shared_vehicle_lines(self, shipment, leg_number, share)
        lines += [
            work_line(
                component,
                leg_number,
                minutes,
                rate,
                share=share,
                own_minutes=0.0,
                time=time,
                hour=self.hour_origin,
            )
            for component, minutes, time in (
                (Component.DRIVING, self.driving_minutes, Origin(self.distance_provenance)),
                (Component.DELIVERY, self.handling_minutes, self.handling_origin),
            )
        ]
        lines += own_work(
            self.own_minutes, self.own_eur_per_hour, leg_number, self.handling_origin, self.hour_origin
        )
        lines.append(_round_carbon(self, shipment, mass, leg_number, method))
        return tuple(lines)

    def verdicts(self, shipment: Shipment) -> Iterator[Verdict]:
        """Temperature, payload and room of the vehicle."""
        return _vehicle_verdicts(self, shipment)


def _check_round(leg: OwnVehicleLeg | PooledLeg) -> None:
    check_type(leg, "leg", vehicle=Vehicle, distance_provenance=Provenance)
    check_numbers(
        leg,
        "leg",
        distance_km=DISTANCE_KM,
        driving_minutes=MINUTES,
        handling_minutes=MINUTES,
        other_kg=MASS_KG,
        other_kg_km=TONNE_KM,
        toll_eur=EUR,
        other_eur=EUR,
        days=RATE,
    )
    check_optional(leg, "leg", eur_per_hour=RATE, direct_km=DISTANCE_KM, mass_kg=SOME_MASS_KG)
    if leg.direct_km is None and anywhere(leg.other_kg_km > 0):
        raise InvalidInput("leg.direct_km", "required")


def _way_out_km(leg: OwnVehicleLeg | PooledLeg) -> Quantity:
    return leg.distance_km / 2.0 if leg.direct_km is None else leg.direct_km


def _hour_rate(leg: OwnVehicleLeg | PooledLeg) -> Quantity:
    return leg.vehicle.cost.driver_eur_per_hour if leg.eur_per_hour is None else leg.eur_per_hour


def _shared_vehicle_lines(
    leg: OwnVehicleLeg | PooledLeg, shipment: Shipment, number: int, share: Quantity
) -> list[Line]:
    service_hours = (leg.driving_minutes + leg.handling_minutes) / MINUTES_PER_HOUR
    lines = vehicle_lines(
        leg.vehicle,
        number,
        distance_km=leg.distance_km,
        days=leg.days,
        cold_hours=service_hours if shipment.needs_cold else 0.0,
        share=share,
        distance_provenance=leg.distance_provenance,
    )
    for component, eur in ((Component.TOLL, leg.toll_eur), (Component.OTHER, leg.other_eur)):
        if anywhere(eur != 0.0):
            lines.append(
                Line(
                    component,
                    number,
                    eur * share,
                    provenance=Provenance.DECLARED,
                    formula=Formula.AMOUNT,
                    inputs=(Input("amount_eur", eur, "€", Provenance.DECLARED), *share_inputs(share)),
                )
            )
    return lines


def _round_carbon(
    leg: OwnVehicleLeg | PooledLeg, shipment: Shipment, mass: Quantity, number: int, method: CarbonMethod
) -> Line:
    """Emission of a round: by its level-1 row, or the round's energy × factor × share of activity."""
    vehicle = leg.vehicle
    quantity = mass + shipment.returns_kg * (mass / shipment.mass_kg)
    if method is CarbonMethod.FR_LEVEL_1:
        if vehicle.level_one is None or vehicle.level_one_factor is None:
            return unknown_carbon(mass, number, method)
        return level_one_line(
            vehicle.level_one,
            vehicle.level_one_factor,
            quantity,
            leg.carried_km,
            number,
            method,
            Provenance.REFERENCE,
            leg.distance_provenance if leg.direct_km is not None else Provenance.ESTIMATED,
        )
    per_km = vehicle.wtw_kg_per_km(cold=shipment.needs_cold)
    if per_km is None:
        return unknown_carbon(mass, number, method)
    share = ratio(quantity, quantity + leg.other_kg)
    if leg.direct_km is not None:
        activity = quantity * leg.direct_km
        share = choose(leg.other_kg_km > 0, ratio(activity, activity + leg.other_kg_km), share)
    source = vehicle.carbon_source or vehicle.source
    return Line(
        Component.CARBON,
        number,
        co2e_kg=leg.distance_km * per_km * share,
        provenance=vehicle.carbon_provenance,
        source=source,
        formula=Formula.CONSUMPTION_WTW,
        inputs=(
            Input("distance_km", leg.distance_km, "km", leg.distance_provenance),
            Input("kg_co2e_per_km", per_km, "kgCO2e/km", vehicle.carbon_provenance, source),
            *share_inputs(share),
        ),
        carbon_method=method,
    )


def _vehicle_verdicts(leg: OwnVehicleLeg | PooledLeg, shipment: Shipment) -> Iterator[Verdict]:
    vehicle = leg.vehicle
    mass = part_kg(leg, shipment)
    if shipment.temperature not in vehicle.temperatures:
        wanted = {"temperature": shipment.temperature.value}
        yield Verdict(Code.TEMPERATURE_NOT_OFFERED, Severity.BLOCKS, wanted)
    if vehicle.payload_kg is not None:
        params = {"payload_kg": vehicle.payload_kg}
        yield Verdict(Code.OVER_PAYLOAD, Severity.BLOCKS, params, mass + leg.other_kg > vehicle.payload_kg)
    if vehicle.volume_m3 is not None and shipment.volume_m3 is not None:
        volume = shipment.volume_m3 * (mass / shipment.mass_kg)
        params = {"volume_m3": vehicle.volume_m3}
        yield Verdict(Code.OVER_VOLUME, Severity.BLOCKS, params, volume > vehicle.volume_m3)
