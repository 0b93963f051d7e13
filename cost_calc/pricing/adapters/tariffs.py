"""A price list of the database as the engine reads it."""

import functools
import threading
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Model

from carriers.enums import BANDED_BASES
from carriers.models import ServiceArea, Solution, TariffGrid
from cost_calc.engine.shipment import Temperature
from cost_calc.engine.tariffs import Band, Basis, FuelIndexation, Rounding, StopSteps, Tariff, Zone

# Names the supplement of a collection zone where the delivery has no zone of its own.
COLLECTION_ZONE = "(enlèvement)"
# What a solution without a grid in force charges: nobody knows, from the first kilo.
ON_QUOTE = Tariff(Basis.FIXED_VARIABLE, on_quote_above_kg=0.0)
# Numbers that a grid and a list of the engine call alike: nothing where left empty, or not known.
AMOUNTS = ("minimum_eur", "return_eur", "fixed_eur", "eur_per_km", "eur_per_kg")
IF_ANY = ("volumetric_kg_per_m3", "on_quote_above_kg", "percent_of_value", "kg_per_pallet")
OPTIONS = ("appointment", "tail_lift", "weekend")
# Lists made, by all that their rows say: no change of a row can go unseen.
LISTS_HELD = 1_000
_made: dict[Any, Tariff] = {}
_making = threading.Lock()


def tariff(
    grid: TariffGrid | None, solution: Solution, delivery: ServiceArea | None, collection: ServiceArea | None
) -> tuple[Tariff, str]:
    """The grid as it applies between two areas, and the zone to read it in.

    Without a grid, or with an empty one, the price is on quote. The delivery zone chooses the prices and adds
    its supplement; the collection zone only adds its own. Rows that say the same make one list, which is kept
    for the comparisons to come.
    """
    if grid is None or (grid.basis in BANDED_BASES and not grid.bands.all()):
        return ON_QUOTE, ""
    zone = _zone(grid, delivery)
    said = (
        solution.max_parcel_kg,
        zone,
        *(area and area.zone for area in (delivery, collection)),
        *(_columns(row) for row in (grid, *grid.bands.all(), *grid.zones.all())),
    )
    found = _made.get(said)
    if found is None:
        found = _tariff(grid, solution, zone, (delivery, collection))
        with _making:
            if len(_made) >= LISTS_HELD:
                del _made[next(iter(_made))]
            _made[said] = found
    return found, zone


def _columns(row: Model) -> tuple[Any, ...]:
    """What a row holds in its own table."""
    values = row.__dict__
    return tuple(values.get(column) for column in _names(type(row)))


@functools.cache
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def _tariff(grid: TariffGrid, solution: Solution, zone: str, areas: Iterable[ServiceArea | None]) -> Tariff:
    return Tariff(
        basis=Basis(grid.basis),
        bands=_bands(grid),
        zones=(_supplement(zone, grid, areas),),
        max_parcel_kg=_number(solution.max_parcel_kg),
        **_rules(grid),
    )


def _zone(grid: TariffGrid, delivery: ServiceArea | None) -> str:
    """The zone of the delivery, where the grid knows it."""
    if not delivery or not delivery.zone:
        return COLLECTION_ZONE
    priced = {band.zone for band in grid.bands.all()} | {row.code for row in grid.zones.all()}
    return delivery.zone if delivery.zone in priced else COLLECTION_ZONE


def _supplement(zone: str, grid: TariffGrid, areas: Iterable[ServiceArea | None]) -> Zone:
    """What both ends add together, under the name of the zone that is read."""
    by_code = {row.code: row for row in grid.zones.all()}
    rows = [by_code[area.zone] for area in areas if area and area.zone in by_code]
    return Zone(
        zone, float(sum(row.surcharge_share for row in rows)), float(sum(row.surcharge_eur for row in rows))
    )


def _bands(grid: TariffGrid) -> tuple[Band, ...]:
    if grid.basis not in BANDED_BASES:
        return ()
    return tuple(
        Band(float(band.min_kg), _number(band.max_kg), float(band.price_eur), band.zone, flat=band.flat)
        for band in grid.bands.all()
    )


def _rules(grid: TariffGrid) -> dict[str, Any]:
    """All that the list says besides its bands and zones."""
    return {
        **{name: _number(getattr(grid, name)) or 0.0 for name in AMOUNTS},
        **{name: _number(getattr(grid, name)) for name in IF_ANY},
        "payant_pour": grid.payant_pour,
        "roundings": _roundings(grid),
        "temperature_shares": _temperature_shares(grid),
        "fuel": _fuel(grid),
        "options": _options(grid),
        "steps": _steps(grid),
        "vat_rate": float(grid.vat_share) if grid.vat_included and grid.vat_share else 0.0,
        "source": _source(grid),
    }


def _roundings(grid: TariffGrid) -> tuple[Rounding, ...]:
    steps = ((100.0, grid.round_below_100_kg), (None, grid.round_above_100_kg))
    return tuple(Rounding(below, float(step)) for below, step in steps if step)


def _temperature_shares(grid: TariffGrid) -> dict[Temperature, float]:
    return {
        Temperature.CHILLED: float(grid.chilled_share),
        Temperature.FROZEN: float(grid.frozen_share),
    }


def _fuel(grid: TariffGrid) -> FuelIndexation:
    return FuelIndexation(
        float(grid.fuel_propulsion_share),
        _change(grid.fuel_index_base, grid.fuel_index_current),
        float(grid.fuel_cold_share),
        _change(grid.cold_index_base, grid.cold_index_current),
    )


def _options(grid: TariffGrid) -> dict[str, float]:
    prices = {code: getattr(grid, f"{code}_eur") for code in OPTIONS}
    return {code: float(price) for code, price in prices.items() if price is not None}


def _steps(grid: TariffGrid) -> StopSteps | None:
    """Started steps and the pickup; None where the list has neither."""
    if grid.step_kg is None and grid.pickup_eur is None:
        return None
    return StopSteps(
        from_kg=_number(grid.step_from_kg) or 0.0,
        step_kg=_number(grid.step_kg) or 1.0,
        step_eur=_number(grid.step_eur) or 0.0,
        pickup_eur=_number(grid.pickup_eur) or 0.0,
        pickup_capacity_kg=_number(grid.pickup_capacity_kg),
    )


def _source(grid: TariffGrid) -> str:
    parts = [grid.name, "exemple, non contractuel" if grid.is_example else grid.source]
    if grid.vat_included and not grid.vat_share:
        parts.append(f"prix {grid.vat_in_words}")
    return ", ".join(parts)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _change(base: Decimal | None, current: Decimal | None) -> float:
    return float(current / base - 1) if base and current else 0.0
