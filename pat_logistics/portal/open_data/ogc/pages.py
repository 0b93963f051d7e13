"""The same documents for people: a title, links, facts and a table, which one template shows."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pat_logistics.open_data.datasets import Column
from pat_logistics.portal.open_data.ogc.collections import Collection
from pat_logistics.portal.open_data.ogc.documents import DOC, TITLE, Absolute, Document

# Of a table of features: more would not fit a screen; the page of one says them all.
COLUMNS_SHOWN = 6
NONE = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """`above` leads back; `facts` are names and what they are; `rows` begin with what names them."""

    title: str
    lead: str
    above: Sequence[Cell] = ()
    facts: Sequence[tuple[str, Cell]] = ()
    caption: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    following: str = ""


def _landing(document: Document, at: Absolute) -> Page:
    facts = [
        ("Adresse à donner à QGIS", Cell(at(""))),
        ("Données", Cell("Collections", at("collections?f=html"))),
        (
            "Conformité",
            Cell("Ce qui est suivi de la norme, et ce qui ne l’est pas", at("conformance?f=html")),
        ),
        ("Description de l’interface", Cell("OpenAPI 3.0", at("api?f=html"))),
        *((link["title"], Cell(link["href"], link["href"])) for link in _of(document, "license")),
    ]
    return Page(document["title"], document["description"], facts=facts)


def _conformance(document: Document, at: Absolute) -> Page:
    rows = [[Cell(uri, uri)] for uri in document["conformsTo"]]
    lead = document["description"]
    return Page("Conformité", lead, _home(at), caption="Classes suivies", heads=["Classe"], rows=rows)


def _description(document: Document, at: Absolute) -> Page:
    rows = [[Cell(path), Cell(found["get"]["summary"])] for path, found in document["paths"].items()]
    return Page(
        "Description de l’interface", "Chaque adresse, sous celle de la page d’accueil.", _home(at),
        facts=[("En JSON", Cell("OpenAPI 3.0", at("api?f=json")))],
        caption="Adresses", heads=["Adresse", "Ce qu’elle donne"], rows=rows,
    )  # fmt: skip


def _collections(document: Document, at: Absolute) -> Page:
    rows = [
        [Cell(each["title"], at(f"collections/{each['id']}?f=html")), Cell(each["description"])]
        for each in document["collections"]
    ]
    heads = ["Collection", "Contenu"]
    return Page("Collections", DOC, _home(at), caption="Collections", heads=heads, rows=rows)


def _collection(document: Document, at: Absolute) -> Page:
    path, extent = f"collections/{document['id']}", document["extent"]
    facts = [
        ("Objets", Cell("Les lire", at(f"{path}/items?f=html"))),
        ("Filtres", Cell("Colonnes à filtrer", at(f"{path}/queryables?f=html"))),
    ]
    if "spatial" in extent:
        facts.append(
            ("Étendue (ouest, sud, est, nord)", Cell(", ".join(map(str, extent["spatial"]["bbox"][0]))))
        )
    if "temporal" in extent:
        facts.append(("Changements", Cell(" – ".join(extent["temporal"]["interval"][0]))))
    return Page(document["title"], document["description"], _under_collections(at), facts=facts)


def _queryables(document: Document, at: Absolute) -> Page:
    rows = [
        [Cell(code), Cell(schema["title"]), Cell(schema.get("description", ""))]
        for code, schema in document["properties"].items()
    ]
    above = [
        *_under_collections(at),
        Cell(document["title"], document["$id"].replace("/queryables", "?f=html")),
    ]
    return Page(
        f"{document['title']}\u00a0: colonnes à filtrer", document["description"],
        above, caption="Colonnes", heads=["Code", "Nom", "Contenu"], rows=rows,
    )  # fmt: skip


def _items(document: Document, at: Absolute) -> Page:
    collection: Collection = document["collection"]
    columns = list(collection.queryables.values())[:COLUMNS_SHOWN]
    rows = []
    for text in document["features"]:
        feature = json.loads(text)
        url = at(f"collections/{collection.code}/items/{feature['id']}?f=html")
        told = [Cell(_said(column, feature["properties"])) for column in columns]
        rows.append([Cell(told[0].text, url), *told[1:]])
    matched = document.get("numberMatched")
    lead = f"{document['numberReturned']}" + ("." if matched is None else f" sur {matched}.")
    following = next((link["href"] for link in _of(document, "next")), "")
    return Page(
        collection.title, lead, _under_collection(collection, at), caption="Objets",
        heads=[column.title for column in columns], rows=rows, following=following,
    )  # fmt: skip


def _item(document: Document, at: Absolute) -> Page:
    collection: Collection = document["collection"]
    facts = [(column.title, Cell(_said(column, document["properties"]))) for column in collection.columns]
    if document["geometry"] and collection.geometry == "Point":
        longitude, latitude = document["geometry"]["coordinates"]
        facts.append(("Longitude, latitude", Cell(f"{longitude}, {latitude}")))
    items = Cell("Objets", at(f"collections/{collection.code}/items?f=html"))
    above = [*_under_collection(collection, at), items]
    return Page(f"{collection.title}\u00a0: {document['id']}", collection.doc, above, facts=facts)


def _said(column: Column, properties: Mapping[str, Any]) -> str:
    value = properties[column.code]
    words = {str(code): text for code, text in column.choices}
    if isinstance(value, bool):
        return "oui" if value else "non"
    values = value if isinstance(value, list) else [value]
    return ", ".join(words.get(str(each), str(each)) for each in values if each not in (None, "")) or NONE


def _of(document: Document, rel: str) -> list[Document]:
    return [link for link in document["links"] if link["rel"] == rel]


def _home(at: Absolute) -> list[Cell]:
    return [Cell(TITLE, at("?f=html"))]


def _under_collections(at: Absolute) -> list[Cell]:
    return [*_home(at), Cell("Collections", at("collections?f=html"))]


def _under_collection(collection: Collection, at: Absolute) -> list[Cell]:
    return [*_under_collections(at), Cell(collection.title, at(f"collections/{collection.code}?f=html"))]


# By name of the document.
PAGES: Mapping[str, Callable[[Document, Absolute], Page]] = {
    "landing": _landing,
    "conformance": _conformance,
    "description": _description,
    "collections": _collections,
    "collection": _collection,
    "queryables": _queryables,
    "items": _items,
    "item": _item,
}
