"""From the rows of a sheet to lines under known columns, each cell a text or told why not."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from pat_logistics.exchange.columns import Column, Kind
from pat_logistics.exchange.sheets import CONTROL, Number, Row, UnreadableFileError
from pat_logistics.folding import fold
from pat_logistics.forms.fields import day_field

MAX_CELL = 1_000
EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)
DAY = day_field("")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, by its number there; `cells` go from header to text, `faults` too.

    A date is told « 31/12/2026 » however it was written: two lines are compared by it. `remarks` refuse
    nothing.
    """

    number: int
    cells: dict[str, str]
    faults: dict[str, str]
    remarks: list[str] = field(default_factory=list)


class Columns:
    """What a file may have: `keys` it must; `retired` headers say why they are not read any more."""

    def __init__(
        self, columns: Iterable[Column], *, keys: Iterable[Column], retired: Mapping[str, str]
    ) -> None:
        self.keys, self.retired = tuple(keys), retired
        self.named = {fold(column.header): column for column in columns}
        self.retired_as = {fold(header): header for header in retired}

    def is_header(self, text: str) -> bool:
        return fold(text) in self.named

    def lines(self, rows: list[Row]) -> list[Line]:
        """Raises UnreadableFileError when the file as a whole makes no sense."""
        first = rows[0][1] if rows else []
        headers = self._headers([_text(cell)[0] for cell in first])
        found = [self._line(number, headers, row) for number, row in rows[1:]]
        if not found:
            raise UnreadableFileError("Ce fichier n’a que des titres de colonnes : aucune ligne à lire.")
        return found

    def _headers(self, texts: list[str]) -> list[str | None]:
        """Name of the column at each place. Those we do not know are refused, not ignored."""
        headers: list[str | None] = []
        unknown = []
        for text in texts:
            column = self.named.get(fold(text))
            headers.append(column.header if column else self.retired_as.get(fold(text)))
            if text and headers[-1] is None:
                unknown.append(text)
        missing = [column.header for column in self.keys if column.header not in headers]
        if missing:
            raise UnreadableFileError(
                f"Il manque la colonne « {missing[0]} ». La première ligne donne les titres des colonnes : "
                "partez du fichier d’exemple."
            )
        if unknown:
            raise UnreadableFileError(f"Nous ne connaissons pas la colonne « {unknown[0][:60]} ».")
        if twice := there_twice(headers):
            raise UnreadableFileError(f"La colonne « {twice} » est là deux fois.")
        return headers

    def _line(self, number: int, headers: list[str | None], row: list[Any]) -> Line:
        cells, faults, remarks = {}, {}, []
        for place, cell in enumerate(row):
            header = headers[place] if place < len(headers) else None
            column = self.named.get(fold(header)) if header else None
            text, fault = _text(cell, column.kind if column else Kind.TEXT)
            if header is None:
                if text:
                    faults["(sans titre)"] = f"« {text[:40]} » est dans une colonne sans titre."
            elif column is None:
                if text:
                    remarks.append(f"{header} : {self.retired[header]}")
            elif fault:
                faults[header] = fault
            elif text:
                cells[header] = text
        return Line(number, cells, faults, remarks)


def there_twice(headers: Iterable[str | None]) -> str:
    """The first header that two columns have; "" when there is none."""
    seen: set[str] = set()
    for header in filter(None, headers):
        if header in seen:
            return header
        seen.add(header)
    return ""


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
