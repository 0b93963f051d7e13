"""Legs that someone sells: a carrier's transport, parcel post."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from cost_calc.engine.carbon import KG_PER_TONNE, CarbonMethod, EnergyFactor, LevelOneRow, ParcelModel
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.legs.common import (
    Mover,
    check_broadcast,
    level_one_line,
    own_work,
    part_kg,
    unknown_carbon,
)
from cost_calc.engine.legs.preparation import packaging_line
from cost_calc.engine.lines import DECLARED, Component, Formula, Input, Line, Origin, Provenance, sources
from cost_calc.engine.quantities import (
    ADDRESSES,
    DISTANCE_KM,
    MINUTES,
    RATE,
    SHARE,
    SOME_MASS_KG,
    Quantity,
    anywhere,
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


class Bought:
    """What a service that carries for others says of the goods on the way."""

    __slots__ = ()

    distance_km: Quantity

    @property
    def carried_km(self) -> Quantity:
        """The goods' way."""
        return self.distance_km

    @property
    def farthest_goods_km(self) -> Quantity:
        """The goods' way."""
        return self.distance_km

    @property
    def customers_served(self) -> float:
        """What else the vehicle carries is the service's affair."""
        return 1.0

    @property
    def attested_atp(self) -> None:
        """The service says it."""


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
        _check_bought(self)
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
        main = _class_carbon(self, mass, number, method, km=trunk)
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


@dataclass(frozen=True, slots=True)
class ParcelLeg(Bought):
    """Parcel post.

    Parameters
    ----------
    tariff
        Its list.
    parcel_model
        Emission under the method of own consumption.
    delivery
        "home" or "relay".
    uplift
        Share added to the model's emission when the parcel is not ambient (an estimate: the model knows only
        ambient parcels); None: the emission of a cold parcel is not known.
    distance_km, carbon_class, factor
        For the level-1 method: the goods' way, the row of vans for express parcels, its fuel.
    addresses
        How many addresses the load is posted to, in equal parts: each part pays the list by itself.
    eur_per_parcel
        What the packing of one parcel costs the producer.
    minutes_per_parcel, time_origin, hour_origin
        His time to pack one, and where it and the value of his hour come from.
    """

    moved_by: ClassVar[Mover | None] = Mover.CARRIER

    tariff: Tariff
    parcel_model: ParcelModel | None = None
    delivery: str = "home"
    uplift: float | None = None
    distance_km: Quantity = 0.0
    carbon_class: LevelOneRow | None = None
    factor: EnergyFactor | None = None
    zone: str = ""
    options: tuple[str, ...] = ()
    mass_kg: Quantity | None = None
    addresses: Quantity = 1.0
    handling_minutes: Quantity = 0.0
    eur_per_parcel: Quantity = 0.0
    minutes_per_parcel: Quantity = 0.0
    eur_per_hour: Quantity = 0.0
    time_origin: Origin = DECLARED
    hour_origin: Origin = DECLARED
    distance_provenance: Provenance = Provenance.ESTIMATED

    def __post_init__(self) -> None:
        check_numbers(self, "leg", addresses=ADDRESSES, eur_per_parcel=RATE, minutes_per_parcel=MINUTES)
        check_type(self, "leg", parcel_model=(ParcelModel, type(None)))
        check_optional(self, "leg", uplift=RATE)
        check_scalars(self, "leg", "uplift")
        if self.delivery not in ("home", "relay"):
            raise InvalidInput("leg.delivery", "unknown", value=self.delivery)
        _check_bought(self)

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """Price and supplements of the list, the producer's own time, carbon."""
        mass = part_kg(self, shipment)
        bought = self._posted_lines(shipment, mass, leg_number)
        if method is CarbonMethod.FR_LEVEL_1:
            return (*bought, _class_carbon(self, mass, leg_number, method, km=self.distance_km))
        uplift = self.uplift if shipment.needs_cold else 0.0
        if self.parcel_model is None or uplift is None:
            return (*bought, unknown_carbon(mass, leg_number, method))
        inputs = [
            Input("mass_kg", mass, "kg", Provenance.DECLARED),
            Input("model_km", self.parcel_model.length_km(self.delivery), "km", Provenance.REFERENCE),
        ]
        if uplift:
            inputs.append(Input("uplift", uplift, "", Provenance.ESTIMATED))
        carbon = Line(
            Component.CARBON,
            leg_number,
            co2e_kg=self.parcel_model.co2e_kg(mass, self.delivery) * (1.0 + uplift),
            provenance=Provenance.ESTIMATED if uplift else Provenance.REFERENCE,
            source=self.parcel_model.source,
            formula=Formula.PARCEL_MODEL,
            inputs=tuple(inputs),
            carbon_method=method,
        )
        return (*bought, carbon)

    def _posted_lines(self, shipment: Shipment, mass: Quantity, number: int) -> tuple[Line, ...]:
        """What one address costs, as many times as there are; the packing of all their parcels."""
        check_broadcast(self, shipment)
        each = mass / self.addresses
        lines = self.tariff.lines(
            shipment,
            leg=number,
            mass_kg=each,
            zone=self.zone,
            options=self.options,
            distance_km=self.distance_km,
            distance_provenance=self.distance_provenance,
        )
        if anywhere(self.addresses != 1.0):
            lines = tuple(_times(line, self.addresses) for line in lines)
        return (*lines, *self._packing(self.tariff.parcel_count(shipment, each, self.zone), number))

    def _packing(self, parcels_of_one: Quantity, number: int) -> Iterator[Line]:
        parcels = parcels_of_one * self.addresses
        if anywhere(self.eur_per_parcel != 0.0):
            yield packaging_line(parcels, self.eur_per_parcel, number)
        minutes = self.handling_minutes + self.minutes_per_parcel * parcels
        yield from own_work(minutes, self.eur_per_hour, number, self.time_origin, self.hour_origin)

    def verdicts(self, shipment: Shipment) -> Iterator[Verdict]:
        """Limits of the price list, for what each address receives."""
        return self.tariff.verdicts(shipment, part_kg(self, shipment) / self.addresses, self.zone)


def _times(line: Line, addresses: Quantity) -> Line:
    return replace(
        line,
        eur=line.eur * addresses,
        inputs=(*line.inputs, Input("addresses", addresses, "", Provenance.DECLARED)),
    )


def _check_bought(leg: CarrierLeg | ParcelLeg) -> None:
    check_type(
        leg,
        "leg",
        tariff=Tariff,
        carbon_class=(LevelOneRow, type(None)),
        factor=(EnergyFactor, type(None)),
        zone=str,
        distance_provenance=Provenance,
    )
    check_items(leg, "leg", options=str)
    check_numbers(leg, "leg", distance_km=DISTANCE_KM, handling_minutes=MINUTES, eur_per_hour=RATE)
    check_optional(leg, "leg", mass_kg=SOME_MASS_KG)


def _class_carbon(
    leg: CarrierLeg | ParcelLeg, mass: Quantity, number: int, method: CarbonMethod, *, km: Quantity
) -> Line:
    if leg.carbon_class is None or leg.factor is None:
        return unknown_carbon(mass, number, method)
    return level_one_line(
        leg.carbon_class, leg.factor, mass, km, number, method, Provenance.REFERENCE, leg.distance_provenance
    )
