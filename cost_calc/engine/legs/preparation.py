"""What a delivery asks before it leaves: packing it, taking the order, invoicing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.legs.common import Mover, NoVehicle, check_broadcast, part_kg
from cost_calc.engine.lines import DECLARED, Component, Formula, Input, Line, Origin, Provenance
from cost_calc.engine.quantities import (
    MINUTES,
    RATE,
    SOME_MASS_KG,
    Quantity,
    anywhere,
    check_numbers,
    check_optional,
    check_scalars,
    started,
)
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.vehicles import work_line
from cost_calc.engine.verdicts import Verdict


def packaging_line(packages: Quantity, eur_per_package: Quantity, number: int) -> Line:
    """What the packages themselves cost."""
    return Line(
        Component.PACKAGING,
        number,
        packages * eur_per_package,
        provenance=Provenance.DECLARED,
        formula=Formula.PER_PACKAGE,
        inputs=(
            Input("packages", packages, "", Provenance.DECLARED),
            Input("eur_per_package", eur_per_package, "€", Provenance.DECLARED),
        ),
    )


@dataclass(frozen=True, slots=True)
class PreparationLeg(NoVehicle):
    """Packages to buy and fill, and the paper work of the delivery; goods do not move.

    Parameters
    ----------
    kg_per_package
        What one package holds (a crate): the last one may be part empty.
    eur_per_package, minutes_per_package
        Its cost, cold packs included, and the time to fill it.
    order_minutes
        Taking the order and invoicing, for the whole delivery.
    eur_per_hour
        Value of the producer's hour.
    """

    moved_by: ClassVar[Mover | None] = None

    kg_per_package: float | None = None
    eur_per_package: Quantity = 0.0
    minutes_per_package: Quantity = 0.0
    order_minutes: Quantity = 0.0
    eur_per_hour: Quantity = 0.0
    hour_origin: Origin = DECLARED
    mass_kg: Quantity | None = None

    def __post_init__(self) -> None:
        check_numbers(
            self,
            "leg",
            eur_per_package=RATE,
            minutes_per_package=MINUTES,
            order_minutes=MINUTES,
            eur_per_hour=RATE,
        )
        check_optional(self, "leg", kg_per_package=SOME_MASS_KG, mass_kg=SOME_MASS_KG)
        check_scalars(self, "leg", "kg_per_package")

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """Packages, the time to fill them, the paper work."""
        check_broadcast(self, shipment)
        lines: list[Line] = []
        if self.kg_per_package is not None:
            packages = started(part_kg(self, shipment), self.kg_per_package)
            lines += self._packing(packages, leg_number)
        if anywhere(self.order_minutes != 0.0):
            lines.append(
                work_line(
                    Component.ORDERS, leg_number, self.order_minutes, self.eur_per_hour, hour=self.hour_origin
                )
            )
        return tuple(lines)

    def _packing(self, packages: Quantity, number: int) -> Iterator[Line]:
        if anywhere(self.eur_per_package != 0.0):
            yield packaging_line(packages, self.eur_per_package, number)
        if anywhere(self.minutes_per_package != 0.0):
            minutes = packages * self.minutes_per_package
            yield work_line(Component.PACKING_WORK, number, minutes, self.eur_per_hour, hour=self.hour_origin)

    def verdicts(self, shipment: Shipment) -> Iterator[Verdict]:
        """Nothing forbids to pack."""
        return iter(())
