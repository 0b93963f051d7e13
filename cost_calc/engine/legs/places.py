"""Where goods stop, and the customer who comes for them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.legs.common import Mover, NoVehicle, check_broadcast, own_work, part_kg, unknown_carbon
from cost_calc.engine.lines import DECLARED, Component, Formula, Input, Line, Origin, Provenance
from cost_calc.engine.quantities import (
    DISTANCE_KM,
    MASS_KG,
    MINUTES,
    NAN,
    RATE,
    SOME_MASS_KG,
    Quantity,
    anywhere,
    check_items,
    check_numbers,
    check_optional,
    check_scalars,
    check_type,
    maximum,
    started,
)
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Tariff
from cost_calc.engine.verdicts import Code, Severity, Verdict


@dataclass(frozen=True, slots=True)
class HandlingLeg(NoVehicle):
    """Goods stop: a platform's quay, a cold store, a locker.

    Parameters
    ----------
    tariff
        What it is paid, None when free.
    minutes, eur_per_hour
        Producer's time there (refilling a locker), and the value of his hour.
    light_kg, minutes_per_kg
        Kilos those minutes are enough for, and minutes for each kilo beyond.
    component
        handling, storage or locker.
    time_origin, hour_origin
        Where the minutes and the value of an hour come from.
    co2e_kg_per_kg, source
        Emission of the place per kilogram, when known (0: not counted), and where it comes from.
    """

    moved_by: ClassVar[Mover | None] = None

    tariff: Tariff | None
    minutes: Quantity = 0.0
    light_kg: Quantity = 0.0
    minutes_per_kg: Quantity = 0.0
    component: str = Component.HANDLING
    eur_per_hour: Quantity = 0.0
    zone: str = ""
    options: tuple[str, ...] = ()
    mass_kg: Quantity | None = None
    co2e_kg_per_kg: Quantity = 0.0
    source: str = ""
    time_origin: Origin = DECLARED
    hour_origin: Origin = DECLARED

    def __post_init__(self) -> None:
        check_type(self, "leg", tariff=(Tariff, type(None)), component=str, zone=str)
        check_items(self, "leg", options=str)
        check_numbers(
            self,
            "leg",
            minutes=MINUTES,
            light_kg=MASS_KG,
            minutes_per_kg=RATE,
            eur_per_hour=RATE,
            co2e_kg_per_kg=RATE,
        )
        check_optional(self, "leg", mass_kg=SOME_MASS_KG)

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """Price of the place, the producer's own time, and the place's emission when it is known."""
        mass = part_kg(self, shipment)
        check_broadcast(self, shipment)
        lines: list[Line] = []
        if self.tariff is not None:
            lines += self.tariff.lines(
                shipment,
                leg=leg_number,
                mass_kg=mass,
                zone=self.zone,
                options=self.options,
                component=self.component,
            )
        minutes = self.minutes + self.minutes_per_kg * maximum(0.0, mass - self.light_kg)
        lines += own_work(minutes, self.eur_per_hour, leg_number, self.time_origin, self.hour_origin)
        if anywhere(self.co2e_kg_per_kg != 0.0):
            lines.append(
                Line(
                    Component.CARBON,
                    leg_number,
                    co2e_kg=mass * self.co2e_kg_per_kg,
                    source=self.source,
                    formula=Formula.AMOUNT,
                    inputs=(Input("co2e_kg_per_kg", self.co2e_kg_per_kg, "kgCO2e/kg", Provenance.ESTIMATED),),
                    carbon_method=method,
                )
            )
        return tuple(lines)

    def verdicts(self, shipment: Shipment) -> Iterator[Verdict]:
        """Limits of the price list."""
        if self.tariff is not None:
            yield from self.tariff.verdicts(shipment, part_kg(self, shipment), self.zone)


@dataclass(frozen=True, slots=True)
class NoRoadLeg(NoVehicle):
    """A way no vehicle can make: the sea is in between. Its price is not known, and it forbids the option.

    Parameters
    ----------
    component
        What the vehicle would have cost.
    """

    moved_by: ClassVar[Mover | None] = None

    component: Component = Component.VEHICLE
    mass_kg: Quantity | None = None

    def __post_init__(self) -> None:
        check_type(self, "leg", component=Component)
        check_optional(self, "leg", mass_kg=SOME_MASS_KG)

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """One line, of unknown price and emission: a zero would be a lie."""
        line = unknown_carbon(part_kg(self, shipment), leg_number, method, self.component)
        return (replace(line, eur=part_kg(self, shipment) * NAN),)

    def verdicts(self, shipment: Shipment) -> Iterator[Verdict]:
        """It forbids the option."""
        yield Verdict(Code.NO_ROAD, Severity.BLOCKS)


@dataclass(frozen=True, slots=True)
class CustomerTripLeg(NoVehicle):
    """The customer comes by car; carbon only, for his money and time are not the producer's.

    Parameters
    ----------
    distance_km
        There and back.
    kg_co2e_per_km
        Emission of the car under the method of own consumption.
    basket_kg
        What one customer takes away; None: one trip takes all that an address buys.
    level_one_kg_per_km
        Emission of the car under the level-1 method; None: not known there.
    limit_km
        Trip there and back beyond which a customer does not come; None: no limit.
    """

    moved_by: ClassVar[Mover | None] = Mover.CUSTOMER

    distance_km: Quantity
    kg_co2e_per_km: float
    basket_kg: float | None = None
    mass_kg: Quantity | None = None
    level_one_kg_per_km: float | None = None
    limit_km: float | None = None
    provenance: Provenance = Provenance.REFERENCE
    source: str = ""

    def __post_init__(self) -> None:
        check_numbers(self, "leg", distance_km=DISTANCE_KM, kg_co2e_per_km=RATE)
        check_optional(
            self,
            "leg",
            basket_kg=SOME_MASS_KG,
            mass_kg=SOME_MASS_KG,
            level_one_kg_per_km=RATE,
            limit_km=DISTANCE_KM,
        )
        check_scalars(self, "leg", "kg_co2e_per_km", "basket_kg", "level_one_kg_per_km", "limit_km")

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """One line: trips × km × kgCO2e/km; each address makes its own."""
        mass = part_kg(self, shipment)
        check_broadcast(self, shipment)
        one = 1.0 if self.basket_kg is None else started(mass / shipment.addresses, self.basket_kg)
        # Whoever lives at an address comes for himself.
        trips = (mass * 0.0 + shipment.addresses) * maximum(1.0, one)
        per_km = self.kg_co2e_per_km if method is CarbonMethod.CONSUMPTION else self.level_one_kg_per_km
        if per_km is None:
            return (unknown_carbon(mass, leg_number, method, Component.CUSTOMER_TRIP),)
        km = trips * self.distance_km
        return (
            Line(
                Component.CUSTOMER_TRIP,
                leg_number,
                co2e_kg=km * per_km,
                distance_km=km,
                provenance=self.provenance,
                source=self.source,
                formula=Formula.CUSTOMER_TRIP,
                inputs=(
                    Input("trips", trips, "", Provenance.ESTIMATED),
                    Input("distance_km", self.distance_km, "km", Provenance.ESTIMATED),
                    Input("kg_co2e_per_km", per_km, "kgCO2e/km", self.provenance, self.source),
                ),
                carbon_method=method,
            ),
        )

    def verdicts(self, shipment: Shipment) -> Iterator[Verdict]:
        """The customer's money and time are not counted, and beyond a limit he does not come."""
        if self.limit_km is not None:
            params = {"distance_km": self.distance_km, "limit_km": self.limit_km}
            too_far = self.distance_km > self.limit_km
            yield Verdict(Code.TOO_FAR_TO_COLLECT, Severity.BLOCKS, params, too_far)
        yield Verdict(Code.CUSTOMER_TRIP_UNPAID, Severity.INFORMS)
