"""Files that are archives: workbooks, and the CSV that ODK Central sends in one zip."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL

from pat_logistics.exchange.sheets.cells import NEITHER, Number, Row, UnreadableFileError
from pat_logistics.exchange.sheets.parts import MAX_ENTRIES, TOO_BIG, counted

# Several tables of at most 2 MB each: more is read for nothing, a table has 5 000 rows at most.
MAX_CSV_BYTES = 5_000_000
# Rows that a sheet may have, and blank cells that a whole workbook may hold: reading them takes seconds.
LAST_ROW, MAX_BLANK_CELLS = 1_048_576, 400_000
# What Excel keeps of a number, and shows: 3.3000000000000003 is 3,3 for whoever typed it.
SIGNIFICANT = 15
BROKEN = "Ce fichier est abîmé ou protégé par un mot de passe. Enregistrez-le de nouveau, ou en CSV."
TABLE_WANTED = "Copiez son tableau dans un tableur, et enregistrez-le en .xlsx ou en CSV."
# What other programs than Excel write, by an entry of theirs.
OTHERS = {
    "content.xml": "C’est un fichier LibreOffice (.ods). Enregistrez-le en .xlsx ou en CSV.",
    "Index/Document.iwa": "C’est un fichier Numbers. Exportez-le en .xlsx ou en CSV.",
    "xl/workbook.bin": "C’est un classeur binaire (.xlsb). Enregistrez-le en .xlsx ou en CSV.",
    "word/document.xml": f"C’est un document Word (.docx). {TABLE_WANTED}",
    "ppt/presentation.xml": f"C’est une présentation (.pptx). {TABLE_WANTED}",
}
# What somebody may have put in a zip in the place of a CSV, and what to do then.
INSIDE = {
    ".xlsx": ("un classeur", "envoyez-le seul, sans le compresser."),
    ".xls": ("un ancien fichier Excel", "enregistrez-le en .xlsx, et envoyez-le seul."),
    ".ods": ("un fichier LibreOffice", "enregistrez-le en .xlsx ou en CSV, et envoyez-le seul."),
    ".zip": ("un autre .zip", "envoyez celui-ci, ou les CSV qu’il contient."),
}

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
    ExpatError,
    zipfile.BadZipFile,
    zlib.error,
)


def csv_parts(content: bytes, max_bytes: int = MAX_CSV_BYTES) -> dict[str, bytes] | None:
    """The CSV of a zip by their names, without « .csv »; None for a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if "xl/workbook.xml" in names:
                return None
            tables = [entry for entry in entries if _is_csv(PurePosixPath(entry.filename))]
            if len(tables) > MAX_ENTRIES or sum(entry.file_size for entry in tables) > max_bytes:
                raise UnreadableFileError(TOO_BIG)
            if not tables:
                raise UnreadableFileError(_what_it_is(archive, names))
            by_name: dict[str, zipfile.ZipInfo] = {}
            for entry in tables:
                other = by_name.setdefault(PurePosixPath(entry.filename).stem, entry)
                if other is not entry:
                    raise UnreadableFileError(
                        f"Ce .zip contient deux CSV du même nom, « {other.filename[:80]} » et "
                        f"« {entry.filename[:80]} » : ne gardez que le bon, ou renommez l’un d’eux."
                    )
            return {name: archive.read(entry) for name, entry in by_name.items()}
    except _BROKEN as error:
        raise UnreadableFileError(BROKEN) from error


def _what_it_is(archive: zipfile.ZipFile, names: set[str]) -> str:
    """What to say of a zip without a CSV: which program wrote it, or what stands in the place of one."""
    if "mimetype" in names:
        kind = archive.read("mimetype")[:100].decode("ascii", "replace").rpartition(".")[2]
        if kind.startswith("text"):
            return f"C’est un document LibreOffice (.odt). {TABLE_WANTED}"
    if known := next((OTHERS[name] for name in OTHERS if name in names), ""):
        return known
    files = sorted(name for name in names if not name.endswith("/") and not _is_hidden(PurePosixPath(name)))
    if not files:
        return "Ce .zip est vide. Mettez-y les CSV à lire, ou envoyez-les seuls."
    for suffix, advice in INSIDE.items():
        if found := next((name for name in files if name.lower().endswith(suffix)), ""):
            return f"Ce .zip contient {advice[0]} (« {found[:80]} ») : {advice[1]}"
    rest = f" et {len(files) - 1} autres" if len(files) > 2 else ""
    return f"Ce .zip ne contient pas de CSV, mais « {files[0][:80]} »{rest}. Mettez-y les CSV à lire."


def _is_hidden(path: PurePosixPath) -> bool:
    """What a Mac adds for each file."""
    return path.name.startswith(".") or path.parts[0] == "__MACOSX"


def _is_csv(path: PurePosixPath) -> bool:
    return path.suffix.lower() == ".csv" and not _is_hidden(path)


class Book:
    """A workbook, open for reading; inside `with`, what breaks it is answered in French."""

    def __init__(self, content: bytes, *, merged: bool = False) -> None:
        self.content, self.merged = content, merged
        self.blank_cells = 0

    def __enter__(self) -> "Book":
        try:
            self.book = openpyxl.load_workbook(
                counted(self.content, merged=self.merged), read_only=True, data_only=False, keep_links=False
            )
            self.names = [sheet.title for sheet in self.book.worksheets]
        except _BROKEN as error:
            raise UnreadableFileError(BROKEN) from error
        if not self.names:
            raise UnreadableFileError(NEITHER)
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    def rows(self, name: str) -> Iterator[Row]:
        """Every row of a sheet but those that hold nothing, however many of them have a border."""
        try:
            sheet = self.book[name]
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(), start=1):
                cells = [None if cell is EMPTY_CELL else _cell(cell, number) for cell in row]
                if any(cell is not None for cell in cells):
                    yield number, cells
                    continue
                self.blank_cells += len(cells)
                if self.blank_cells > MAX_BLANK_CELLS or number > LAST_ROW:
                    raise UnreadableFileError(
                        f"La feuille « {name} » a trop de lignes vides mises en forme : supprimez-les, ou "
                        "enregistrez-la en CSV."
                    )
        except _BROKEN as error:
            raise UnreadableFileError(BROKEN) from error


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
        figures = f"{value:.{SIGNIFICANT}g}" if isinstance(value, float) else value
        try:
            return Number(Decimal(figures), "%" in (cell.number_format or ""))
        except InvalidOperation:
            return str(value)
    return None if isinstance(value, str) and not value.strip() else value
