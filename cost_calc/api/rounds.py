"""A round as its driver tells it: with what the references know of the vehicle and the hour."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.lines import Component, Line, Provenance, Quote
from cost_calc.engine.quantities import Quantity
from cost_calc.engine.shipment import Temperature
from cost_calc.engine.vehicles import KilometreRate, RoundCost, Vehicle
from cost_calc.pricing import adapters
from cost_calc.pricing.question import OwnMeans
from cost_calc.pricing.references import HOUR, ReferenceSet

WORK = {Component.DRIVING, Component.DELIVERY, Component.OTHER_WORK}


@dataclass(frozen=True)
class PricedRound:
    """A priced round, what is published of its vehicle, and its figures per kilo where the mass is known."""

    quote: Quote
    mass_kg: float | None
    co2_tank_to_wheel_kg: float | None = None
    nox_g: float | None = None
    pm_g: float | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.quote.lines

    @property
    def eur_per_kg(self) -> float | None:
        return None if self.mass_kg is None else float(self.quote.per_kg(self.mass_kg))

    @property
    def co2e_kg_per_kg(self) -> float | None:
        return None if self.mass_kg is None else float(self.quote.co2e_per_kg(self.mass_kg))


def price_round(
    *,
    vehicle: Mapping[str, float | str],
    distance_km: float,
    driving_minutes: float,
    at: datetime.date,
    delivery_minutes: float | None = None,
    other_minutes: float | None = None,
    eur_per_hour: float | None = None,
    other_eur: float | None = None,
    mass_kg: float | None = None,
    temperature: str = Temperature.AMBIENT,
) -> PricedRound:
    """Price a round by the Logicoût formula, in EUR, kgCO2e and minutes.

    `vehicle` holds either the `code` of a reference vehicle, whose emission is then well-to-wheel as in a
    comparison, or `eur_per_km` and `co2e_g_per_km`. An hour without a price is worth the reference value in
    force on `at`. Raises InvalidInput, which names the field.
    """
    references = ReferenceSet.at(at)
    is_reference = "code" in vehicle
    driven = RoundCost(
        _reference(str(vehicle["code"]), references) if is_reference else _declared(vehicle),
        distance_km=distance_km,
        driving_minutes=driving_minutes,
        delivery_minutes=delivery_minutes or 0.0,
        other_minutes=other_minutes or 0.0,
        eur_per_hour=references[HOUR] if eur_per_hour is None else eur_per_hour,
        other_eur=other_eur or 0.0,
        needs_cold=temperature != Temperature.AMBIENT,
    )
    if is_reference and driven.needs_cold and temperature not in driven.vehicle.temperatures:
        raise InvalidInput("temperature", "not_held", value=temperature)
    quote = driven.quote()
    if eur_per_hour is None:
        source = references.source(HOUR)
        lines = (
            replace(line, provenance=Provenance.REFERENCE, source=source) if line.component in WORK else line
            for line in quote.lines
        )
        quote = Quote(tuple(lines))
    published = driven.published_co2_kg() if is_reference else None
    return PricedRound(
        quote, mass_kg, *(_number(value) for value in (published, driven.nox_g(), driven.pm_g()))
    )


def _number(value: Quantity | None) -> float | None:
    return None if value is None else float(value)


def _declared(figures: Mapping[str, float | str]) -> Vehicle:
    return Vehicle(
        code="declared",
        label="",
        cost=KilometreRate(float(figures["eur_per_km"])),
        co2e_kg_per_km=float(figures["co2e_g_per_km"]) / 1000,
        provenance=Provenance.DECLARED,
    )


def _reference(code: str, references: ReferenceSet) -> Vehicle:
    row = references.vehicles.get(code)
    if row is None:
        raise InvalidInput("vehicle.code", "unknown", value=code)
    return adapters.vehicle(row, references, OwnMeans())
