"""Tables that someone sends, CSV or XLSX: whatever the file holds, rows of cells or an answer in French."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL

MAX_BYTES = 2_000_000
MAX_UNZIPPED_BYTES = 40_000_000
MAX_LINES = 5_000
MAX_COLUMNS = 80
ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DELIMITERS = ";,\t"
# UTF-8 read as cp1252: « é » becomes « Ã© ».
MOJIBAKE = re.compile("Ã[\u0080-\u00bf©¨ª«§´®¯¢¹»]|â€")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# A text that starts so would be run as a formula by a spreadsheet that opens a CSV.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
NEITHER = "Ce fichier n’est ni un CSV ni un XLSX lisible."
BROKEN = "Ce fichier XLSX est abîmé. Enregistrez-le de nouveau, ou en CSV."
# How a workbook is written: row after row, and no text of somebody's is read as a formula or a link.
WRITING = {
    "constant_memory": True,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Number of the line in the file, and its cells.
Row = tuple[int, list[Any]]


class UnreadableFileError(Exception):
    """Why a file cannot be read at all, in French."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of an XLSX; one shown as a percentage is stored as a share."""

    value: Decimal
    is_percent: bool


def check(content: bytes) -> None:
    """Refuse what is empty, too large, or of another age."""
    if not content.strip():
        raise UnreadableFileError("Ce fichier est vide.")
    if len(content) > MAX_BYTES:
        raise UnreadableFileError("Ce fichier est trop gros : 2 Mo au plus.")
    if content.startswith(OLE_START):
        raise UnreadableFileError("C’est un ancien fichier Excel (.xls). Enregistrez-le en .xlsx ou en CSV.")


def rows_of(content: bytes, *, sheet: str, is_header: Callable[[str], bool]) -> Iterator[Row]:
    """Rows of a CSV, or of one sheet of an XLSX: `sheet` when it is there, else the first.

    `is_header` knows the names of columns: the delimiter of a CSV is the one that finds most of them.
    """
    check(content)
    if not content.startswith(ZIP_START):
        yield from _csv_rows(content, is_header, MAX_COLUMNS)
        return
    with _Book(content) as book:
        yield from book.rows(sheet if sheet in book.names else book.names[0], MAX_COLUMNS)


def tables_of(
    content: bytes, *, is_header: Callable[[str], bool], max_columns: int = MAX_COLUMNS
) -> dict[str, list[Row]]:
    """Rows that hold something, by sheet; those of a CSV stand under an empty name."""
    check(content)
    if not content.startswith(ZIP_START):
        return {"": _filled(_csv_rows(content, is_header, max_columns))}
    with _Book(content) as book:
        return {name: _filled(book.rows(name, max_columns)) for name in book.names}


def _filled(rows: Iterable[Row]) -> list[Row]:
    found: list[Row] = []
    for number, cells in rows:
        if number > MAX_LINES + 1:
            raise UnreadableFileError("Ce fichier a plus de 5 000 lignes : coupez-le en plusieurs.")
        if any(cell not in (None, "") for cell in cells):
            found.append((number, cells))
    return found


# --- CSV -----------------------------------------------------------------------------------------------


def _csv_rows(content: bytes, is_header: Callable[[str], bool], max_columns: int) -> Iterator[Row]:
    text = _decoded(content)
    head = text.split("\n", 1)[0]
    delimiter = max(
        DELIMITERS, key=lambda sign: sum(is_header(part.strip().strip('"')) for part in head.split(sign))
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if len(row) > max_columns:
                raise UnreadableFileError(f"La ligne {reader.line_num} a plus de {max_columns} colonnes.")
            yield reader.line_num, [_unescaped(cell) for cell in row]
    except csv.Error as error:
        raise UnreadableFileError(
            f"La ligne {reader.line_num} est mal formée : vérifiez les guillemets."
        ) from error


def safe(text: str) -> str:
    """A text that no spreadsheet runs as a formula when it opens a CSV."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _unescaped(cell: str) -> str:
    """Without the apostrophe that keeps a text from being a formula."""
    return cell[1:] if cell.startswith("'") else cell


def _decoded(content: bytes) -> str:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if is_utf16 else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if CONTROL.search(text):
            break
        if encoding == "cp1252" and (found := MOJIBAKE.search(text)):
            number = text.count("\n", 0, found.start()) + 1
            raise UnreadableFileError(
                f"Deux façons d’écrire les accents se mélangent (ligne {number}). Enregistrez le fichier en "
                "« CSV UTF-8 »."
            )
        return text
    raise UnreadableFileError(NEITHER)


# --- XLSX ----------------------------------------------------------------------------------------------

# What the standard library and openpyxl let through on a broken file.
_BROKEN = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    OSError,
    EOFError,
    OverflowError,
    RuntimeError,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
)


class _Book:
    """A workbook, open for reading; inside `with`, what breaks it is answered in French."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __enter__(self) -> "_Book":
        _check_archive(self.content)
        try:
            self.book = openpyxl.load_workbook(
                io.BytesIO(self.content), read_only=True, data_only=False, keep_links=False
            )
            self.names = [sheet.title for sheet in self.book.worksheets]
        except _BROKEN as error:
            raise UnreadableFileError(BROKEN) from error
        if not self.names:
            raise UnreadableFileError(NEITHER)
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    def rows(self, name: str, max_columns: int) -> Iterator[Row]:
        try:
            sheet = self.book[name]
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(), start=1):
                if number > MAX_LINES + 1:
                    raise UnreadableFileError("Ce fichier a plus de 5 000 lignes : coupez-le en plusieurs.")
                if any(_cell(cell, number) for cell in row[max_columns:] if cell is not EMPTY_CELL):
                    raise UnreadableFileError(f"La ligne {number} a plus de {max_columns} colonnes.")
                cells = row[:max_columns]
                yield number, [None if cell is EMPTY_CELL else _cell(cell, number) for cell in cells]
        except _BROKEN as error:
            raise UnreadableFileError(BROKEN) from error


def _check_archive(content: bytes) -> None:
    """Refuse what would swell, run, or pull other files in, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > 200 or sum(entry.file_size for entry in entries) > MAX_UNZIPPED_BYTES:
                raise UnreadableFileError("Ce fichier est trop gros une fois ouvert.")
            if any("vbaProject" in name for name in names):
                raise UnreadableFileError("Ce fichier contient des macros. Enregistrez-le en .xlsx simple.")
            if "xl/workbook.xml" not in names:
                raise UnreadableFileError(NEITHER)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_part(entry.filename, archive.read(entry))
    except _BROKEN as error:
        raise UnreadableFileError(BROKEN) from error


def _check_part(name: str, xml: bytes) -> None:
    # A NUL: UTF-16, in which these words would not be found, and which no spreadsheet writes.
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\0" in xml:
        raise UnreadableFileError("Ce fichier XLSX n’est pas sûr : il a été refusé.")
    if name.startswith("xl/worksheets/") and b"<mergeCell " in xml:
        raise UnreadableFileError("Des cellules sont fusionnées. Séparez-les : une case par valeur.")


def _cell(cell: Any, number: int) -> Any:
    value = cell.value
    if getattr(cell, "data_type", "") == "f":
        raise UnreadableFileError(
            f"Ligne {number}, colonne {cell.column_letter} : c’est une formule. "
            "Copiez, puis collez les valeurs."
        )
    if getattr(cell, "data_type", "") == "e":
        return "#ERREUR"
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return Number(Decimal(repr(value)), "%" in (cell.number_format or ""))
        except InvalidOperation:
            return str(value)
    return value
