"""A list that somebody sends, whatever tool wrote it, as one table of texts: headers, then numbered records.

Tables (CSV, XLSX, zip of one CSV) and JSON: GeoJSON, Overpass of OpenStreetMap, and what an API answers, a
list of objects or an object that holds one. What is nested is told by its path: « adresses.ville ».
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from pat_logistics.exchange.lines import there_twice
from pat_logistics.exchange.sheets import Number, Row, UnreadableFileError, tables_of
from pat_logistics.exchange.sheets.cells import CONTROL
from pat_logistics.folding import fold
from pat_logistics.formats import number

MAX_RECORDS, MAX_COLUMNS = 50_000, 120
# What may be sent, and what a zip may hold.
MAX_BYTES, MAX_UNZIPPED = 3_000_000, 30_000_000
MAX_CELL, MAX_HEADER = 2_000, 200
# A title, a date, an explanation may stand above a table.
TITLE_ROWS = 12
# Half of a sign, as JSON may tell it, which no database keeps; and what stands in its place.
HALF = re.compile("[\ud800-\udfff]")
GARBLED = "\ufffd"
# Between several values of one cell, which may hold commas of their own.
APART = " ; "
LATITUDE, LONGITUDE = "latitude", "longitude"
# Where an API puts what it lists.
_LISTS = ("items", "results", "records", "data", "elements")
# What databases write for it.
_NOTHING = ("\\N", "NULL", "null")
# Of a farm that has several places, the one where it works.
_WORKPLACE = "lieu d activite"


@dataclass(frozen=True, slots=True)
class Records:
    """The same number of texts in each record as there are headers; a record has its number in the file."""

    headers: tuple[str, ...]
    rows: list[tuple[int, list[str]]]


def records_of(content: bytes, is_header: Any) -> Records:
    """What a file lists. `is_header` knows some names of columns; raises UnreadableFileError."""
    start = content[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    found = _of_json(content) if start.startswith((b"{", b"[")) else _of_table(content, is_header)
    if not found.rows:
        raise UnreadableFileError("Ce fichier n’a que des titres de colonnes : aucune ligne à lire.")
    return found


def _of_table(content: bytes, is_header: Any) -> Records:
    tables = tables_of(
        content,
        # A known name tells the sign between two columns better than ten unknown ones.
        is_header=lambda text: 10 * is_header(text) + bool(text),
        max_columns=MAX_COLUMNS,
        max_lines=MAX_RECORDS,
        max_bytes=MAX_BYTES,
        max_unzipped=MAX_UNZIPPED,
        merged=True,
    )
    filled = [rows for rows in tables.values() if rows]
    if not filled:
        raise UnreadableFileError("Ce fichier est vide.")

    def known(row: Row) -> int:
        return sum(is_header(_text(cell)) for cell in row[1])

    # A workbook may have a sheet of explanations, and a sheet a title above its table.
    starting = [rows[_head(rows, known) :] for rows in filled]
    return _table(max(starting, key=lambda rows: known(rows[0])))


def _head(rows: list[Row], known: Callable[[Row], int]) -> int:
    """Where the names of the columns are: two known ones at least, else the first row."""
    best = max(range(min(len(rows), TITLE_ROWS)), key=lambda at: known(rows[at]))
    return best if known(rows[best]) > 1 else 0


def _table(rows: list[Row]) -> Records:
    headers = [_text(cell) for cell in rows[0][1]]
    while headers and not headers[-1]:
        headers.pop()
    headers = [header or f"colonne {place}" for place, header in enumerate(headers, start=1)]
    if twice := there_twice(fold(header) for header in headers):
        raise UnreadableFileError(f"La colonne « {twice} » est là deux fois.")
    width = len(headers)
    records = []
    for line, cells in rows[1:]:
        if any(cell is not None for cell in cells[width:]):
            raise UnreadableFileError(f"Ligne {line} : il y a plus de valeurs que de titres de colonnes.")
        texts = [_text(cell) for cell in cells[:width]]
        records.append((line, texts + [""] * (width - len(texts))))
    return Records(tuple(headers), records)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    text = str(cell)
    if not isinstance(cell, Number):
        text = " ".join(HALF.sub(GARBLED, CONTROL.sub(" ", text)).split())
    return "" if text in _NOTHING else text[:MAX_CELL]


def _of_json(content: bytes) -> Records:
    if len(content) > MAX_BYTES:
        raise UnreadableFileError(f"Ce fichier est trop gros : {number(MAX_BYTES / 1_000_000)} Mo au plus.")
    try:
        told = json.loads(content.decode("utf-8-sig"))
        objects = [_flat(entry) for entry in _listed(told)]
    except RecursionError as error:
        raise UnreadableFileError("Ce fichier JSON a trop de niveaux.") from error
    except ValueError as error:
        raise UnreadableFileError(
            "Ce fichier commence comme du JSON, mais n’en est pas jusqu’au bout."
        ) from error
    if len(objects) > MAX_RECORDS:
        raise UnreadableFileError(
            f"Ce fichier a plus de {number(MAX_RECORDS)} fiches : coupez-le en plusieurs."
        )
    headers = tuple(dict.fromkeys(name for entry in objects for name in entry))
    if len(headers) > MAX_COLUMNS:
        # Those that most objects fill: an export of OpenStreetMap has hundreds of rare ones.
        filled = dict.fromkeys(headers, 0)
        for entry in objects:
            for name in entry:
                filled[name] += 1
        kept = set(sorted(headers, key=lambda name: -filled[name])[:MAX_COLUMNS])
        headers = tuple(name for name in headers if name in kept)
    rows = [
        (place, [entry.get(name, "") for name in headers]) for place, entry in enumerate(objects, start=1)
    ]
    return Records(headers, rows)


def _listed(told: Any) -> list[dict[str, Any]]:
    """The objects of a list, wherever the tool has put it."""
    if isinstance(told, dict) and told.get("type") == "FeatureCollection":
        return [_feature(feature) for feature in _objects(told.get("features"))]
    if isinstance(told, dict):
        lists = [told[name] for name in _LISTS if isinstance(told.get(name), list)]
        if not lists:
            raise UnreadableFileError(
                "Ce fichier JSON ne contient pas de liste : il faut un GeoJSON, ou une liste d’objets."
            )
        told = lists[0]
    return [_element(entry) if "tags" in entry else entry for entry in _objects(told)]


def _objects(told: Any) -> list[dict[str, Any]]:
    if not isinstance(told, list) or not all(isinstance(entry, dict) for entry in told):
        raise UnreadableFileError("Ce fichier JSON n’est pas une liste d’objets.")
    return told


def _feature(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    found = dict(properties) if isinstance(properties, dict) else {}
    try:
        point = shape(feature["geometry"]).representative_point()
        found |= {LATITUDE: point.y, LONGITUDE: point.x}
    except (ShapelyError, KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
        pass  # a farm without a position still has a name and a commune
    return found


def _element(entry: dict[str, Any]) -> dict[str, Any]:
    """A node, a way or a relation of OpenStreetMap, as Overpass tells it."""
    tags, centre = entry["tags"], entry.get("center")
    place = centre if isinstance(centre, dict) else entry
    found = dict(tags) if isinstance(tags, dict) else {}
    return found | {LATITUDE: place.get("lat"), LONGITUDE: place.get("lon")}


def _flat(entry: dict[str, Any]) -> dict[str, str]:
    return {
        _text(name)[:MAX_HEADER] or "sans titre": text
        for name, value in _leaves(entry, "")
        if (text := _text(value))
    }


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _leaves(held, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        yield from _of_list(value, path)
    elif value is not None:
        yield path, value


def _of_list(values: list[Any], path: str) -> Iterator[tuple[str, Any]]:
    """One address is chosen: two of them make none. Anything else is told side by side."""
    objects = [value for value in values if isinstance(value, dict)]
    if objects and fold(path.rpartition(".")[2]).startswith("adresse"):
        work = [one for one in objects if _WORKPLACE in fold(json.dumps(one, ensure_ascii=False))]
        yield from _leaves((work or objects)[0], path)
        return
    together: dict[str, list[str]] = {}
    for value in values:
        for name, leaf in _leaves(value, path):
            together.setdefault(name, []).append(_text(leaf))
    for name, texts in together.items():
        yield name, APART.join(dict.fromkeys(filter(None, texts)))
