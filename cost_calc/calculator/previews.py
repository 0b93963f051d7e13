"""What a grid charges for typical weights, by the very engine of the comparison."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from carriers.enums import TariffBasis
from carriers.models import ServiceArea, Solution, TariffGrid
from cost_calc.engine.lines import Component
from cost_calc.engine.quantities import total
from cost_calc.engine.shipment import Shipment, Temperature
from cost_calc.engine.tariffs import Tariff
from cost_calc.engine.verdicts import Code
from cost_calc.pricing import adapters
from pat_logistics.formats import euro, kg
from pat_logistics.vocabulary import Temperature as Regime

WEIGHTS_KG = (1, 5, 10, 20, 30, 50, 100, 300, 500, 800)
# Said beside the prices that depend on them.
ASSUMED_KM = 100.0
ASSUMED_EUR_PER_KG = 10.0
NO_PRICE = {
    Code.ON_QUOTE: "sur devis",
    Code.OVER_MAX_WEIGHT: "hors grille : trop lourd",
    Code.UNDER_MIN_WEIGHT: "hors grille : trop léger",
}


@dataclass(frozen=True, slots=True)
class PreviewTable:
    """One zone: a row per weight, a column per temperature."""

    title: str
    headers: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Preview:
    tables: list[PreviewTable]
    assumption: str


def preview(grid: TariffGrid, solution: Solution) -> Preview:
    """Prices excluding VAT of a grid, saved or not. Raises InvalidInput for one the engine refuses."""
    assumptions = {
        TariffBasis.PERCENT: "Pour des produits qui valent 10 € le kilo.",
        TariffBasis.FIXED_VARIABLE: "Pour 100 km.",
    }
    return Preview(
        tables=[_table(grid, solution, zone, label) for zone, label in _zones(grid)],
        assumption=assumptions.get(TariffBasis(grid.basis), ""),
    )


def _zones(grid: TariffGrid) -> Iterator[tuple[str, str]]:
    """Zones to show: the base price where there is one, then each zone of the grid."""
    labels = {zone.code: zone.label for zone in grid.zones.all()}
    priced = {band.zone for band in grid.bands.all()}
    if "" in priced or not (priced or labels):
        yield "", "Prix de base"
    # A zone without a price of its own takes the base price; without one, it is a supplement of collections.
    shown = priced | set(labels) if "" in priced or not priced else priced
    for zone in sorted(shown - {""}):
        yield zone, f"Zone {zone}" + (f" : {labels[zone]}" if zone in labels else "")


def _table(grid: TariffGrid, solution: Solution, zone: str, title: str) -> PreviewTable:
    regimes = solution.temperatures or [Regime.AMBIENT]
    tariff, code = adapters.tariff(grid, solution, ServiceArea(zone=zone), None)
    return PreviewTable(
        title=title,
        headers=["Poids", *(str(Regime(regime).label).capitalize() for regime in regimes)],
        rows=[
            [
                kg(mass),
                *(price_in_words(tariff, solution, mass, Temperature(regime), code) for regime in regimes),
            ]
            for mass in WEIGHTS_KG
        ],
    )


def price_in_words(tariff: Tariff, solution: Solution, mass_kg: float, regime: Temperature, zone: str) -> str:
    """The price of one shipment and what made it, or why there is none."""
    value = mass_kg * ASSUMED_EUR_PER_KG if tariff.percent_of_value is not None else None
    shipment = Shipment(mass_kg=float(mass_kg), temperature=regime, goods_value_eur=value)
    if solution.on_quote_above_kg is not None and mass_kg > solution.on_quote_above_kg:
        return NO_PRICE[Code.ON_QUOTE]
    if solution.max_kg is not None and mass_kg > solution.max_kg:
        return "trop lourd pour ce service"
    if solution.min_kg is not None and mass_kg < solution.min_kg:
        return "trop léger pour ce service"
    for verdict in tariff.verdicts(shipment, shipment.mass_kg, zone):
        if bool(verdict.where) and verdict.code in NO_PRICE:
            return NO_PRICE[verdict.code]
    price = price_of(tariff, shipment, zone)
    if price != price:  # NaN: the list has a hole here
        return "hors grille : aucun prix"
    notes = [*_notes(tariff, shipment, zone, price)]
    return euro(price) + (f" ({', '.join(notes)})" if notes else "")


def price_of(tariff: Tariff, shipment: Shipment, zone: str) -> float:
    """EUR excluding VAT, NaN outside the list."""
    lines = tariff.lines(shipment, zone=zone, distance_km=ASSUMED_KM)
    return float(total([line.eur for line in lines]))


def _notes(tariff: Tariff, shipment: Shipment, zone: str, price: float) -> Iterator[str]:
    lines = tariff.lines(shipment, zone=zone, distance_km=ASSUMED_KM)
    if any(line.component == Component.MINIMUM for line in lines):
        yield "minimum appliqué"
    plain = price_of(replace(tariff, payant_pour=False), shipment, zone)
    if tariff.payant_pour and (plain != plain or plain > price + 1e-9):
        yield "payant-pour appliqué"
    parcels = sum(one.value for one in lines[0].inputs if one.name == "parcels")
    if parcels > 1:
        yield f"{parcels:.0f} colis"
