"""The files that an extract of a dataset can be, each written in constant memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pat_logistics.open_data.extracts import Extract
from pat_logistics.open_data.files.columnar import parquet
from pat_logistics.open_data.files.geopackage import geopackage
from pat_logistics.open_data.files.tables import csv, csv_in_french, workbook
from pat_logistics.open_data.files.texts import feature_collection, json_lines

Chunks = Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what people call it, its ending and type, and how an extract becomes its bytes."""

    title: str
    ending: str
    content_type: str
    write: Callable[[Extract], Chunks]
    # Without a place on the Earth, no row can be in it.
    is_map: bool = False


FORMATS = {
    "csv": Format("CSV pour un programme", "csv", "text/csv; charset=utf-8", csv),
    "csv-fr": Format("CSV pour un tableur", "csv", "text/csv; charset=utf-8", csv_in_french),
    "xlsx": Format(
        "Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook
    ),
    "jsonl": Format("lignes JSON", "jsonl", "application/x-ndjson", json_lines),
    "geojson": Format("GeoJSON", "geojson", "application/geo+json", feature_collection, is_map=True),
    "gpkg": Format("GeoPackage (QGIS)", "gpkg", "application/geopackage+sqlite3", geopackage),
    "parquet": Format("Parquet", "parquet", "application/vnd.apache.parquet", parquet),
}
