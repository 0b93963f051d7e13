"""A carrier's transport: its list, and the vehicles that emit for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from cost_calc.engine.carbon import KG_PER_TONNE, CarbonMethod, EnergyFactor, LevelOneRow
from cost_calc.engine.legs.bought import Bought, check_bought, class_carbon
from cost_calc.engine.legs.common import (
    Mover,
    check_broadcast,
    level_one_line,
    own_work,
    part_kg,
    unknown_carbon,
)
from cost_calc.engine.lines import DECLARED, Component, Formula, Input, Line, Origin, Provenance, sources
from cost_calc.engine.quantities import (
    DISTANCE_KM,
    RATE,
    SHARE,
    SOME_MASS_KG,
    Quantity,
    check_items,
    check_numbers,
    check_optional,
    check_scalars,
    check_type,
)
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Tariff
from cost_calc.engine.vehicles import Vehicle, share_inputs
from cost_calc.engine.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Feeder:
    """A vehicle that brings the goods to the main one, or takes them on from it, when the load is broken.

    One element of the transport chain each, as ISO 14083 has it.

    Parameters
    ----------
    component
        carbon_collection or carbon_last_leg.
    distance_km, distance_origin
        Kilometres the goods travel in it, and who says so.
    carbon_class
        Kind of vehicle and use.
    """

    component: Component
    distance_km: Quantity
    carbon_class: LevelOneRow
    distance_origin: Origin = DECLARED

    def __post_init__(self) -> None:
        check_type(self, "feeder", component=Component, carbon_class=LevelOneRow, distance_origin=Origin)
        check_numbers(self, "feeder", distance_km=DISTANCE_KM)
        check_scalars(self, "feeder", "distance_km")


@dataclass(frozen=True, slots=True)
class Dedicated:
    """A vehicle that makes the trip for this shipment alone: it bears all its kilometres, the empty ones too.

    Parameters
    ----------
    vehicle
        What is driven.
    distance_km, distance_provenance
        There and back, or the round through every drop, and who says so.
    share
        Part of it that this drop bears, by quantity × direct distance; 1: the only one.
    """

    vehicle: Vehicle
    distance_km: Quantity
    share: Quantity = 1.0
    distance_provenance: Provenance = Provenance.ESTIMATED

    def __post_init__(self) -> None:
        check_type(self, "dedicated", vehicle=Vehicle, distance_provenance=Provenance)
        check_numbers(self, "dedicated", distance_km=DISTANCE_KM, share=SHARE)

    def carbon(self, shipment: Shipment, mass: Quantity, number: int, method: CarbonMethod) -> Line:
        """Kilometres × consumption × factor × share."""
        cold = shipment.needs_cold
        per_km = self.vehicle.wtw_kg_per_km(cold=cold)
        if per_km is None:
            return unknown_carbon(mass, number, method)
        used, source = self.vehicle.wtw_inputs(cold=cold)
        return Line(
            Component.CARBON,
            number,
            co2e_kg=self.distance_km * per_km * self.share + mass * 0.0,
            provenance=self.vehicle.carbon_provenance,
            source=source,
            formula=Formula.CONSUMPTION_WTW,
            inputs=(
                Input("distance_km", self.distance_km, "km", self.distance_provenance),
                *used,
                *share_inputs(self.share, Provenance.COMPUTED),
            ),
            carbon_method=method,
        )


@dataclass(frozen=True, slots=True)
class CarrierLeg(Bought):
    """A professional carries, at his price list.

    Parameters
    ----------
    tariff
        His list.
    distance_km
        Kilometres the goods travel.
    carbon_class, factor
        Kind of vehicle and use, and its fuel's well-to-wheel factor; without them the emission is not known.
        The consumption of that vehicle at its mean load is a default, until the carrier gives the figure it
        owes its customer (code des transports, L1431-3).
    feeders, trunk_km
        Vehicles before and after the main one, and its own kilometres when they are not `distance_km`.
    dedicated
        The vehicle, where it goes for this shipment alone: under the method of own consumption it is counted
        by its real trip, not by its mean load.
    declared_kgco2e_per_tkm, declared_by
        The carrier's own figure for the whole chain, which wins under the method of own consumption.
    zone, options
        Codes of the list.
    pickup
        False from the second drop of a same trip on.
    collected_kg
        What that trip collects in all; None: the whole shipment.
    returns
        Whether he takes the shipment's empties back: they travel too.
    handling_minutes, eur_per_hour
        Producer's time to prepare and hand over, and the value of his hour.
    """

    moved_by: ClassVar[Mover | None] = Mover.CARRIER

    tariff: Tariff
    distance_km: Quantity
    carbon_class: LevelOneRow | None = None
    factor: EnergyFactor | None = None
    feeders: tuple[Feeder, ...] = ()
    trunk_km: Quantity | None = None
    dedicated: Dedicated | None = None
    declared_kgco2e_per_tkm: float | None = None
    declared_by: str = ""
    zone: str = ""
    options: tuple[str, ...] = ()
    mass_kg: Quantity | None = None
    pickup: bool = True
    collected_kg: Quantity | None = None
    returns: bool = False
    handling_minutes: Quantity = 0.0
    eur_per_hour: Quantity = 0.0
    distance_provenance: Provenance = Provenance.ESTIMATED

    def __post_init__(self) -> None:
        check_bought(self)
        check_items(self, "leg", feeders=Feeder)
        check_type(self, "leg", dedicated=(Dedicated, type(None)))
        check_optional(
            self,
            "leg",
            trunk_km=DISTANCE_KM,
            declared_kgco2e_per_tkm=RATE,
            collected_kg=SOME_MASS_KG,
        )
        check_scalars(self, "leg", "declared_kgco2e_per_tkm")

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """Price and supplements of the list, the producer's own time, carbon."""
        mass = part_kg(self, shipment)
        back = shipment.returns_kg * (mass / shipment.mass_kg) if self.returns else 0.0
        check_broadcast(self, shipment)
        return (
            *self.tariff.lines(
                shipment,
                leg=leg_number,
                mass_kg=mass,
                zone=self.zone,
                options=self.options,
                distance_km=self.distance_km,
                distance_provenance=self.distance_provenance,
                pickup=self.pickup,
                collected_kg=self.collected_kg,
            ),
            *own_work(self.handling_minutes, self.eur_per_hour, leg_number),
            *self._carbon(shipment, mass + back, leg_number, method),
        )

    def _carbon(
        self, shipment: Shipment, mass: Quantity, number: int, method: CarbonMethod
    ) -> tuple[Line, ...]:
        """The carrier's own figure, else one line per vehicle, in the order of the goods' way."""
        declared = self.declared_kgco2e_per_tkm
        if declared is not None and method is CarbonMethod.CONSUMPTION:
            return (self._declared_carbon(declared, mass, number, method),)
        if self.dedicated is not None and method is CarbonMethod.CONSUMPTION:
            return (self.dedicated.carbon(shipment, mass, number, method),)
        trunk = self.distance_km if self.trunk_km is None else self.trunk_km
        main = class_carbon(self, mass, number, method, km=trunk)
        if self.factor is None:
            return (main,)
        before: list[Line] = []
        after: list[Line] = []
        for feeder in self.feeders:
            line = level_one_line(
                feeder.carbon_class,
                self.factor,
                mass,
                feeder.distance_km,
                number,
                method,
                Provenance.REFERENCE,
                feeder.distance_origin.provenance,
            )
            source = sources(Origin(source=line.source), feeder.distance_origin)
            side = before if feeder.component is Component.CARBON_COLLECTION else after
            side.append(replace(line, component=feeder.component, source=source))
        return (*before, main, *after)

    def _declared_carbon(
        self, kgco2e_per_tkm: float, mass: Quantity, number: int, method: CarbonMethod
    ) -> Line:
        return Line(
            Component.CARBON,
            number,
            co2e_kg=mass / KG_PER_TONNE * self.distance_km * kgco2e_per_tkm,
            provenance=Provenance.REFERENCE,
            source=self.declared_by,
            formula=Formula.CARRIER_FIGURE,
            inputs=(
                Input("mass_kg", mass, "kg", Provenance.DECLARED),
                Input("distance_km", self.distance_km, "km", self.distance_provenance),
                Input(
                    "kgco2e_per_tkm", kgco2e_per_tkm, "kgCO2e/t.km", Provenance.REFERENCE, self.declared_by
                ),
            ),
            carbon_method=method,
        )

    def verdicts(self, shipment: Shipment) -> Iterator[Verdict]:
        """Limits of the price list."""
        return self.tariff.verdicts(shipment, part_kg(self, shipment), self.zone)
