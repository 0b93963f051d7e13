"""The XML parts of a workbook, counted before any of them is parsed: a file of 12 kB can hold millions.

openpyxl makes an object of each element, some of them costly. What is counted here is what its work and its
memory grow with, so that both are bounded whatever the file holds. What it has no use for is left out: big
pictures, drawings or pivot tables take nothing from the bounds.
"""

import io
import zipfile
from typing import Any
from xml.parsers import expat

from pat_logistics.exchange.sheets.cells import UnreadableFileError

MAX_UNZIPPED_BYTES = 40_000_000
MAX_ENTRIES = 200
# What openpyxl takes to read the elements of a table, compared with one another.
_COSTS = {"si": 4, "is": 4, "c": 3, "row": 3, "v": 1, "t": 1, "f": 1}
# 5 000 rows of 80 columns, each cell a text of its own: <c><v/></c> in the sheet, <si><t/></si> beside.
MAX_COST = 3_700_000
# Styles, names of ranges, formats under condition, addresses of links: each one costs as much as ten cells.
MAX_OTHER_PARTS = 60_000
# Held in memory together: the cells of a row (16 384 columns in Excel), the pieces of a text.
MAX_TOGETHER = 50_000
# Each of them cuts a text in two while it is read.
MAX_BREAKS = 2_000_000
# Excel holds 32 767 letters in a cell: a longer run without an element is no text, but an endless tag.
CHUNK = 262_144
ATTRIBUTES_OF_A_CELL = 8
TOO_BIG = "Ce fichier est trop gros une fois ouvert."
TOO_MANY = (
    "Ce classeur contient trop d’éléments : mises en forme, noms ou cases vides. Copiez son tableau dans un "
    "classeur neuf, ou enregistrez-le en CSV."
)
UNSAFE = "Ce fichier XLSX n’est pas sûr : il a été refusé."
# Where a tree ends: openpyxl forgets it once read.
_TREES = {"row", "si"}
_USELESS = (
    "customXml/", "docProps/", "xl/calcChain", "xl/charts", "xl/comments", "xl/drawings/",
    "xl/externalLinks/", "xl/pivot", "xl/printerSettings/", "xl/queryTables/", "xl/tables/",
    "xl/theme/", "xl/threadedComments",
)  # fmt: skip


def counted(content: bytes, *, merged: bool = False) -> io.BytesIO:
    """The workbook with the parts that are read, each of them counted; `merged` cells only if they may be.

    Raises UnreadableFileError for what would swell, run, or pull other files in.
    """
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(kept, "w") as copy:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNZIPPED_BYTES:
            raise UnreadableFileError(TOO_BIG)
        if any("vbaProject" in entry.filename for entry in entries):
            raise UnreadableFileError("Ce fichier contient des macros. Enregistrez-le en .xlsx simple.")
        count = _Count(merged=merged)
        # The last of two parts of one name is the one that is read.
        for entry in {entry.filename: entry for entry in entries}.values():
            if entry.filename.endswith((".xml", ".rels")) and not entry.filename.startswith(_USELESS):
                with archive.open(entry) as part, copy.open(entry.filename, "w") as written:
                    count.part(part, written)
    kept.seek(0)
    return kept


class _Count:
    """What the parts of one workbook hold, counted on the way."""

    def __init__(self, *, merged: bool) -> None:
        self.merged = merged
        self.cost = self.other_parts = self.together = self.breaks = 0

    def part(self, part: Any, written: Any) -> None:
        self.together = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ordered_attributes = True
        while chunk := part.read(CHUNK):
            # UTF-16, which no spreadsheet writes, and in which the signs below would not be found.
            if b"\0" in chunk:
                raise UnreadableFileError(UNSAFE)
            self.breaks += sum(chunk.count(sign) for sign in (b"\n", b"\r", b"&"))
            if self.breaks > MAX_BREAKS or (len(chunk) == CHUNK and b"<" not in chunk):
                raise UnreadableFileError(TOO_MANY)
            parser.Parse(chunk)
            written.write(chunk)
        parser.Parse(b"", True)

    def _doctype(self, *_: Any) -> None:
        raise UnreadableFileError(UNSAFE)

    def _element(self, name: str, attributes: list[str]) -> None:
        local = name.rpartition(":")[2]
        weight = 1 + len(attributes) // (2 * ATTRIBUTES_OF_A_CELL)
        if local in _COSTS:
            self.cost += weight * _COSTS[local]
            self.together = weight if local in _TREES else self.together + weight
        elif local == "mergeCell" and not self.merged:
            raise UnreadableFileError("Des cellules sont fusionnées. Séparez-les : une case par valeur.")
        else:
            self.other_parts += weight
        if self.cost > MAX_COST or self.other_parts > MAX_OTHER_PARTS or self.together > MAX_TOGETHER:
            raise UnreadableFileError(TOO_MANY)
