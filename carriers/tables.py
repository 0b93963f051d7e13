"""Tariff grids and service areas as a person reads them: headers, rows and sentences, with no arithmetic."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from carriers.enums import BANDED_BASES, SolutionKind, TariffBasis
from carriers.models import ServiceArea, Solution, TariffBand, TariffGrid
from pat_logistics.formats import NNBSP, euro, kg, plain
from pat_logistics.vocabulary import Weekday

UNIT_PRICES = {
    TariffBasis.PARCEL: "{} le colis",
    TariffBasis.PER_100KG: "{} les 100 kg",
    TariffBasis.PALLET: "{} la palette",
    TariffBasis.STOP: "{} l’arrêt",
}
FLAT_PRICE = "{} l’envoi"
EVERY_ZONE = "Prix"


def _eur(amount: Decimal) -> str:
    return euro(float(amount))


def _kg(mass: Decimal) -> str:
    return kg(float(mass))


def _percent(share: Decimal) -> str:
    return f"{plain(float(share) * 100)} %"


@dataclass(frozen=True, slots=True)
class GridTable:
    """A grid with its bands in rows, its zones in columns, and its other conditions in sentences."""

    grid: TariffGrid
    headers: list[str]
    rows: list[list[str]]
    conditions: list[str]

    @property
    def is_narrow(self) -> bool:
        """Whether its columns hold side by side on a phone: the weights, and two zones at most."""
        return len(self.headers) <= 3


def grid_table(grid: TariffGrid) -> GridTable:
    # Bands left behind by a change of basis price nothing.
    bands = list(grid.bands.all()) if grid.basis in BANDED_BASES else []
    labels = {zone.code: zone.label for zone in grid.zones.all()}
    columns = list(dict.fromkeys(band.zone for band in bands))
    rows: dict[tuple, dict[str, TariffBand]] = defaultdict(dict)
    for band in bands:
        rows[band.min_kg, band.max_kg][band.zone] = band
    order = sorted(rows, key=lambda ends: (ends[0], ends[1] is None, ends[1] or 0))
    return GridTable(
        grid=grid,
        headers=["Poids", *(labels.get(zone, zone) or EVERY_ZONE for zone in columns)],
        rows=[[_weights(*ends), *(_price(grid, rows[ends].get(zone)) for zone in columns)] for ends in order],
        conditions=list(_conditions(grid, priced_zones=set(columns))),
    )


def _weights(low: Decimal, high: Decimal | None) -> str:
    if high is None:
        return f"à partir de {_kg(low)}" if low else "tous les poids"
    return f"de {plain(float(low))} à {_kg(high)}" if low else f"jusqu’à {_kg(high)}"


def _price(grid: TariffGrid, band: TariffBand | None) -> str:
    if band is None:
        return "–"
    return (FLAT_PRICE if band.flat else UNIT_PRICES[TariffBasis(grid.basis)]).format(_eur(band.price_eur))


def _conditions(grid: TariffGrid, priced_zones: set[str]) -> Iterator[str]:
    """Everything of the grid that its table does not show, one sentence each."""
    yield from _own_price(grid)
    if grid.minimum_eur:
        yield f"Minimum de facturation : {_eur(grid.minimum_eur)}."
    if grid.payant_pour:
        yield "Payant-pour : le prix du début de la tranche suivante s’applique quand il est plus bas."
    for share, regime in ((grid.chilled_share, "frais"), (grid.frozen_share, "surgelé")):
        if share:
            yield f"Supplément {regime} : {_percent(share)}."
    for zone in grid.zones.all():
        if zone.surcharge_share:
            yield f"{zone.label} : supplément de {_percent(zone.surcharge_share)}."
        if zone.surcharge_eur:
            yield f"{zone.label} : supplément de {_eur(zone.surcharge_eur)}."
    if grid.fuel_propulsion_share or grid.fuel_cold_share:
        yield (
            "Le prix suit celui du gazole : "
            f"part de {_percent(grid.fuel_propulsion_share + grid.fuel_cold_share)} (code des transports, "
            "article L3222-1)."
        )
    if grid.volumetric_kg_per_m3:
        yield f"Produit léger : 1 m³ compte au moins pour {_kg(grid.volumetric_kg_per_m3)}."
    for price, option in (
        (grid.appointment_eur, "Livraison sur rendez-vous"),
        (grid.tail_lift_eur, "Hayon"),
        (grid.weekend_eur, "Livraison le week-end"),
    ):
        if price:
            yield f"{option} : {_eur(price)}."
    if grid.return_eur:
        yield f"Reprise des emballages vides : {_eur(grid.return_eur)} pièce."
    if grid.on_quote_above_kg is not None:
        yield f"Sur devis au-delà de {_kg(grid.on_quote_above_kg)}."


def _own_price(grid: TariffGrid) -> Iterator[str]:
    """Prices that the grid itself carries, without bands."""
    if grid.percent_of_value is not None:
        yield f"{_percent(grid.percent_of_value)} de la valeur des produits."
    parts = [
        f"{_eur(price)} {unit}".strip()
        for price, unit in (
            (grid.fixed_eur, "par envoi"),
            (grid.eur_per_km, "par km"),
            (grid.eur_per_kg, "par kg"),
        )
        if price
    ]
    if parts:
        yield f"{' + '.join(parts)}."
    if grid.kg_per_pallet:
        yield f"Une palette compte {_kg(grid.kg_per_pallet)}."
    if grid.pickup_eur:
        load = (
            f", compté à nouveau tous les {_kg(grid.pickup_capacity_kg)}" if grid.pickup_capacity_kg else ""
        )
        yield f"Enlèvement : {_eur(grid.pickup_eur)}{load}."
    if grid.step_kg:
        yield (
            f"Au-dessus de {_kg(grid.step_from_kg)} : {_eur(grid.step_eur)} par tranche entamée de "
            f"{_kg(grid.step_kg)}."
        )


@dataclass(frozen=True, slots=True)
class AreaLine:
    """Areas of one role that share days, hour and delay, in one line."""

    places: list[str]
    days: str
    cut_off: str
    delay_hours: int | None


def weekdays_in_words(days: Iterable[int]) -> str:
    """`[1, 2, 3, 4, 5]` → « du lundi au vendredi »; `[2, 4]` → « mardi, jeudi »."""
    chosen = sorted(days)
    if not chosen:
        return "jours à confirmer"
    names = [str(Weekday(day).label) for day in chosen]
    if len(chosen) == len(Weekday):
        return "tous les jours"
    if len(chosen) > 2 and chosen[-1] - chosen[0] == len(chosen) - 1:
        return f"du {names[0]} au {names[-1]}"
    return ", ".join(names)


def hour_in_words(hour: datetime.time | None) -> str:
    """12:00 → « 12 h », 9:30 → « 9 h 30 », None → nothing."""
    if hour is None:
        return ""
    return f"{hour.hour}{NNBSP}h" + (f"{NNBSP}{hour.minute:02d}" if hour.minute else "")


def area_lines(areas: Iterable[ServiceArea], role: str) -> list[AreaLine]:
    lines: dict[tuple, list[str]] = defaultdict(list)
    for area in areas:
        if area.role == role:
            lines[tuple(area.weekdays), area.cut_off, area.delay_hours].append(area.place)
    return [
        AreaLine(places, weekdays_in_words(days), hour_in_words(cut_off), delay)
        for (days, cut_off, delay), places in lines.items()
    ]


def collection_title(solution: Solution) -> str:
    """Only a carrier and a shared round fetch goods; the other kinds say whom they are open to."""
    if solution.kind == SolutionKind.CARRIER:
        return "Enlèvement à la ferme"
    return "Ouvert aux producteurs de"
