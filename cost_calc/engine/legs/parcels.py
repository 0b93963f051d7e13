"""Parcel post: its list by the address, and what the packing costs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from cost_calc.engine.carbon import CarbonMethod, EnergyFactor, LevelOneRow, ParcelModel
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.legs.bought import Bought, check_bought, class_carbon
from cost_calc.engine.legs.common import (
    Mover,
    check_broadcast,
    own_work,
    part_kg,
    unknown_carbon,
)
from cost_calc.engine.legs.preparation import packaging_line
from cost_calc.engine.lines import DECLARED, Component, Formula, Input, Line, Origin, Provenance
from cost_calc.engine.quantities import (
    ADDRESSES,
    EUR,
    MINUTES,
    RATE,
    Quantity,
    anywhere,
    check_numbers,
    check_optional,
    check_scalars,
    check_type,
)
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Tariff
from cost_calc.engine.verdicts import Verdict


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
    packing_eur
        The same with his time: what makes two light parcels dearer than the list says.
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
    packing_eur: Quantity = 0.0
    minutes_per_parcel: Quantity = 0.0
    eur_per_hour: Quantity = 0.0
    time_origin: Origin = DECLARED
    hour_origin: Origin = DECLARED
    distance_provenance: Provenance = Provenance.ESTIMATED

    def __post_init__(self) -> None:
        check_numbers(
            self,
            "leg",
            addresses=ADDRESSES,
            eur_per_parcel=RATE,
            packing_eur=EUR,
            minutes_per_parcel=MINUTES,
        )
        check_type(self, "leg", parcel_model=(ParcelModel, type(None)))
        check_optional(self, "leg", uplift=RATE)
        check_scalars(self, "leg", "uplift")
        if self.delivery not in ("home", "relay"):
            raise InvalidInput("leg.delivery", "unknown", value=self.delivery)
        check_bought(self)

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """Price and supplements of the list, the producer's own time, carbon."""
        mass = part_kg(self, shipment)
        bought = self._posted_lines(shipment, mass, leg_number)
        if method is CarbonMethod.FR_LEVEL_1:
            return (*bought, class_carbon(self, mass, leg_number, method, km=self.distance_km))
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
        # A set of parcels is chosen at the prices of the list, its VAT included.
        packing = self.packing_eur * (1.0 + self.tariff.vat_rate)
        lines = self.tariff.lines(
            shipment,
            leg=number,
            mass_kg=each,
            zone=self.zone,
            options=self.options,
            distance_km=self.distance_km,
            distance_provenance=self.distance_provenance,
            packing_eur=packing,
        )
        if anywhere(self.addresses != 1.0):
            lines = tuple(_times(line, self.addresses) for line in lines)
        parcels = self.tariff.parcel_count(shipment, each, self.zone, packing)
        return (*lines, *self._packing(parcels, number))

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
