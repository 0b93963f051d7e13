"""The OpenAPI 3.0 description of the collections: what each address takes, which is all that it takes."""

import functools
from typing import Any

from pat_logistics.open_data.extracts import LICENCE, LICENCE_URL
from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS, Collection
from pat_logistics.portal.open_data.ogc.documents import (
    DOC,
    FILTER_DOC,
    GEOJSON,
    HTML,
    JSON,
    OPENAPI,
    SCHEMA,
    TITLE,
    column_schema,
)
from pat_logistics.portal.open_data.ogc.items import DEFAULT_LIMIT, LANGUAGE
from pat_logistics.portal.open_data.ogc.shapes import CRS84

ROOT = "/api/ogc"
FORMATS = ("json", "html")


def _parameter(name: str, doc: str, **schema: Any) -> dict[str, Any]:
    # Not as an array: commas part the numbers of one value.
    return {"name": name, "in": "query", "required": False, "description": doc, "schema": schema}


FORMAT = _parameter(
    "f", "Format de la réponse\u00a0; à défaut, selon l’en-tête Accept.", type="string", enum=FORMATS
)


@functools.cache
def description() -> dict[str, Any]:
    """Paths are those under `ROOT`, one for each collection: their columns differ."""
    paths = {
        "/": _reading("landing", "Page d’accueil", JSON),
        "/conformance": _reading("conformance", "Classes de conformité", JSON),
        "/api": _reading("api", "Description de l’interface", OPENAPI),
        "/collections": _reading("collections", "Collections", JSON),
    }
    for code, collection in COLLECTIONS.items():
        path, name = f"/collections/{code}", code.replace("-", "_")
        title = collection.title
        paths[path] = _reading(name, title, JSON)
        paths[f"{path}/queryables"] = _reading(f"{name}_queryables", f"{title} : colonnes", SCHEMA)
        paths[f"{path}/items"] = _reading(f"{name}_items", f"{title} : objets", GEOJSON, _items(collection))
        feature_id = {
            "name": "featureId", "in": "path", "required": True,
            "description": collection.key.doc, "schema": {"type": "string"},
        }  # fmt: skip
        paths[f"{path}/items/{{featureId}}"] = _reading(
            f"{name}_item", f"{title} : un objet", GEOJSON, [feature_id]
        )
    return {
        "openapi": "3.0.3",
        "info": {
            "title": TITLE,
            "description": DOC,
            "version": "1.0.0",
            "license": {"name": LICENCE, "url": LICENCE_URL},
        },
        "servers": [{"url": ROOT}],
        "paths": paths,
    }


def _reading(
    name: str, summary: str, kind: str, parameters: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    schema = {"type": "object"}
    problem = {
        "description": "Erreur (RFC 9457).",
        "content": {"application/problem+json": {"schema": schema}},
    }
    content = {kind: {"schema": schema}, HTML: {"schema": {"type": "string"}}}
    return {
        "get": {
            "operationId": name,
            "summary": summary.replace(" :", "\u00a0:"),
            "parameters": [FORMAT, *(parameters or [])],
            "responses": {"200": {"description": "La réponse.", "content": content}}
            | dict.fromkeys(("400", "404", "406", "429", "500"), problem),
        }
    }


def _items(collection: Collection) -> list[dict[str, Any]]:
    crs = {"type": "string", "format": "uri", "enum": [CRS84], "default": CRS84}
    most = collection.most
    return [
        _parameter(
            "limit",
            f"Nombre d’objets d’une page, {most} au plus.",
            type="integer", minimum=1, maximum=most, default=min(DEFAULT_LIMIT, most),
        ),
        _parameter("cursor", "Celui du lien « next »\u00a0: les objets qui suivent.", type="string"),
        _parameter("bbox", "ouest,sud,est,nord en degrés.", type="string"),
        _parameter("bbox-crs", "Système de coordonnées de bbox.", **crs),
        _parameter(
            "datetime",
            "Dernier changement\u00a0: un instant, un jour, ou deux avec « / » entre.",
            type="string",
        ),
        _parameter("filter", FILTER_DOC, type="string"),
        _parameter(
            "filter-lang", "Langage de filter.", type="string", enum=[LANGUAGE], default=LANGUAGE
        ),
        _parameter("filter-crs", "Système de coordonnées de filter.", **crs),
        *(_parameter(code, column.doc, **_plain(column)) for code, column in collection.queryables.items()),
    ]  # fmt: skip


def _plain(column: Any) -> dict[str, Any]:
    return {key: value for key, value in column_schema(column).items() if key in ("type", "format", "enum")}
