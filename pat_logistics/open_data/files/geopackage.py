"""GeoPackage (OGC 12-128r19): a SQLite file that QGIS opens as a layer, written by the standard library."""

import json
import sqlite3
import struct
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from pat_logistics.open_data.datasets import Column, Kind
from pat_logistics.open_data.extracts import Extract

CHUNK_BYTES = 1 << 16
WGS_84 = 4326
# « GPKG » in the header of a SQLite file, and the version 1.3.0 of the standard.
APPLICATION_ID, VERSION = 0x47504B47, 10300
TYPES = {
    Kind.TEXT: "TEXT",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "DOUBLE",
    Kind.YES_NO: "BOOLEAN",
    Kind.DAY: "DATE",
    Kind.HOUR: "TEXT",
    Kind.MOMENT: "DATETIME",
    Kind.SEVERAL: "TEXT",
}
# A column of the file, where the key of the rows is a column of the dataset.
ROW, GEOMETRY = "fid", "geom"
_WGS_84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE,
    max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name), column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id),
    z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
"""


def geopackage(extract: Extract) -> Iterator[bytes]:
    """One layer of points; a table without places when the dataset has none."""
    with tempfile.TemporaryDirectory(prefix="pat-gpkg-") as folder:
        path = Path(folder, "extract.gpkg")
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _Layer(database, extract).write()
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk


class _Layer:
    def __init__(self, database: sqlite3.Connection, extract: Extract) -> None:
        self.database, self.extract = database, extract
        place = extract.dataset.place
        codes = [column.code for column in extract.columns]
        asked = place and {place.longitude, place.latitude} <= set(codes)
        self.at = (codes.index(place.longitude), codes.index(place.latitude)) if place and asked else None
        self.bounds: list[float] = []

    def write(self) -> None:
        run, name = self.database.execute, self.extract.dataset.code
        # A file that is thrown away when it is not whole needs no journal.
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA synchronous = OFF")
        run(f"PRAGMA application_id = {APPLICATION_ID}")
        run(f"PRAGMA user_version = {VERSION}")
        self.database.executescript(_TABLES)
        self.database.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, '')",
            [
                ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined"),
                ("Undefined geographic SRS", 0, "NONE", 0, "undefined"),
                ("WGS 84 geodetic", WGS_84, "EPSG", WGS_84, _WGS_84_WKT),
            ],
        )
        columns = [f"{ROW} INTEGER PRIMARY KEY", *([f"{GEOMETRY} POINT"] if self.at else [])]
        columns += [f'"{column.code}" {TYPES[column.kind]}' for column in self.extract.columns]
        run(f'CREATE TABLE "{name}" ({", ".join(columns)})')
        run("BEGIN")
        count = sum(map(self._insert, self.extract.tuples()))
        about = self.extract.about(count)
        bounds: Sequence[float | None] = self.bounds or [None] * 4
        run(
            "INSERT INTO gpkg_contents "
            "VALUES (?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?, ?, ?, ?, ?)",
            (
                name, "features" if self.at else "attributes", name,
                "\n".join(f"{key} : {value}" for key, value in about.items()), *bounds,
                WGS_84 if self.at else None,
            ),
        )  # fmt: skip
        if self.at:
            run("INSERT INTO gpkg_geometry_columns VALUES (?, ?, 'POINT', ?, 0, 0)", (name, GEOMETRY, WGS_84))
        run("COMMIT")

    def _insert(self, rows: Sequence[tuple[Any, ...]]) -> int:
        cells = [self._cells(row) for row in rows]
        marks = ", ".join("?" * (len(self.extract.columns) + (2 if self.at else 1)))
        # The name is one of ours.
        insert = f'INSERT INTO "{self.extract.dataset.code}" VALUES ({marks})'  # noqa: S608
        self.database.executemany(insert, cells)
        return len(rows)

    def _cells(self, row: tuple[Any, ...]) -> list[Any]:
        cells = [_cell(column, value) for column, value in zip(self.extract.columns, row, strict=True)]
        if not self.at:
            return [None, *cells]
        x, y = (row[index] for index in self.at)
        if x is None or y is None:
            return [None, None, *cells]
        west, south, east, north = self.bounds or (x, y, x, y)
        self.bounds = [min(west, x), min(south, y), max(east, x), max(north, y)]
        return [None, _point(x, y), *cells]


def _point(x: float, y: float) -> bytes:
    """The header of the standard, then the point as WKB, lowest byte first."""
    return struct.pack("<2sBBi", b"GP", 0, 1, WGS_84) + struct.pack("<BIdd", 1, 1, x, y)


def _cell(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.kind is Kind.SEVERAL:
        return json.dumps(value, ensure_ascii=False)
    if column.kind is Kind.MOMENT:
        return f"{value:%Y-%m-%dT%H:%M:%S}.{value.microsecond // 1000:03}Z"
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if column.kind in (Kind.DAY, Kind.HOUR) else value
