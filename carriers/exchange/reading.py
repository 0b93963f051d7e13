"""From a file someone sends to lines of text: whatever the file holds, an answer in French."""

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl

from carriers.exchange.columns import EVERY_COLUMN, KEYS, Kind, folded
from carriers.exchange.writing import SHEET
from carriers.forms.fields import written

MAX_BYTES = 2_000_000
MAX_UNZIPPED_BYTES = 40_000_000
MAX_LINES = 5_000
MAX_COLUMNS = 80
MAX_CELL = 1_000
ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DELIMITERS = ";,\t"
# UTF-8 read as cp1252: « é » becomes « Ã© ».
MOJIBAKE = re.compile("Ã[\u0080-\u00bf©¨ª«§´®¯¢¹»]|â€")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
EXCEL_DAY_ZERO = date(1899, 12, 30)
COLUMN_OF = {folded(column.header): column for column in EVERY_COLUMN}


class UnreadableFileError(Exception):
    """Why a file cannot be read at all, in French."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, by its number there; `cells` go from header to text, `faults` too."""

    number: int
    cells: dict[str, str]
    faults: dict[str, str]


def read(content: bytes) -> list[Line]:
    """Lines of a CSV or XLSX file. Raises UnreadableFileError when the file as a whole makes no sense."""
    if not content.strip():
        raise UnreadableFileError("Ce fichier est vide.")
    if len(content) > MAX_BYTES:
        raise UnreadableFileError("Ce fichier est trop gros : 2 Mo au plus.")
    if content.startswith(OLE_START):
        raise UnreadableFileError("C’est un ancien fichier Excel (.xls). Enregistrez-le en .xlsx ou en CSV.")
    rows = _xlsx_rows(content) if content.startswith(ZIP_START) else _csv_rows(content)
    return _lines(rows)


def _lines(rows: Any) -> list[Line]:
    rows = iter(rows)
    number, first = next(rows, (0, []))
    headers = _headers([_text(cell)[0] for cell in first])
    found = []
    for number, row in rows:
        if number > MAX_LINES + 1:
            raise UnreadableFileError("Ce fichier a plus de 5 000 lignes : coupez-le en plusieurs.")
        line = _line(number, headers, row)
        if line.cells or line.faults:
            found.append(line)
    if not found:
        raise UnreadableFileError("Ce fichier n’a que des titres de colonnes : aucune ligne à lire.")
    return found


def _headers(texts: list[str]) -> list[str | None]:
    """Name of the column at each place. Those we do not know are refused, not ignored."""
    known = [COLUMN_OF.get(folded(text)) for text in texts]
    unknown = [text for text, column in zip(texts, known, strict=True) if text and column is None]
    headers = [column.header if column else None for column in known]
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
    cells, faults = {}, {}
    for place, cell in enumerate(row):
        header = headers[place] if place < len(headers) else None
        text, fault = _text(cell, COLUMN_OF[folded(header)].kind if header else Kind.TEXT)
        if header is None:
            if text:
                faults["(sans titre)"] = f"« {text[:40]} » est dans une colonne sans titre."
        elif fault:
            faults[header] = fault
        elif text:
            cells[header] = text
    return Line(number, cells, faults)


def _text(cell: Any, kind: Kind = Kind.TEXT) -> tuple[str, str]:
    """Text of a cell, or what is wrong with it."""
    value = cell
    if isinstance(cell, _Number):
        value = cell.value
        if kind is Kind.DATE:
            return "", _serial_date(value)
        if kind is Kind.PERCENT and cell.is_percent:
            value *= 100
    if isinstance(value, bool):
        return ("oui" if value else "non"), ""
    if isinstance(value, datetime | date):
        if kind is not Kind.DATE:
            return "", "Une date n’est pas attendue ici."
        return f"{value:%d/%m/%Y}", ""
    if isinstance(value, Decimal):
        return written(value.normalize()), ""
    text = str(value or "").strip()
    if len(text) > MAX_CELL:
        return "", "Ce texte est trop long : 1 000 caractères au plus."
    if CONTROL.search(text):
        return "", "Cette cellule contient un caractère illisible."
    if kind is Kind.DATE and text.isdecimal():
        return "", _serial_date(Decimal(text[:9]))
    return text, ""


def _serial_date(value: Decimal) -> str:
    """A bare number where a date is due; those of Excel count days since 1900."""
    if 20_000 < value < 80_000 and value == int(value):
        day = EXCEL_DAY_ZERO + timedelta(days=int(value))
        return f"{int(value)} est une date d’Excel ({day:%d/%m/%Y}) : mettez la colonne au format date."
    return "Ce n’est pas une date. Écrivez-la ainsi : 31/12/2026."


# --- CSV -----------------------------------------------------------------------------------------------


def _csv_rows(content: bytes) -> Any:
    text = _decoded(content)
    head = text.split("\n", 1)[0]
    delimiter = max(
        DELIMITERS, key=lambda sign: sum(folded(part.strip('"')) in COLUMN_OF for part in head.split(sign))
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if len(row) > MAX_COLUMNS:
                raise UnreadableFileError(f"La ligne {reader.line_num} a plus de {MAX_COLUMNS} colonnes.")
            yield reader.line_num, [_unescaped(cell) for cell in row]
    except csv.Error as error:
        raise UnreadableFileError(
            f"La ligne {reader.line_num} est mal formée : vérifiez les guillemets."
        ) from error


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
    raise UnreadableFileError("Ce fichier n’est ni un CSV ni un XLSX lisible.")


# --- XLSX ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    is_percent: bool


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


def _xlsx_rows(content: bytes) -> Any:
    _check_archive(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            if number > MAX_LINES + 1:
                raise UnreadableFileError("Ce fichier a plus de 5 000 lignes : coupez-le en plusieurs.")
            yield number, [_cell(cell, number) for cell in row]
    except UnreadableFileError:
        raise
    except _BROKEN as error:
        raise UnreadableFileError(
            "Ce fichier XLSX est abîmé. Enregistrez-le de nouveau, ou en CSV."
        ) from error


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
                raise UnreadableFileError("Ce fichier n’est ni un CSV ni un XLSX lisible.")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_part(entry.filename, archive.read(entry))
    except _BROKEN as error:
        raise UnreadableFileError(
            "Ce fichier XLSX est abîmé. Enregistrez-le de nouveau, ou en CSV."
        ) from error


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
            return _Number(Decimal(repr(value)), "%" in (cell.number_format or ""))
        except InvalidOperation:
            return str(value)
    return value
