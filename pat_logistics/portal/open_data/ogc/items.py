"""What a request asks of a collection, and the page of features that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Value
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, LessThan
from rest_framework.exceptions import ValidationError

from pat_logistics.open_data.answers import Answers
from pat_logistics.open_data.datasets import Kind
from pat_logistics.portal.open_data.ogc.collections import Collection, Meets
from pat_logistics.portal.open_data.ogc.cql import condition_of
from pat_logistics.portal.open_data.ogc.shapes import BOX_HELP, CRS84, box_of
from pat_logistics.portal.open_data.ogc.values import interval_of, number_of, value_of

DEFAULT_LIMIT = 100
LANGUAGE = "cql2-text"
COUNTS = Answers()
# What a column is not asked by.
OWN_PARAMETERS = (
    "f",
    "limit",
    "cursor",
    "bbox",
    "bbox-crs",
    "datetime",
    "filter",
    "filter-lang",
    "filter-crs",
)


@dataclass(frozen=True, slots=True)
class Page:
    """Features, each a text, in the order of their key. `following` is the last key when more come after.

    `matched` is told on the first page, and counted again once something was written: counting a hundred
    thousand rows takes longer than reading a thousand of them. OGC 17-069r4, 7.16.4, lets a server leave it
    out.
    """

    features: list[str]
    matched: int | None
    following: str | None


def page_of(collection: Collection, asked: Mapping[str, str]) -> Page:
    """The features asked for, in two queries (more where areas are drawn); ValidationError names each fault.

    A page begins after a key rather than at a number of rows: nothing that comes or goes in between makes
    a reader miss another row.
    """
    limit = min(_limit(asked), collection.most)
    rows = collection.rows().filter(_condition(collection, asked)).order_by()
    matched = None if "cursor" in asked else COUNTS.count(rows)
    key = collection.key.value
    after = (
        rows.filter(GreaterThan(key, Value(_key(collection, asked["cursor"])))) if "cursor" in asked else rows
    )
    found = collection.features(after.order_by(key)[: limit + 1])
    shown = found[:limit]
    following = str(shown[-1][0]) if len(found) > limit else None
    return Page([text for _, text in shown], matched, following)


def feature_of(collection: Collection, key: str) -> str | None:
    """The feature of a key, as a text; None when there is none."""
    try:
        value = _key(collection, key)
    except ValidationError:
        return None
    found = collection.features(
        collection.rows().filter(Exact(collection.key.value, Value(value))).order_by()
    )
    return found[0][1] if found else None


def _limit(asked: Mapping[str, str]) -> int:
    """A higher one than the highest is no fault (OGC 17-069r4, 7.15.2)."""
    text = asked.get("limit", str(DEFAULT_LIMIT))
    if not text.isascii() or not text.isdecimal() or not int(text[:18]):
        raise ValidationError({"limit": "Écrivez un nombre entier, à partir de 1."})
    return int(text[:18])


def _key(collection: Collection, text: str) -> Any:
    if collection.key.kind is not Kind.INTEGER:
        return text
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise ValidationError({"cursor": "Donnez celui du lien « next »."})
    return int(text)


def _condition(collection: Collection, asked: Mapping[str, str]) -> Q:
    rule, faults, meets = Q(), {}, collection.meets()
    for name, text in asked.items():
        try:
            rule &= _part(collection, meets, name, text)
        except ValueError as error:
            faults[name] = str(error)
    if faults:
        raise ValidationError(faults)
    return rule


def _part(collection: Collection, meets: Meets, name: str, text: str) -> Q:
    """What one parameter asks of the rows; ValueError says what is wrong with it."""
    match name:
        case "bbox":
            return meets(_box(text))
        case "bbox-crs" | "filter-crs" if text != CRS84:
            raise ValueError(f"Un seul système de coordonnées\u00a0: {CRS84}.")
        case "filter-lang" if text != LANGUAGE:
            raise ValueError(f"Un seul langage\u00a0: {LANGUAGE}.")
        case "filter":
            return condition_of(text, collection.queryables, meets)
        case "datetime":
            return _when(collection, text)
    if name in OWN_PARAMETERS:
        return Q()
    column = collection.queryables[name]
    try:
        return Q(Exact(column.value, Value(value_of(column, text))))
    except ValueError as error:
        raise ValueError(f"Il faut {error}.") from None


def _box(text: str) -> Any:
    try:
        numbers = [float(number_of(part.strip())) for part in text.split(",")]
    except ValueError:
        raise ValueError(BOX_HELP) from None
    return box_of(numbers)


def _when(collection: Collection, text: str) -> Q:
    start, end = interval_of(text)
    moment, rule = collection.changed.value, Q()
    if start:
        rule &= Q(GreaterThanOrEqual(moment, Value(start)))
    if end:
        rule &= Q(LessThan(moment, Value(end)))
    return rule
