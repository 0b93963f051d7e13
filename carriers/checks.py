"""What is wrong or odd in a grid as a whole: rules across its bands, which no column can hold."""

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from carriers.enums import BANDED_BASES, TariffBasis
from carriers.models import TariffBand, TariffGrid, TariffZone
from pat_logistics.formats import euro, kg, plain

FLAT_BASES = (TariffBasis.PARCEL, TariffBasis.STOP)


def errors(grid: TariffGrid, bands: list[TariffBand], zones: list[TariffZone]) -> Iterator[str]:
    """What keeps the grid from being saved."""
    codes = [zone.code for zone in zones]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"La zone « {code} » est donnée deux fois."
    if grid.basis not in BANDED_BASES:
        return
    if not bands:
        yield "Ce mode de calcul demande au moins une tranche de poids."
    for zone, rows in _by_zone(bands).items():
        for lower, upper in pairwise(rows):
            if lower.max_kg is None or lower.max_kg > upper.min_kg:
                both = f"{band_in_words(lower)} et {band_in_words(upper)}"
                yield f"{_place(zone)}les tranches {both} se recouvrent."


def warnings(grid: TariffGrid, bands: list[TariffBand], zones: list[TariffZone]) -> Iterator[str]:
    """What is allowed but looks like a slip."""
    if grid.vat_included and grid.vat_share is None:
        yield (
            "ces prix sont TTC, mais le taux de TVA manque : ils seraient comparés tels quels à des "
            "prix hors taxes."
        )
    if grid.basis not in BANDED_BASES:
        return
    codes = {zone.code for zone in zones}
    for zone, rows in _by_zone(bands).items():
        if zone and zone not in codes:
            yield f"La zone « {zone} » a des tranches, mais pas d’intitulé dans la liste des zones."
        yield from _about_rows(grid, zone, rows)


def _about_rows(grid: TariffGrid, zone: str, rows: list[TariffBand]) -> Iterator[str]:
    place = _place(zone)
    if rows[0].min_kg > 0 and not grid.payant_pour:
        yield f"{place}rien n’est prévu au-dessous de {kg(float(rows[0].min_kg))}."
    for lower, upper in pairwise(rows):
        if lower.max_kg is not None and lower.max_kg < upper.min_kg:
            hole = f"de {kg(float(lower.max_kg))} à {kg(float(upper.min_kg))}"
            yield (
                f"{place}aucun prix n’est écrit {hole} : le calculateur prend celui de la tranche "
                f"d’au-dessus ({band_in_words(upper)})."
            )
        if _is_flat(grid, lower) and _is_flat(grid, upper) and upper.price_eur < lower.price_eur:
            prices = f"{euro(float(upper.price_eur))} après {euro(float(lower.price_eur))}"
            yield f"{place}un envoi plus lourd coûte moins cher ({prices}, {band_in_words(upper)})."
        if not _is_flat(grid, lower) and not _is_flat(grid, upper) and upper.price_eur > lower.price_eur:
            yield f"{place}le prix unitaire monte avec le poids ({band_in_words(upper)})."
    if grid.payant_pour:
        yield from _never_paid(grid, place, rows)
    last = rows[-1]
    if last.max_kg is not None and not (
        grid.on_quote_above_kg is not None and grid.on_quote_above_kg <= last.max_kg
    ):
        yield (
            f"{place}au-delà de {kg(float(last.max_kg))}, il n’y a pas de prix. Écrivez « sur devis au-delà "
            "de » si c’est voulu."
        )


def _never_paid(grid: TariffGrid, place: str, rows: list[TariffBand]) -> Iterator[str]:
    """Bands that cost more, from their first kilo on, than the start of a heavier one."""
    for number, band in enumerate(rows[:-1]):
        cheapest = min(rows[number + 1 :], key=lambda row: _first_price(grid, row))
        if _first_price(grid, band) > _first_price(grid, cheapest):
            yield (
                f"{place}la tranche {band_in_words(band)} ne sert jamais : avec le payant-pour, on paie le "
                f"début de la tranche {band_in_words(cheapest)}, {euro(_first_price(grid, cheapest))}."
            )


def _first_price(grid: TariffGrid, band: TariffBand) -> float:
    """What the lightest load of a band pays."""
    if _is_flat(grid, band):
        return float(band.price_eur)
    if grid.basis == TariffBasis.PALLET and grid.kg_per_pallet:
        return float(band.price_eur) * math.ceil(band.min_kg / grid.kg_per_pallet)
    return float(band.price_eur * band.min_kg / 100)


def _by_zone(bands: list[TariffBand]) -> dict[str, list[TariffBand]]:
    found: dict[str, list[TariffBand]] = defaultdict(list)
    for band in sorted(bands, key=lambda band: band.min_kg):
        found[band.zone].append(band)
    return found


def _is_flat(grid: TariffGrid, band: TariffBand) -> bool:
    return band.flat or grid.basis in FLAT_BASES


def _place(zone: str) -> str:
    return f"Zone {zone} : " if zone else ""


def band_in_words(band: TariffBand) -> str:
    """« de 30 à 60 kg », « 1 000 kg et plus »; also for an event of its history."""
    if band.max_kg is None:
        return f"{kg(float(band.min_kg))} et plus"
    return f"de {plain(float(band.min_kg))} à {kg(float(band.max_kg))}"
