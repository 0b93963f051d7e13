"""The reference files of `territory/data`: read and checked whole, before anything is written.

Facts from INSEE, IGN, La Poste and DILA (see data/README.md).
"""

import csv
import functools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import FormerKind, PositionSource

DATA_DIR = Path(__file__).parent / "data"
COMMUNES, OUTLINES = "communes.csv", "communes_48.geojson"
FORMER = "communes_anciennes.csv"
FILES = (COMMUNES, FORMER, OUTLINES)
CREDIT = "Communes et contour : INSEE, IGN, La Poste, DILA (Licence Ouverte 2.0)"
_SHOWN_ERRORS = 20
_INSEE = re.compile(r"([0-9]{2}|2[AB])[0-9]{3}")
_COLUMNS = (
    "insee", "nom", "departement", "codes_postaux", "lat_centroide", "lon_centroide", "lat_mairie",
    "lon_mairie", "population", "epci", "epci_nom",
)  # fmt: skip
_FORMER_KINDS = {
    "deleguee": FormerKind.DELEGATED,
    "associee": FormerKind.ASSOCIATED,
    "arrondissement": FormerKind.DISTRICT,
    "ancienne": FormerKind.MERGED,
    "ancien code": FormerKind.OLD_CODE,
}
# Farther from the centre, a town hall was taken for that of a homonym. Arles, the widest commune of
# metropolitan France, has it 14.7 km away; in Guyane, Maripasoula has it 81 km away.
MAX_HALL_KM, MAX_HALL_KM_GUYANE = 15.0, 90.0


class ReferenceFileError(Exception):
    """What is wrong in a reference file, line by line; the message is for the operator, in French."""

    def __init__(self, file: str, errors: list[str]) -> None:
        rest = len(errors) - _SHOWN_ERRORS
        lines = errors[:_SHOWN_ERRORS] + ([f"et {rest} autres erreurs"] if rest > 0 else [])
        super().__init__(f"{file} : rien n’a été chargé.\n" + "\n".join(lines))


@dataclass(slots=True)
class CommuneRow:
    """One checked line of communes.csv; the position is filled in when every line is known."""

    insee: str
    name: str
    departement: str
    postal_codes: list[str]
    population: int
    epci: str
    epci_name: str
    latitude: float = 0.0
    longitude: float = 0.0
    position_source: str = ""
    former: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Point:
    latitude: float
    longitude: float


class _Cells:
    """One line of a file: reads its cells, notes what is wrong with line and column."""

    def __init__(self, cells: dict[str, str], line: int, errors: list[str]) -> None:
        self.cells, self.line, self.errors = cells, line, errors

    def wrong(self, column: str, message: str) -> None:
        value = self.cells.get(column) or ""
        self.errors.append(f"ligne {self.line}, colonne {column} : {message} (« {value[:40]} »)")

    def text(self, column: str, pattern: str, message: str) -> str:
        value = (self.cells[column] or "").strip()
        if not re.fullmatch(pattern, value):
            self.wrong(column, message)
        return value

    def number(self, column: str, low: float, high: float) -> float | None:
        """A number between two bounds, None when the cell is empty."""
        value = (self.cells[column] or "").strip()
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            self.wrong(column, f"nombre attendu entre {low:g} et {high:g}")
            return None
        return number

    def position(self, of: str) -> _Point | None:
        """Both coordinates or none; one alone is an error."""
        latitude, longitude = self.number(f"lat_{of}", -90, 90), self.number(f"lon_{of}", -180, 180)
        if latitude is None or longitude is None:
            if latitude is not longitude:
                self.wrong(f"lat_{of}", "une coordonnée sur deux manque")
            return None
        return _Point(latitude, longitude)


def _lines(path: Path, columns: tuple[str, ...], errors: list[str]) -> Iterator[_Cells]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restkey="")
            if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
                raise ReferenceFileError(path.name, [f"ligne 1 : colonne {name} absente" for name in missing])
            for cells in reader:
                if "" in cells or None in cells.values():
                    errors.append(f"ligne {reader.line_num} : {len(columns)} colonnes attendues")
                else:
                    yield _Cells(cells, reader.line_num, errors)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReferenceFileError(path.name, [str(error)]) from error


@dataclass(slots=True)
class _Places:
    """Where the file puts a commune, and on which line it does."""

    line: int
    hall: _Point | None
    centre: _Point | None


def read_communes(directory: Path = DATA_DIR) -> list[CommuneRow]:
    """Every commune of communes.csv, with its position and what it was before.

    Raises `ReferenceFileError`.
    """
    errors: list[str] = []
    rows: dict[str, CommuneRow] = {}
    places: dict[str, _Places] = {}
    for cells in _lines(directory / COMMUNES, _COLUMNS, errors):
        row = _commune(cells)
        if row.insee in rows:
            cells.wrong("insee", "déjà donné plus haut")
        rows[row.insee] = row
        places[row.insee] = _Places(cells.line, cells.position("mairie"), cells.position("centroide"))
    _place(rows, places, errors)
    if not rows and not errors:
        errors.append("aucune commune")
    if errors:
        raise ReferenceFileError(COMMUNES, errors)
    _read_former(directory, rows)
    return list(rows.values())


def _commune(cells: _Cells) -> CommuneRow:
    insee = cells.text("insee", _INSEE.pattern, "code INSEE attendu")
    departement = cells.text("departement", r"[0-9]{2,3}|2[AB]", "département attendu")
    epci = cells.text("epci", "([0-9]{9})?", "SIREN de neuf chiffres attendu")
    postal_codes = cells.text(
        "codes_postaux", r"[0-9]{5}(\|[0-9]{5})*", "codes postaux attendus, séparés par |"
    )
    if not insee.startswith(departement):
        cells.wrong("departement", "ne correspond pas au code INSEE")
    if not (cells.cells["population"] or "").strip():
        cells.wrong("population", "nombre d’habitants attendu")
    return CommuneRow(
        insee=insee,
        name=cells.text("nom", ".{1,80}", "nom attendu"),
        departement=departement,
        postal_codes=postal_codes.split("|"),
        population=int(cells.number("population", 0, 1e8) or 0),
        epci=epci,
        epci_name=cells.text("epci_nom", ".{0,120}", "nom trop long"),
    )


def _place(rows: dict[str, CommuneRow], places: dict[str, _Places], errors: list[str]) -> None:
    """Town hall; else centre; else the mean of the town halls that share a postal code.

    A point given as the town hall of two communes is nobody's: one of the two was taken for the other.
    """
    shared = Counter(place.hall for place in places.values())
    halls = defaultdict(list)
    for insee, place in places.items():
        if place.hall and place.centre:
            limit = MAX_HALL_KM_GUYANE if rows[insee].departement == "973" else MAX_HALL_KM
            if (km := great_circle_km(place.hall, place.centre)) > limit:
                away = f"la mairie est à {km:.0f} km du centre de la commune"
                errors.append(f"ligne {place.line}, colonne lat_mairie : {away}")
        if place.centre and shared[place.hall] > 1:
            place.hall = None
        for code in rows[insee].postal_codes if place.hall else ():
            halls[code].append(place.hall)
    for insee, place in places.items():
        row = rows[insee]
        neighbours = [hall for code in row.postal_codes for hall in halls[code] if hall]
        if place.hall:
            position, row.position_source = place.hall, PositionSource.TOWN_HALL
        elif place.centre:
            position, row.position_source = place.centre, PositionSource.CENTROID
        elif neighbours:
            position = _Point(
                sum(hall.latitude for hall in neighbours) / len(neighbours),
                sum(hall.longitude for hall in neighbours) / len(neighbours),
            )
            row.position_source = PositionSource.NEIGHBOURS
        else:
            errors.append(f"ligne {place.line}, colonne lat_mairie : aucune position connue")
            continue
        row.latitude, row.longitude = position.latitude, position.longitude


def _read_former(directory: Path, rows: dict[str, CommuneRow]) -> None:
    """Adds to each commune the communes and codes of yesterday that are parts of it."""
    errors: list[str] = []
    known: set[str] = set()
    for cells in _lines(directory / FORMER, ("code", "nom", "type", "commune"), errors):
        code = cells.text("code", _INSEE.pattern, "code INSEE attendu")
        kind = _FORMER_KINDS.get(cells.text("type", "|".join(_FORMER_KINDS), "type inconnu"), "")
        named = ".{0}" if kind == FormerKind.OLD_CODE else ".{1,80}"
        name = cells.text("nom", named, "nom attendu, sauf pour un ancien code")
        commune = cells.text("commune", _INSEE.pattern, "code INSEE attendu")
        if code in known:
            cells.wrong("code", "déjà donné plus haut")
        known.add(code)
        if commune not in rows:
            cells.wrong("commune", f"absente de {COMMUNES}")
        elif code in rows and code != commune:
            cells.wrong("code", "est celui d’une autre commune d’aujourd’hui")
        else:
            rows[commune].former.append({"code": code, "name": name, "kind": str(kind)})
    if errors:
        raise ReferenceFileError(FORMER, errors)


def read_outlines(directory: Path = DATA_DIR) -> dict[str, dict[str, Any]]:
    """GeoJSON geometry of each commune that has one, by INSEE code."""
    try:
        collection = json.loads((directory / OUTLINES).read_text(encoding="utf-8"))
        outlines = {feature["properties"]["code"]: feature["geometry"] for feature in collection["features"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReferenceFileError(OUTLINES, [f"GeoJSON attendu : {error}"]) from error
    errors = [
        f"commune {code} : polygone attendu"
        for code, geometry in outlines.items()
        if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon")
    ]
    if errors:
        raise ReferenceFileError(OUTLINES, errors)
    return outlines


@functools.cache
def shipped_communes() -> tuple[CommuneRow, ...]:
    """The communes shipped with the portal, read once per process."""
    return tuple(read_communes())
