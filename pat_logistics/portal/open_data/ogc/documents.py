"""What the collections say of themselves: landing page, conformance, extents, columns."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pat_logistics.open_data.datasets import Column, Kind
from pat_logistics.open_data.extracts import LICENCE, LICENCE_URL
from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS, Collection
from pat_logistics.portal.open_data.ogc.shapes import CRS84

TITLE = "PAT Logistique, par OGC API – Features"
DOC = (
    "Ce que le portail publie et qui a un lieu, pour QGIS et les autres logiciels de cartographie. "
    "Sans clé ni compte, en lecture seule."
)
# What is read here of CQL2, and what is not: of its other classes, some hold in part.
FILTER_DOC = (
    "Filtre en CQL2 (texte)\u00a0: =, <>, <, >, <=, >=, LIKE, BETWEEN, IN, IS NULL, AND, OR, NOT, "
    "parenthèses. T_AFTER et T_BEFORE avec DATE('…') et TIMESTAMP('…'). S_INTERSECTS(geometry, …) avec "
    "POINT, POLYGON et BBOX. Ni calcul, ni fonction, ni comparaison de deux colonnes, ni CQL2 en JSON, "
    "ni autre opérateur de lieu ou de temps."
)
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
_FEATURES = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
_FILTERS = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
_CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
CONFORMANCE = (
    *(f"{_FEATURES}/{name}" for name in ("core", "oas30", "html", "geojson")),
    *(
        f"{_FILTERS}/{name}"
        for name in ("queryables", "queryables-query-parameters", "filter", "features-filter")
    ),
    *(
        f"{_CQL2}/{name}"
        for name in ("cql2-text", "basic-cql2", "advanced-comparison-operators", "basic-spatial-functions")
    ),
)
JSON, HTML, GEOJSON, SCHEMA = (
    "application/json",
    "text/html",
    "application/geo+json",
    "application/schema+json",
)
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
QUERYABLES_REL = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
_TYPES: dict[Kind, dict[str, str]] = {
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.HOUR: {"type": "string"},
}

Document = dict[str, Any]
# From a path under the landing page to its whole address.
Absolute = Callable[[str], str]


def link(rel: str, href: str, kind: str, title: str) -> Document:
    return {"rel": rel, "href": href, "type": kind, "title": title}


def landing(at: Absolute) -> Document:
    return {
        "title": TITLE,
        "description": DOC,
        "links": [
            link("service-desc", at("api"), OPENAPI, "Description de l’interface (OpenAPI 3.0)"),
            link("service-doc", at("api?f=html"), HTML, "Description de l’interface"),
            link("conformance", at("conformance"), JSON, "Classes de conformité"),
            link("data", at("collections"), JSON, "Collections"),
            link("license", LICENCE_URL, HTML, LICENCE),
        ],
    }


def conformance(at: Absolute) -> Document:
    return {"conformsTo": list(CONFORMANCE), "description": FILTER_DOC, "links": []}


def collections(at: Absolute) -> Document:
    return {"collections": [collection_document(each, at) for each in COLLECTIONS.values()], "links": []}


def collection_document(collection: Collection, at: Absolute) -> Document:
    path = f"collections/{collection.code}"
    extent = collection.extent()
    found: Document = {}
    if extent.bounds:
        found["spatial"] = {"bbox": [list(extent.bounds)], "crs": CRS84}
    if extent.changed:
        found["temporal"] = {"interval": [[_written(each) for each in extent.changed]], "trs": GREGORIAN}
    return {
        "id": collection.code,
        "title": collection.title,
        "description": f"{collection.doc} {collection.approximate}".strip(),
        "itemType": "feature",
        "crs": [CRS84],
        "extent": found,
        "links": [
            link("self", at(path), JSON, collection.title),
            link("items", at(f"{path}/items"), GEOJSON, collection.title),
            link("items", at(f"{path}/items?f=html"), HTML, collection.title),
            link(QUERYABLES_REL, at(f"{path}/queryables"), SCHEMA, "Colonnes à filtrer"),
            link("license", LICENCE_URL, HTML, LICENCE),
        ],
    }


def queryables(collection: Collection, at: Absolute) -> Document:
    """A JSON Schema of what filters may name."""
    geometry = {"title": "Lieu", "format": "geometry-any", "x-ogc-role": "primary-geometry"}
    if collection.geometry == "Point":
        geometry["format"] = "geometry-point"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": at(f"collections/{collection.code}/queryables"),
        "type": "object",
        "title": collection.title,
        "description": FILTER_DOC,
        "properties": {"geometry": geometry}
        | {code: column_schema(column) for code, column in collection.queryables.items()},
        "additionalProperties": False,
    }


def column_schema(column: Column) -> Document:
    doc = f"{column.doc} En {column.unit}." if column.unit else column.doc
    found: Document = {"title": column.title, "description": doc}
    found |= _TYPES.get(column.kind, {"type": column.kind.value})
    if column.choices:
        found["enum"] = [code for code, _ in column.choices]
    return found


def _written(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
