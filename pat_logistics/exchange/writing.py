"""Tables as files, row after row in little memory: XLSX, or CSV that a French spreadsheet opens as it is."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, zip_longest
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import cell_autofit_width

from pat_logistics.forms.numbers import written

# A text that starts so would be run as a formula by a spreadsheet that opens a CSV.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
# No text of somebody's is read as a formula or a link.
WORKBOOK = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
SHEET_NAME_LENGTH = 31
CELL_LENGTH = 32_767  # the longest text that a cell of a workbook takes
DAY_PIXELS, MAX_PIXELS = 75, 1_790  # what a date takes, and what a workbook lets a column take
# What a file may take before it goes to the disk.
IN_MEMORY = 1_000_000

Cell = str | int | float | Decimal | date | None
File = IO[bytes]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to write. Without headers, the first cell of each row is what names it.

    `frozen` is how many columns stay in sight; `width` that of the columns in signs, 0 for that of what they
    hold. In a sheet `of_texts`, what people type stays as they typed it: no zero is lost.
    """

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    frozen: int = 1
    width: int = 0
    of_texts: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how sheets are written, and what the answer that carries them says it is."""

    write: Callable[[File, Iterable[Sheet]], None]
    content_type: str


def file_of(kind: str, sheets: Iterable[Sheet]) -> File:
    """The sheets as a file of this kind, to be read from its beginning; a large one is on the disk."""
    with ExitStack() as on_error:
        file = on_error.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        FORMATS[kind].write(file, sheets)
        file.seek(0)
        on_error.pop_all()
    return file


def bytes_of(kind: str, sheets: Iterable[Sheet]) -> bytes:
    with file_of(kind, sheets) as file:
        return file.read()


def safe(text: str) -> str:
    """A text that no spreadsheet runs as a formula when it opens a CSV."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def shown(cell: Cell) -> str:
    """A cell as French people write it: « 12,5 », « 31/12/2026 »; "" for nothing."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else written(cell)


def _write_csv(to: File, sheets: Iterable[Sheet]) -> None:
    """The first sheet: semicolons between the cells, a UTF-8 mark before."""
    sheet = next(iter(sheets))
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerows(map(_csv_cell, row) for row in chain([sheet.headers], sheet.rows))
    text.detach()


def _csv_cell(cell: Cell) -> str:
    return safe(cell) if isinstance(cell, str) else shown(cell)


def _write_xlsx(to: File, sheets: Iterable[Sheet]) -> None:
    """Real numbers and dates, in as many sheets."""
    with xlsxwriter.Workbook(to, WORKBOOK) as book:
        styles = {
            "name": book.add_format({"bold": True}),
            "text": book.add_format({"num_format": "@"}),
            "name of texts": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"}
            ),
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        for sheet in sheets:
            _Page(book.add_worksheet(sheet.name[:SHEET_NAME_LENGTH]), styles, sheet).write()


class _Page:
    """A sheet as it is written."""

    def __init__(self, page: Any, styles: dict[Any, Any], sheet: Sheet) -> None:
        self.page, self.styles, self.sheet = page, styles, sheet
        self.pixels: dict[int, int] = {}
        self.text = styles["text"] if sheet.of_texts else None
        self.bold = styles["name of texts" if sheet.of_texts else "name"]

    def write(self) -> None:
        headers = self.sheet.headers
        if headers:
            self.page.freeze_panes(1, self.sheet.frozen)
        lines = chain.from_iterable(map(_lines, chain([headers] if headers else [], self.sheet.rows)))
        last = 0
        for number, cells in enumerate(lines):
            last = max(last, len(cells) - 1)
            for place, cell in enumerate(cells):
                names = number == 0 if headers else place == 0
                self._write(number, place, cell, self.bold if names else self.text)
        if self.sheet.width:
            self.page.set_column(0, last, self.sheet.width, self.text)
        for place, pixels in self.pixels.items():
            self.page.set_column_pixels(place, place, min(pixels, MAX_PIXELS), self.text)

    def _write(self, line: int, place: int, cell: Cell, style: Any) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            self.page.write_string(line, place, cell, style)
        elif isinstance(cell, date):
            self.page.write_datetime(line, place, cell, self.styles[type(cell)])
        else:
            self.page.write_number(line, place, float(cell), style)
        if not self.sheet.width:
            self.pixels[place] = max(self.pixels.get(place, 0), _pixels(cell))


def _lines(row: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
    """A text too long for one cell goes on in the cells below: the library would drop it whole."""
    if not any(isinstance(cell, str) and len(cell) > CELL_LENGTH for cell in row):
        yield row
        return
    yield from zip_longest(*map(_parts, row))


def _parts(cell: Cell) -> list[Cell]:
    if not isinstance(cell, str) or len(cell) <= CELL_LENGTH:
        return [cell]
    return [cell[start : start + CELL_LENGTH] for start in range(0, len(cell), CELL_LENGTH)]


def _pixels(cell: Cell) -> int:
    if isinstance(cell, date):
        return DAY_PIXELS
    return max(map(cell_autofit_width, str(cell).split("\n")))


FORMATS = {
    "csv": Format(_write_csv, "text/csv; charset=utf-8"),
    "xlsx": Format(_write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
