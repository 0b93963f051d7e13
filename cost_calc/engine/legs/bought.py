"""What the legs that someone sells have in common."""

from typing import TYPE_CHECKING, TypeAlias

from cost_calc.engine.carbon import CarbonMethod, EnergyFactor, LevelOneRow
from cost_calc.engine.legs.common import (
    level_one_line,
    unknown_carbon,
)
from cost_calc.engine.lines import Line, Provenance
from cost_calc.engine.quantities import (
    DISTANCE_KM,
    MINUTES,
    RATE,
    SOME_MASS_KG,
    Quantity,
    check_items,
    check_numbers,
    check_optional,
    check_type,
)
from cost_calc.engine.tariffs import Tariff

if TYPE_CHECKING:
    from cost_calc.engine.legs.carriers import CarrierLeg
    from cost_calc.engine.legs.parcels import ParcelLeg

Sold: TypeAlias = "CarrierLeg | ParcelLeg"


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


def check_bought(leg: Sold) -> None:
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


def class_carbon(leg: Sold, mass: Quantity, number: int, method: CarbonMethod, *, km: Quantity) -> Line:
    if leg.carbon_class is None or leg.factor is None:
        return unknown_carbon(mass, number, method)
    return level_one_line(
        leg.carbon_class, leg.factor, mass, km, number, method, Provenance.REFERENCE, leg.distance_provenance
    )
