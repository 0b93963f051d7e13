"""Who changed what, when: reading what django-pghistory's triggers keep of a model."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.db.models import OuterRef, Subquery, Value
from django.utils import formats as django_formats
from django.utils import timezone

ACTIONS = {"insert": "ajout", "update": "modification", "delete": "suppression"}
PAGE_SIZE = 50
EMPTY = "vide"
DELETED_ACCOUNT = "un compte supprimé"
# Set by the portal, never typed: they would only make noise.
SILENT = frozenset({"id", "slug"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column, in the words of the forms; an addition has no `before`, a deletion no `after`."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row written: when, by whom, what it was and what it became."""

    when: datetime
    who: str
    action: str
    what: str
    name: str
    fields: list[FieldChange]


def changes(
    sources: Iterable[models.QuerySet[Any]],
    number: Any,
    *,
    name_people: Callable[[set[int]], dict[int, str]],
    name_row: Callable[[Any], str],
) -> tuple["Page[Any]", list[Change]]:
    """A page of the changes that several event querysets hold together, latest first.

    The number of queries follows the number of sources, never that of changes. Each source is a queryset of
    one event model, narrowed by the caller to what the reader may see; `name_people` says how the reader is
    told of users, from their keys; `name_row` what tells a row from its sisters.
    """
    sources = list(sources)
    merged = [
        source.order_by()
        .annotate(pgh_source=Value(index))
        .values_list("pgh_created_at", "pgh_source", "pgh_id")
        for index, source in enumerate(sources)
    ]
    everything = merged[0].union(*merged[1:], all=True).order_by("-pgh_created_at", "-pgh_source", "-pgh_id")
    page = Paginator(everything, PAGE_SIZE).get_page(number)
    keys = [(source, pgh_id) for _, source, pgh_id in page]
    events = {
        (index, event.pgh_id): event
        for index, source in enumerate(sources)
        for event in _with_previous(source, [pgh_id for place, pgh_id in keys if place == index])
    }
    found = [events[key] for key in keys]
    people, names = name_people({_user(event) for event in found} - {None}), _Names(found)
    return page, [_change(event, people, names, name_row) for event in found]


def last_change_id(sources: Iterable[models.QuerySet[Any]]) -> str:
    """Mark that moves with every change of the sources: two equal marks, nothing was written in between."""
    latest = [source.aggregate(last=models.Max("pgh_id"))["last"] or 0 for source in sources]
    return "-".join(map(str, latest))


def _with_previous(source: models.QuerySet[Any], ids: list[int]) -> list[Any]:
    """Events, each with `previous`: the one before it of the same row (None for the first)."""
    if not ids:
        return []
    model = source.model
    earlier = model._default_manager.filter(
        pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
    ).order_by("-pgh_id")
    events = list(
        model._default_manager.filter(pk__in=ids)
        .select_related("pgh_context")
        .annotate(previous_id=Subquery(earlier.values("pgh_id")[:1]))
        .order_by("pgh_id")
    )
    before = model._default_manager.in_bulk([event.previous_id for event in events if event.previous_id])
    for event in events:
        event.previous = before.get(event.previous_id)
    return events


def _user(event: Any) -> Any:
    return (event.pgh_context.metadata or {}).get("user") if event.pgh_context else None


def _columns(event: Any) -> "list[models.Field[Any, Any]]":
    """Columns worth telling: what an event keeps, without the keys and what the row belongs to."""
    kept = {field.name for field in event._meta.fields if not field.name.startswith("pgh_")} - SILENT
    return [
        field
        for field in event.pgh_tracked_model._meta.fields
        if field.name in kept and getattr(field.remote_field, "on_delete", None) is not models.CASCADE
    ]


class _Names:
    """Names of the rows that the events point to by a foreign key: one query per model pointed to."""

    def __init__(self, events: list[Any]) -> None:
        wanted: dict[type[models.Model], set[Any]] = {}
        for event in events:
            for field in _columns(event):
                for row in (event, event.previous):
                    if field.related_model and row is not None:
                        wanted.setdefault(field.related_model, set()).add(getattr(row, field.attname))
        self._found = {
            model: {key: str(row) for key, row in model._default_manager.in_bulk(keys - {None}).items()}
            for model, keys in wanted.items()
        }

    def of(self, field: "models.Field[Any, Any]", key: Any) -> str:
        return self._found[field.related_model].get(key, "supprimé") if field.related_model else ""


def _change(event: Any, people: dict[int, str], names: _Names, name_row: Callable[[Any], str]) -> Change:
    model = event.pgh_tracked_model
    return Change(
        when=event.pgh_created_at,
        who=people.get(_user(event), DELETED_ACCOUNT) if _user(event) else "le portail",
        action=ACTIONS.get(event.pgh_label, event.pgh_label),
        what=str(model._meta.verbose_name),
        name=name_row(event),
        fields=list(_differences(event, names)),
    )


def _differences(event: Any, names: _Names) -> Iterable[FieldChange]:
    if event.pgh_label == "delete":
        return
    for field in _columns(event):
        after = getattr(event, field.attname)
        before = getattr(event.previous, field.attname) if event.previous else None
        said = tuple(_text(field, value, names) for value in (before, after))
        if event.previous is None:
            if said[1] not in (EMPTY, "non"):
                yield FieldChange(str(field.verbose_name), "", said[1])
        elif before != after:
            yield FieldChange(str(field.verbose_name), *said)


def _text(field: "models.Field[Any, Any]", value: Any, names: _Names) -> str:
    """A value as its form would show it."""
    if value is None or value == "" or value == []:
        return EMPTY
    if field.related_model:
        return names.of(field, value)
    if isinstance(value, list):
        labels = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(labels.get(item, item)) for item in value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return django_formats.date_format(timezone.localtime(value), "j F Y à H:i")
    if isinstance(value, DateRange | NumericRange):
        return _period(value)
    if isinstance(value, date):
        return django_formats.date_format(value, "j F Y")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, time):
        return django_formats.time_format(value, "H:i")
    if isinstance(value, Decimal | float | int):
        return _number(value)
    return str(value)


def _number(value: Decimal | float) -> str:
    """Every digit that was typed, and no zero more: « 1200 », « 0,35 »."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _period(value: Any) -> str:
    """A range of days, both ends included."""
    start = django_formats.date_format(value.lower, "j F Y") if value.lower else "…"
    if value.upper is None:
        return f"à partir du {start}"
    last = value.upper - timedelta(days=1)
    return f"du {start} au {django_formats.date_format(last, 'j F Y')}"
