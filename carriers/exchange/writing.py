"""Grids as CSV and XLSX: ready for a spreadsheet, and for coming back unchanged."""

from collections.abc import Iterable
from typing import Any

from carriers.enums import BANDED_BASES
from carriers.exchange.columns import (
    BAND_COLUMNS,
    GRID_COLUMNS,
    HEADERS,
    KEYS,
    ZONE_COLUMNS,
    LineKind,
)
from carriers.forms.grids import EVERY_BASIS_FIELD, fields_of
from carriers.models import TariffGrid
from pat_logistics.exchange.columns import Column, in_file
from pat_logistics.exchange.writing import Sheet

SHEET = "Grilles"


def lines_of(grid: TariffGrid) -> list[dict[str, Any]]:
    """A grid in lines, from header to value: itself, then its zones and its bands."""
    keys = {
        "Service": grid.solution.slug,
        "Usage": in_file(KEYS[2], grid.purpose),
        "Valable du": grid.first_day,
    }
    matter = fields_of(grid.basis)
    own = [c for c in GRID_COLUMNS if c.field in matter or c.field not in EVERY_BASIS_FIELD]
    lines = [{"Ligne": LineKind.GRID.value, **keys, **_cells(grid, own), "Valable au": grid.last_day or ""}]
    zones = sorted(grid.zones.all(), key=lambda zone: zone.code)
    lines += [{"Ligne": LineKind.ZONE.value, **keys, **_cells(zone, ZONE_COLUMNS)} for zone in zones]
    bands = grid.bands.all() if grid.basis in BANDED_BASES else []
    bands = sorted(bands, key=lambda band: (band.zone, band.min_kg))
    return lines + [{"Ligne": LineKind.BAND.value, **keys, **_cells(band, BAND_COLUMNS)} for band in bands]


def _cells(row: Any, columns: Iterable[Column]) -> dict[str, Any]:
    return {c.header: in_file(c, getattr(row, c.field)) for c in columns if c.field != "valid_to"}


def sheet_of(lines: Iterable[dict[str, Any]]) -> Sheet:
    """What tells the grid of a line stays in sight."""
    rows = ([line.get(header, "") for header in HEADERS] for line in lines)
    return Sheet(SHEET, HEADERS, rows, frozen=len(KEYS), width=16)
