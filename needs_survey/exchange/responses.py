"""From a file to the responses it holds, each with its lines. Nothing is understood yet, nor stored."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from needs_survey.exchange import columns
from needs_survey.exchange.columns import Headers
from pat_logistics.exchange.lines import there_twice
from pat_logistics.exchange.sheets import Row, UnreadableFileError, tables_of

# Two megabytes hold fewer, but for those that say almost nothing.
MAX_RESPONSES = 50_000
MAX_COLUMNS = 2_000
MAX_SHEET_NAME = 31
IsHeader = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet: from header to cell, empty ones left out."""

    sheet: str
    number: int
    cells: dict[str, Any]

    def first(self, names: Iterable[str]) -> str:
        """Text of the first of these columns that says something."""
        found = {name.casefold(): cell for name, cell in self.cells.items()}
        return next((text for name in names if (text := plain(found.get(name)))), "")

    def own(self, name: str) -> str:
        """Text of one of our own columns, whatever groups or label stand around its name."""
        return next((plain(cell) for header, cell in self.cells.items() if bare(header) == name), "")


@dataclass(slots=True)
class Incoming:
    """One response of a file, with the lines of its tables that have a sheet of their own."""

    line: Line
    rows: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str]:
        """What tells it from the others: an identifier of the collecting tool, or one of the file."""
        return self.line.first(columns.KEYS).removeprefix("uuid:"), self.line.own(columns.ID)


def bare(header: str) -> str:
    """The last word of a header: « pat/version (Version) » → « version »."""
    return header.split(" (", 1)[0].strip().casefold().rsplit("/", 1)[-1]


def plain(cell: Any) -> str:
    """A cell as text; "" for an empty one."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    return "" if cell is None else str(cell).strip()


def read(content: bytes, known: list[Headers]) -> list[Incoming]:
    """Responses of a file, in its order; `known` are the versions that its columns may speak of.

    Raises UnreadableFileError when the file as a whole makes no sense.
    """

    def is_header(text: str) -> bool:
        return bare(text) in own or any(each.target(text) for each in known) or columns.is_of_tool(text)

    def is_header_somewhere(text: str) -> bool:
        of_tables = (each.target(text, table) for each in known for table in each.tables)
        return is_header(text) or any(of_tables)

    own = {columns.ID, columns.VERSION, columns.FORM_VERSION}
    found = tables_of(
        content, is_header=is_header_somewhere, max_columns=MAX_COLUMNS, max_lines=MAX_RESPONSES
    )
    sheets = {name: rows for name, rows in found.items() if _last_part(name) not in columns.SILENT_SHEETS}
    tables = {name: table for name in sheets if (table := _table_of(name, known))}
    main, *others = [name for name, rows in sheets.items() if name not in tables and rows] or [""]
    if main not in sheets:
        raise UnreadableFileError("Aucune feuille ne porte les réponses : partez du modèle.")
    if others:
        raise UnreadableFileError(f"Nous ne connaissons pas la feuille « {others[0][:60]} ».")
    responses = [Incoming(line) for line in _lines(main, sheets[main], is_header)]
    if not responses:
        raise UnreadableFileError("Ce fichier n’a que des titres de colonnes : aucune réponse à lire.")
    for name, table in tables.items():
        _attach(responses, table, list(_lines(name, sheets[name], _is_header_of(table, known))))
    return responses


def _table_of(name: str, known: list[Headers]) -> str:
    """The table that a sheet of this name holds the rows of.

    ODK names a file after its form, then its table: « formulaire-products ». The names of sheets stop at 31
    signs.
    """
    codes = {code for each in known for code in each.tables}
    part = _last_part(name)
    cut = [code for code in codes if len(name) == MAX_SHEET_NAME and part and code.startswith(part)]
    if part in codes:
        return part
    return cut[0] if len(cut) == 1 else ""


def _last_part(name: str) -> str:
    return name.casefold().rpartition("-")[2].strip()


def _is_header_of(table: str, known: list[Headers]) -> IsHeader:
    def is_header(text: str) -> bool:
        speaking = [each for each in known if table in each.tables]
        return (
            bare(text) == columns.ID
            or any(each.target(text, table) for each in speaking)
            or columns.is_of_tool(text)
        )

    return is_header


def _lines(sheet: str, rows: list[Row], is_header: IsHeader) -> Iterator[Line]:
    where = f" de la feuille « {sheet} »" if sheet else ""
    if not rows:
        return
    headers = [plain(cell) for cell in rows[0][1]]
    for header in headers:
        if header and not is_header(header):
            raise UnreadableFileError(
                f"Nous ne connaissons pas la colonne « {header[:60]} »{where}. Partez du modèle, ou exportez "
                "avec les codes des questions plutôt qu’avec leurs intitulés."
            )
    if name := there_twice(header.split(" (", 1)[0].casefold() for header in headers):
        raise UnreadableFileError(f"La colonne « {name[:60]} »{where} est là deux fois.")
    for number, cells in rows[1:]:
        kept = {}
        for place, cell in enumerate(cells):
            if cell in (None, ""):
                continue
            if place >= len(headers) or not headers[place]:
                raise UnreadableFileError(
                    f"Ligne {number}{where} : « {plain(cell)[:40]} » est dans une colonne sans titre."
                )
            kept[headers[place]] = cell
        if kept:
            yield Line(sheet, number, kept)


def _attach(found: list[Incoming], table: str, lines: list[Line]) -> None:
    """Give each line of a sheet to the response it belongs to."""
    owners: dict[tuple[str, str], Incoming] = {}
    for incoming in reversed(found):
        tool, own = incoming.identity
        index = incoming.line.first([columns.INDEX])
        owners |= {("index", index): incoming, ("tool", tool): incoming, ("own", own): incoming}
    for line in lines:
        marks = (
            ("own", line.own(columns.ID)),
            ("tool", line.first(columns.PARENT_KEYS).removeprefix("uuid:")),
            ("index", line.first([columns.PARENT_INDEX])),
        )
        mark = next((mark for mark in marks if mark[1]), ("", ""))
        if mark not in owners:
            raise UnreadableFileError(
                f"Feuille « {line.sheet} », ligne {line.number} : aucune réponse ne porte l’identifiant "
                f"« {mark[1][:60]} »."
            )
        owners[mark].rows.setdefault(table, []).append(line)
