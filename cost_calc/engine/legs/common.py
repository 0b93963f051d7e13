"""What every leg is, and the lines several kinds of leg share."""

import functools
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Any, ClassVar, Protocol

import numpy as np

from cost_calc.engine.carbon import CarbonMethod, EnergyFactor, LevelOneRow
from cost_calc.engine.lines import DECLARED, Component, Formula, Input, Line, Origin, Provenance, sources
from cost_calc.engine.quantities import NAN, FloatArray, Quantity, anywhere, check_shapes
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.vehicles import work_line
from cost_calc.engine.verdicts import Verdict


class Mover(StrEnum):
    """Who drives the kilometres of a leg."""

    OWN = "own"
    SHARED = "shared"
    CARRIER = "carrier"
    CUSTOMER = "customer"


class Leg(Protocol):
    """What an option is a chain of: a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    moved_by: ClassVar[Mover | None]

    @property
    def mass_kg(self) -> Quantity | None:
        """Part of the shipment this leg carries; None: all of it."""

    @property
    def carried_km(self) -> Quantity:
        """Kilometres the goods are carried, without the empty way back."""

    @property
    def farthest_goods_km(self) -> Quantity:
        """Longest way some of the goods are carried in this vehicle."""

    @property
    def customers_served(self) -> Quantity:
        """How many times the doors open on the way, the last included."""

    @property
    def attested_atp(self) -> bool | None:
        """Whether its vehicle holds an ATP attestation; None when the service says it."""

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """Lines of the leg for this shipment, under one carbon method."""

    def verdicts(self, shipment: Shipment) -> Iterator[Verdict]:
        """What makes the leg impossible for this shipment."""


class NoVehicle:
    """What a leg says where no vehicle of a business carries the goods: they stop, or the customer comes."""

    __slots__ = ()

    @property
    def carried_km(self) -> Quantity:
        """Out of any business's hands."""
        return 0.0

    @property
    def farthest_goods_km(self) -> Quantity:
        """No vehicle of a business."""
        return 0.0

    @property
    def customers_served(self) -> Quantity:
        """No round."""
        return 1.0

    @property
    def attested_atp(self) -> bool:
        """Nothing to attest."""
        return True


def part_kg(leg: Leg, shipment: Shipment) -> Quantity:
    return shipment.mass_kg if leg.mass_kg is None else leg.mass_kg


def check_broadcast(leg: Leg, shipment: Shipment) -> None:
    """Every array of the leg must fit the shipment's, before the arithmetic meets them."""
    arrays = array_fields(leg)
    if arrays:
        check_shapes("leg", shipment_mass_kg=shipment.mass_kg, **arrays)


def array_fields(leg: Leg) -> dict[str, FloatArray]:
    """The leg's numbers that are arrays."""
    names, values = _fields(type(leg))
    return {
        name: value for name, value in zip(names, values(leg), strict=True) if isinstance(value, np.ndarray)
    }


@functools.cache
def _fields(kind: type[Leg]) -> tuple[tuple[str, ...], Callable[[Leg], tuple[Any, ...]]]:
    """Names of the fields of a kind of leg, and what reads them all at once."""
    names = tuple(kind.__dataclass_fields__)
    return names, attrgetter(*names)


def with_values(leg: Leg, **values: Quantity) -> Leg:
    """The same leg with other numbers."""
    changed: Leg = replace(leg, **values)
    return changed


def own_work(
    minutes: Quantity, eur_per_hour: Quantity, number: int, time: Origin = DECLARED, hour: Origin = DECLARED
) -> list[Line]:
    """The producer's own time, when there is some."""
    if not anywhere(minutes != 0.0):
        return []
    return [work_line(Component.OTHER_WORK, number, minutes, eur_per_hour, time=time, hour=hour)]


def level_one_line(
    row: LevelOneRow,
    factor: EnergyFactor,
    mass: Quantity,
    km: Quantity,
    number: int,
    method: CarbonMethod,
    provenance: Provenance,
    distance_provenance: Provenance,
) -> Line:
    """(traction + cold) × km × mass / mean load × factor; a default for a vehicle nobody has measured."""
    litres = row.l_per_km_traction + row.l_per_km_cold
    return Line(
        Component.CARBON,
        number,
        co2e_kg=row.co2e_kg(mass_kg=mass, distance_km=km, factor=factor),
        provenance=provenance,
        source=sources(Origin(source=row.source), Origin(source=factor.source)),
        formula=Formula.LEVEL_ONE if method is CarbonMethod.FR_LEVEL_1 else Formula.CLASS_CONSUMPTION,
        inputs=(
            Input("mass_kg", mass, "kg", Provenance.DECLARED),
            Input("distance_km", km, "km", distance_provenance),
            Input("l_per_km", litres, "l/km", provenance, row.source),
            Input("mean_load_t", row.mean_load_t, "t", provenance, row.source),
            Input(
                "kgco2e_per_unit", factor.kgco2e_per_unit, f"kgCO2e/{factor.unit}", provenance, factor.source
            ),
        ),
        carbon_method=method,
    )


def unknown_carbon(
    mass: Quantity, number: int, method: CarbonMethod, component: Component = Component.CARBON
) -> Line:
    """An emission nobody knows is NaN: a zero would be a lie."""
    return Line(
        component,
        number,
        co2e_kg=mass * NAN,
        provenance=Provenance.ESTIMATED,
        formula=Formula.CARBON_UNKNOWN,
        carbon_method=method,
    )
