"""Tables that someone sends, CSV, XLSX or zip of CSV: whatever they hold, rows or an answer in French."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator

from pat_logistics import formats
from pat_logistics.exchange.sheets.archives import MAX_CSV_BYTES, Book, csv_parts
from pat_logistics.exchange.sheets.cells import CONTROL, MAX_LINES, Number, Row, UnreadableFileError
from pat_logistics.exchange.sheets.envelope import decoded, refuse_garbled

__all__ = [
    "CONTROL",
    "MAX_BYTES",
    "MAX_LINES",
    "Number",
    "Row",
    "UnreadableFileError",
    "rows_of",
    "tables_of",
    "too_big",
]  # fmt: skip

MAX_BYTES = 2_000_000
MAX_COLUMNS = 80
ZIP_STARTS, OLE_START = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0"
# What other files begin with, whatever their name.
OTHER_STARTS = {
    b"%PDF": "un PDF",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"GIF8": "une image",
    b"{\\rtf": "un document de traitement de texte",
    b"\x1f\x8b": "une archive (.gz)",
    b"7z\xbc\xaf": "une archive (.7z)",
    b"Rar!": "une archive (.rar)",
    b"<!doctype html": "une page Web",
    b"<html": "une page Web",
}
DELIMITERS = ";,\t"
# A line that Excel writes for itself, and that other programs take for headers.
SEPARATOR = re.compile(r'"?sep=([;,\t|])"?[;,\t]*(?:\r\n?|\n)', re.IGNORECASE)
IsHeader = Callable[[str], bool]


def too_big(max_bytes: int) -> str:
    return f"Ce fichier est trop gros : {formats.number(max_bytes / 1_000_000)} Mo au plus."


def check(content: bytes, max_bytes: int = MAX_BYTES) -> None:
    """Refuse what is empty, too large, or of another age."""
    if not content.strip():
        raise UnreadableFileError("Ce fichier est vide.")
    if len(content) > max_bytes:
        raise UnreadableFileError(too_big(max_bytes))
    if content.startswith(OLE_START):
        raise UnreadableFileError("C’est un ancien fichier Excel (.xls). Enregistrez-le en .xlsx ou en CSV.")
    head = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if kind := next((kind for start, kind in OTHER_STARTS.items() if head.startswith(start.lower())), ""):
        raise UnreadableFileError(
            f"C’est {kind}, quel que soit son nom. Il faut un tableau : .xlsx, .csv, ou un .zip de CSV."
        )


def rows_of(content: bytes, *, sheet: str, is_header: IsHeader) -> list[Row]:
    """Rows that hold something, of a CSV or of one sheet of an XLSX: `sheet` if it is there, else the first.

    `is_header` knows the names of columns: the delimiter of a CSV is the one that finds most of them.
    """
    check(content)
    if not content.startswith(ZIP_STARTS):
        return _filled(_csv_rows(content, is_header), MAX_COLUMNS)
    parts = csv_parts(content)
    if parts is None:
        with Book(content) as book:
            return _filled(book.rows(sheet if sheet in book.names else book.names[0]), MAX_COLUMNS)
    if len(parts) > 1:
        raise UnreadableFileError("Ce fichier .zip contient plusieurs CSV : envoyez celui qu’il faut lire.")
    return _filled(_csv_rows(next(iter(parts.values())), is_header), MAX_COLUMNS)


def tables_of(
    content: bytes,
    *,
    is_header: IsHeader,
    max_columns: int = MAX_COLUMNS,
    max_lines: int = MAX_LINES,
    max_bytes: int = MAX_BYTES,
    max_unzipped: int = MAX_CSV_BYTES,
    merged: bool = False,
) -> dict[str, list[Row]]:
    """Rows that hold something, by sheet or by file of a zip; those of a CSV stand under an empty name.

    `merged` cells, if they may be, have their value in the first of them, and nothing in the others.
    """
    check(content, max_bytes)
    if not content.startswith(ZIP_STARTS):
        return {"": _filled(_csv_rows(content, is_header), max_columns, max_lines)}
    parts = csv_parts(content, max_unzipped)
    if parts is not None:
        return {
            name: _filled(_csv_rows(part, is_header), max_columns, max_lines, name)
            for name, part in parts.items()
        }
    with Book(content, merged=merged) as book:
        return {name: _filled(book.rows(name), max_columns, max_lines, name) for name in book.names}


def _filled(rows: Iterable[Row], max_columns: int, max_lines: int = MAX_LINES, sheet: str = "") -> list[Row]:
    """What bears no value counts for nothing, neither rows nor columns, whatever its borders or colours."""
    found: list[Row] = []
    for number, cells in rows:
        if all(cell is None for cell in cells):
            continue
        if len(found) > max_lines:
            raise UnreadableFileError(
                f"Ce fichier a plus de {formats.number(max_lines)} lignes : coupez-le en plusieurs."
            )
        place = f"Feuille « {sheet[:60]} », ligne {number}" if sheet else f"Ligne {number}"
        if any(cell is not None for cell in cells[max_columns:]):
            raise UnreadableFileError(f"{place} : il y a plus de {max_columns} colonnes.")
        for cell in cells[:max_columns]:
            if isinstance(cell, str):
                refuse_garbled(cell, place)
        found.append((number, cells[:max_columns]))
    return found


def _csv_rows(content: bytes, is_header: IsHeader) -> Iterator[Row]:
    text = decoded(content)
    told = SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    before = 1 if told else 0
    head = text.split("\n", 1)[0]
    # What Excel tells comes first, but the file may have been written anew with another sign.
    delimiter = max(
        (told[1] if told else "") + DELIMITERS,
        key=lambda sign: sum(is_header(part.strip().strip('"')) for part in head.split(sign)),
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield reader.line_num + before, [_kept(cell) for cell in row]
    except csv.Error as error:
        raise UnreadableFileError(
            f"La ligne {reader.line_num + before} est mal formée : vérifiez les guillemets."
        ) from error


def _kept(cell: str) -> str | None:
    """Without the apostrophe that keeps a text from being a formula; None for a blank."""
    text = cell[1:] if cell.startswith("'") else cell
    return text if text.strip() else None
