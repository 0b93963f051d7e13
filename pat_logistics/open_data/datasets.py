"""What leaves the portal, declared once: the rows, their columns in words, who may read them.

An app declares its datasets in its `datasets.py`. The lists of the API, the files, the dictionary, the
schemas and the tests against leaks all read the same declaration, so that none can tell more than another.

Each column is SQL: a hundred thousand rows go from the database into a file without an object made of any.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import (
    Case,
    F,
    FloatField,
    Func,
    JSONField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat, Greatest
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.functional import lazy

from pat_logistics.accounts.perms import Somebody
from pat_logistics.addresses import page_under
from pat_logistics.history import events_of

# A tenth of a metre: more digits say nothing of a town hall or a farm.
DECIMALS_OF_DEGREES = 6
# Names that no column of a model has.
PREFIX = "col_"


class Kind(StrEnum):
    """What a column holds; the values are those of Table Schema (https://specs.frictionlessdata.io)."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    YES_NO = "boolean"
    DAY = "date"
    HOUR = "time"
    MOMENT = "datetime"
    SEVERAL = "array"


@dataclass(frozen=True, slots=True)
class Column:
    """One thing said of each row, under a stable `code` for programs and a French `title` for people.

    `value` is SQL over the rows of the dataset. `choices` are the codes a value may be, each with its words.
    `personal`: it may name somebody, and is there because that person published it.
    """

    code: str
    title: str
    kind: Kind
    doc: str
    value: Combinable
    unit: str = ""
    personal: bool = False
    choices: Sequence[tuple[Any, str]] = ()
    # Of each value, when there are several.
    each: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Place:
    """The codes of the columns that say where a row is, in degrees (WGS 84)."""

    latitude: str = "latitude"
    longitude: str = "longitude"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A list that the portal gives away. `rows` are those which somebody may read, and no other.

    `file_name` begins the name of its files, in French; `key` is the column that names a row, and sorts them.
    """

    code: str
    title: str
    doc: str
    file_name: str
    columns: tuple[Column, ...]
    rows: Callable[[Somebody], "QuerySet[Any]"]
    key: str = "id"
    changed: str = "updated_at"
    place: Place | None = None

    def __post_init__(self) -> None:
        codes = [column.code for column in self.columns]
        if len(set(codes)) != len(codes) or not {self.key, self.changed} <= set(codes):
            raise ValueError(self.code)

    def __getitem__(self, code: str) -> Column:
        """The column of this code; a KeyError without it, as templates expect."""
        found = next((column for column in self.columns if column.code == code), None)
        if found is None:
            raise KeyError(code)
        return found

    @property
    def codes(self) -> list[str]:
        return [column.code for column in self.columns]

    def chosen(self, codes: Sequence[str] = ()) -> tuple[Column, ...]:
        """The columns of these codes, in their own order; all of them for none."""
        return tuple(column for column in self.columns if not codes or column.code in codes)

    def read(self, rows: "QuerySet[Any]", columns: Sequence[Column]) -> "QuerySet[Any]":
        """The rows as tuples, a value for each column."""
        named = {PREFIX + column.code: column.value for column in columns}
        return rows.annotate(**named).values_list(*named)

    def as_json(self, rows: "QuerySet[Any]", columns: Sequence[Column]) -> "QuerySet[Any]":
        """The rows as texts, each a JSON object: the database writes it faster than Python reads it."""
        return rows.annotate(col_json=Cast(json_of(columns), TextField())).values_list("col_json", flat=True)

    def as_features(self, rows: "QuerySet[Any]", columns: Sequence[Column]) -> "QuerySet[Any]":
        """The rows as texts, each a feature of GeoJSON (RFC 7946); one of no known place has no geometry."""
        place = self.place
        if place is None:
            raise ValueError(self.code)
        ends = {place.latitude, place.longitude}
        latitude, longitude = self[place.latitude].value, self[place.longitude].value
        point = JsonObject(type=Value("Point"), coordinates=JsonArray(longitude, latitude))
        feature = JsonObject(
            type=Value("Feature"),
            id=self[self.key].value,
            geometry=Case(When(col_lat__isnull=False, then=point)),
            properties=json_of([column for column in columns if column.code not in ends]),
        )
        placed = rows.annotate(col_lat=latitude, col_json=Cast(feature, TextField()))
        return placed.values_list("col_json", flat=True)


class JsonObject(Func):
    """`json_build_object`, which keeps the order of the names as `jsonb` does not."""

    function = "json_build_object"
    output_field = JSONField()

    def __init__(self, **values: Any) -> None:
        parts: Iterator[Any] = (part for name, value in values.items() for part in (text(name), value))
        super().__init__(*parts)


class JsonArray(Func):
    function = "json_build_array"
    output_field = JSONField()


def text(value: str) -> Combinable:
    """A text that the database does not have to guess to be one."""
    return Cast(Value(value), TextField())


def json_of(columns: Sequence[Column]) -> JsonObject:
    return JsonObject(**{column.code: column.value for column in columns})


def degrees(path: str) -> Combinable:
    """A latitude or a longitude, to a tenth of a metre."""
    rounded = f"round((%(expressions)s)::numeric, {DECIMALS_OF_DEGREES})::float8"
    return Func(F(path), template=rounded, output_field=FloatField())


def of_commune(path: str = "commune") -> tuple[Column, ...]:
    """The columns that say in which commune a row is, `path` leading to it."""
    return (
        Column("insee", "Code INSEE", Kind.TEXT, "Code INSEE de la commune.", F(f"{path}__insee")),
        Column("commune", "Commune", Kind.TEXT, "Nom de la commune.", F(f"{path}__name")),
        Column("departement", "Département", Kind.TEXT, "Numéro du département.", F(f"{path}__departement")),
        Column("epci", "SIREN de l’EPCI", Kind.TEXT, "SIREN de l’intercommunalité.", F(f"{path}__epci")),
        Column("epci_name", "EPCI", Kind.TEXT, "Nom de l’intercommunalité.", F(f"{path}__epci_name")),
    )


def of_position(latitude: Combinable, longitude: Combinable, where: str) -> tuple[Column, Column]:
    """The columns of `Place`; `where` says what stands there."""
    return (
        Column("latitude", "Latitude", Kind.NUMBER, f"Latitude (WGS 84) {where}.", latitude, unit="°"),
        Column("longitude", "Longitude", Kind.NUMBER, f"Longitude (WGS 84) {where}.", longitude, unit="°"),
    )


def page_at(name: str, *, folder: str = "") -> Combinable:
    """The whole address of the page of a row: its slug, under the page `name`; read when it is asked."""
    root = Value(lazy(page_under, str)(name), output_field=TextField())
    return Concat(root, Value(folder), "slug", Value("/"), output_field=TextField())


def changed_at(value: Combinable) -> Column:
    """The column by which a copy knows what to read again."""
    return Column(
        "updated_at", "Mis à jour le", Kind.MOMENT, "Dernier changement, ou publication s’il la suit.", value
    )


def said(code: str, title: str, kind: Kind, doc: str, **more: Any) -> Column:
    """A column of the model, under its own name."""
    return Column(code, title, kind, doc, F(code), **more)


def identifier(doc: str) -> Column:
    return Column("id", "Numéro", Kind.INTEGER, doc, F("pk"))


def is_example(path: str = "is_example") -> Column:
    return Column("is_example", "Exemple inventé", Kind.YES_NO, "Cette ligne est inventée.", F(path))


class LastChange(Subquery):
    """When the row of `model` that `path` leads to was last written, by its history."""

    def __init__(self, model: Any, path: str) -> None:
        self.events, self.path = events_of(model).order_by(), path
        of_row = self.events.filter(pgh_obj_id=OuterRef(path)).values("pgh_obj_id")
        super().__init__(of_row.annotate(last=Max("pgh_created_at")).values("last"))

    def since(self, moment: Any) -> Q:
        """The history is read once, not for each row."""
        written = self.events.filter(pgh_created_at__gte=moment).values("pgh_obj_id")
        return Q(**{f"{self.path}__in": written})


def last_change(model: Any, path: str = "pk") -> Combinable:
    return LastChange(model, path)


def latest(*moments: Combinable | str) -> Combinable:
    """The last of several moments, those that are not known left out."""
    return Greatest(*moments)


def changed_since(value: Any, moment: Any) -> Q:
    """Whether a moment, or one of several of which it is the `latest`, is not before another."""
    rule = Q()
    for each in value.get_source_expressions() if isinstance(value, Greatest) else [value]:
        is_since = each.since(moment) if isinstance(each, LastChange) else None
        rule |= is_since or Q(GreaterThanOrEqual(each, Value(moment)))
    return rule
