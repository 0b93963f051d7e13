"""Grids as CSV and XLSX: ready for a spreadsheet, and for coming back unchanged."""

import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import xlsxwriter

from carriers.enums import BANDED_BASES
from carriers.exchange.columns import (
    BAND_COLUMNS,
    EVERY_COLUMN,
    GRID_COLUMNS,
    HEADERS,
    KEYS,
    ZONE_COLUMNS,
    Column,
    LineKind,
    in_file,
    shown,
)
from carriers.forms.grids import EVERY_BASIS_FIELD, fields_of
from carriers.models import TariffGrid
from pat_logistics.exchange.csv_files import csv_bytes
from pat_logistics.exchange.sheets import WRITING, safe

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


def as_csv(lines: Iterable[dict[str, Any]]) -> bytes:
    """Commas in decimals: what a French spreadsheet opens at a click."""
    return csv_bytes([HEADERS, *([_safe(line.get(header, "")) for header in HEADERS] for line in lines)])


def _safe(value: Any) -> str:
    return safe(value) if isinstance(value, str) else shown(value)


def as_xlsx(lines: Iterable[dict[str, Any]]) -> bytes:
    """Real numbers and dates; texts are never read as formulas nor links."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, WRITING) as book:
        sheet = book.add_worksheet(SHEET)
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.freeze_panes(1, 4)
        sheet.set_column(0, len(HEADERS) - 1, 16)
        for place, header in enumerate(HEADERS):
            sheet.write_string(0, place, header, bold)
        for number, line in enumerate(lines, start=1):
            for place, column in enumerate(EVERY_COLUMN):
                _write(sheet, number, place, line.get(column.header, ""), day)
    return stream.getvalue()


def _write(sheet: Any, number: int, place: int, value: Any, day: Any) -> None:
    if value == "":
        return
    if isinstance(value, Decimal):
        sheet.write_number(number, place, float(value))
    elif hasattr(value, "strftime"):
        sheet.write_datetime(number, place, value, day)
    else:
        sheet.write_string(number, place, str(value))
