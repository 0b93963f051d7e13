"""From a file someone sends to lines of text: whatever the file holds, an answer in French."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from carriers.exchange.columns import EVERY_COLUMN, KEYS, RETIRED, Kind
from carriers.exchange.writing import SHEET
from carriers.forms.grids import day_field
from pat_logistics.exchange.sheets import CONTROL, Number, Row, UnreadableFileError, rows_of
from pat_logistics.folding import fold

MAX_CELL = 1_000
EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)
DAY = day_field("")
COLUMN_OF = {fold(column.header): column for column in EVERY_COLUMN}
RETIRED_AS = {fold(header): header for header in RETIRED}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, by its number there; `cells` go from header to text, `faults` too.

    A date is told « 31/12/2026 » however it was written: it tells grids apart. `remarks` refuse nothing.
    """

    number: int
    cells: dict[str, str]
    faults: dict[str, str]
    remarks: list[str] = field(default_factory=list)


def read(content: bytes) -> list[Line]:
    """Lines of a CSV or XLSX file. Raises UnreadableFileError when the file as a whole makes no sense."""
    return _lines(rows_of(content, sheet=SHEET, is_header=lambda text: fold(text) in COLUMN_OF))


def _lines(rows: list[Row]) -> list[Line]:
    first = rows[0][1] if rows else []
    headers = _headers([_text(cell)[0] for cell in first])
    found = [_line(number, headers, row) for number, row in rows[1:]]
    if not found:
        raise UnreadableFileError("Ce fichier n’a que des titres de colonnes : aucune ligne à lire.")
    return found


def _headers(texts: list[str]) -> list[str | None]:
    """Name of the column at each place. Those we do not know are refused, not ignored."""
    headers: list[str | None] = []
    unknown = []
    for text in texts:
        column = COLUMN_OF.get(fold(text))
        headers.append(column.header if column else RETIRED_AS.get(fold(text)))
        if text and headers[-1] is None:
            unknown.append(text)
    missing = [column.header for column in KEYS if column.header not in headers]
    if missing:
        raise UnreadableFileError(
            f"Il manque la colonne « {missing[0]} ». La première ligne donne les titres des colonnes : "
            "partez du fichier d’exemple."
        )
    if unknown:
        raise UnreadableFileError(f"Nous ne connaissons pas la colonne « {unknown[0][:60]} ».")
    twice = next((header for header in headers if header and headers.count(header) > 1), None)
    if twice:
        raise UnreadableFileError(f"La colonne « {twice} » est là deux fois.")
    return headers


def _line(number: int, headers: list[str | None], row: list[Any]) -> Line:
    cells, faults, remarks = {}, {}, []
    for place, cell in enumerate(row):
        header = headers[place] if place < len(headers) else None
        column = COLUMN_OF.get(fold(header)) if header else None
        text, fault = _text(cell, column.kind if column else Kind.TEXT)
        if header is None:
            if text:
                faults["(sans titre)"] = f"« {text[:40]} » est dans une colonne sans titre."
        elif column is None:
            if text:
                remarks.append(f"{header} : {RETIRED[header]}")
        elif fault:
            faults[header] = fault
        elif text:
            cells[header] = text
    return Line(number, cells, faults, remarks)


def _text(cell: Any, kind: Kind = Kind.TEXT) -> tuple[str, str]:
    """Text of a cell, or what is wrong with it."""
    if isinstance(cell, Number):
        return ("", _serial_date(cell.value)) if kind is Kind.DATE else (str(cell).replace(".", ","), "")
    if isinstance(cell, bool):
        return ("oui" if cell else "non"), ""
    if isinstance(cell, datetime.date):
        if kind is not Kind.DATE:
            return "", "Une date n’est pas attendue ici."
        return _written(cell), ""
    text = str(cell or "").strip()
    if len(text) > MAX_CELL:
        return "", "Ce texte est trop long : 1 000 caractères au plus."
    if CONTROL.search(text):
        return "", "Cette cellule contient un caractère illisible."
    return _day(text) if kind is Kind.DATE and text else (text, "")


def _day(text: str) -> tuple[str, str]:
    """A date read as the form reads it, two figures of a year included."""
    if text.isdecimal():
        return "", _serial_date(Decimal(text[:9]))
    try:
        day = DAY.to_python(text)
    except ValidationError as error:
        return "", " ".join(error.messages)
    return (_written(day) if day else ""), ""


def _written(day: datetime.date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _serial_date(value: Decimal) -> str:
    """A bare number where a date is due; those of Excel count days since 1900."""
    if 20_000 < value < 80_000 and value == int(value):
        day = EXCEL_DAY_ZERO + datetime.timedelta(days=int(value))
        return f"{int(value)} est une date d’Excel ({day:%d/%m/%Y}) : mettez la colonne au format date."
    return "Ce n’est pas une date. Écrivez-la ainsi : 31/12/2026."
