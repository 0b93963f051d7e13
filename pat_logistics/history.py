"""Who changed what, when: every write is noted by triggers of the database (django-pghistory), and read here.

A tracked model may say in `IN_WORDS` how a column of its own is told, by its name, and in `TOLD_KEYS`
which of the rows it belongs to are worth telling.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pghistory
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.db.models import GeneratedField, OuterRef, Subquery, Value
from django.utils import timezone
from django.utils.text import capfirst

from pat_logistics.accounts.models import Membership, Role, User
from pat_logistics.formats import french_day

ACTIONS = {"insert": "ajout", "update": "modification", "delete": "suppression"}
PAGE_SIZE = 50
EMPTY = "vide"
YES_NO = {True: "oui", False: "non"}
# Set by the portal, never typed: they would only make noise.
SILENT = frozenset({"id", "slug"})
# Moved by every save: no change of its own.
NOT_HISTORY = ("created_at", "updated_at")


def track(model):
    """Note the inserts, updates and deletions of a model, whichever way they come."""
    # What the database computes from other columns has no change of its own either.
    left_out = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, GeneratedField) or field.name in NOT_HISTORY
    ]
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=left_out,
    )(model)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column, in the words of the forms; an addition has nothing before, a deletion nothing after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row written: when, by whom, what it was about, what it became, and on what occasion (`why`)."""

    when: datetime
    who: str
    action: str
    thing: str
    fields: tuple[FieldChange, ...]
    why: str = ""

    @property
    def is_update(self) -> bool:
        return self.action == ACTIONS["update"]


def events_of(model: Any) -> models.QuerySet[Any]:
    return model.pgh_event_model._default_manager.all()


def version(row: Any) -> int:
    """Number of the last change of a row: what a form was opened on. 0 when none was ever noted."""
    return events_of(type(row)).filter(pgh_obj_id=row.pk).aggregate(last=models.Max("pgh_id"))["last"] or 0


def last_change_id(sources: Iterable[models.QuerySet[Any]]) -> str:
    """Mark that moves with every change of the sources: two equal marks, nothing was written in between."""
    latest = [source.aggregate(last=models.Max("pgh_id"))["last"] or 0 for source in sources]
    return "-".join(map(str, latest))


class People:
    """Who users are, for one reader: colleagues by their address, the others by what they are.

    Advisors are named to the farms they work with (`advisors_named`), which may want to write to them.
    """

    def __init__(
        self,
        organisation_id: int | None,
        reader: User | None,
        ids: Iterable[int | None],
        *,
        advisors_named: bool = False,
    ) -> None:
        self.reader, self.advisors_named = reader, advisors_named
        self.users = User.objects.in_bulk({pk for pk in ids if pk})
        members = Membership.objects.filter(user__in=self.users)
        self.colleagues = set(members.filter(organisation=organisation_id).values_list("user", flat=True))
        self.advisors = set(members.filter(role=Role.ADVISOR).values_list("user", flat=True))

    def name(self, pk: int | None) -> str:
        if pk is None:
            # A task, a command or a personal link: the history cannot tell which, only that nobody signed in.
            return "le portail, sans personne connectée"
        if self.reader and pk == self.reader.pk:
            return "vous"
        user = self.users.get(pk)
        if user is None:
            return "un compte supprimé"
        if pk in self.colleagues:
            return user.email
        if pk in self.advisors:
            return f"conseiller : {user.email}" if self.advisors_named else "un conseiller"
        return "l’administration du portail" if user.is_staff else "une autre personne"


def changes(
    sources: Iterable[models.QuerySet[Any]],
    number: Any = 1,
    *,
    name_people: Callable[[Iterable[int | None]], People],
    name_thing: "Callable[[Any, Callable[[str], str]], str]",
    size: int = PAGE_SIZE,
) -> "Page[Any]":
    """A page of the changes that several event querysets hold together, latest first.

    The number of queries follows the number of sources, never that of changes. Each source is a queryset of
    one event model, narrowed by the caller to what the reader may see; `name_people` says how the
    reader is told of users; `name_thing` names the row of an event, given a way to say its columns in words.
    """
    sources = list(sources)
    merged = [
        source.order_by()
        .annotate(pgh_source=Value(index))
        .values_list("pgh_created_at", "pgh_source", "pgh_id")
        for index, source in enumerate(sources)
    ]
    everything = merged[0].union(*merged[1:], all=True).order_by("-pgh_created_at", "-pgh_source", "-pgh_id")
    page = Paginator(everything, size).get_page(number)
    keys = [(source, pgh_id) for _, source, pgh_id in page]
    events = {
        (index, event.pgh_id): event
        for index, source in enumerate(sources)
        for event in _with_previous(source, [pgh_id for place, pgh_id in keys if place == index])
    }
    found = [events[key] for key in keys]
    people, names = name_people([_noted(event, "user") for event in found]), _names(found)
    page.object_list = [
        Change(
            when=event.pgh_created_at,
            who=people.name(_noted(event, "user")),
            action=ACTIONS[event.pgh_label],
            thing=name_thing(event, _sayer(event, names)),
            fields=tuple(_differences(event, names)),
            why=_noted(event, "why") or "",
        )
        for event in found
    ]
    return page


def every_change(sources: Iterable[models.QuerySet[Any]], **how: Any) -> list[Change]:
    """The whole history, for an export."""
    sources = list(sources)
    total = sum(source.count() for source in sources)
    return list(changes(sources, size=max(total, 1), **how).object_list)


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


def _noted(event: Any, name: str) -> Any:
    """What the context of an event says: the "user", and "why" when there is more to it than a form."""
    return (event.pgh_context.metadata or {}).get(name) if event.pgh_context else None


def _columns(event: Any) -> "list[models.Field[Any, Any]]":
    """Columns worth telling: what an event keeps, without the keys and what the row belongs to."""
    told = getattr(event.pgh_tracked_model, "TOLD_KEYS", ())
    kept = {field.name for field in event._meta.fields if not field.name.startswith("pgh_")} - SILENT
    return [
        field
        for field in event.pgh_tracked_model._meta.fields
        if field.name in kept
        and (field.name in told or getattr(field.remote_field, "on_delete", None) is not models.CASCADE)
    ]


def _names(events: list[Any]) -> dict[tuple[Any, Any], str]:
    """Text of the rows that the events point to by a foreign key: one query per model pointed to."""
    wanted: dict[Any, set[Any]] = {}
    for event in events:
        for field in _columns(event):
            for row in (event, event.previous):
                if field.related_model and row is not None:
                    wanted.setdefault(field.related_model, set()).add(getattr(row, field.attname))
    return {
        (model, key): str(row)
        for model, keys in wanted.items()
        for key, row in model._base_manager.in_bulk(keys - {None}).items()
    }


def _sayer(event: Any, names: dict[tuple[Any, Any], str]) -> Callable[[str], str]:
    def say(column: str) -> str:
        field = event.pgh_tracked_model._meta.get_field(column)
        return in_words(field, getattr(event, field.attname), names)

    return say


def _differences(event: Any, names: dict[tuple[Any, Any], str]) -> Iterable[FieldChange]:
    updated, deleted = event.pgh_label == "update", event.pgh_label == "delete"
    for field in _columns(event):
        # The key that makes a form sent twice one row: nothing that anybody typed.
        if isinstance(field, models.UUIDField):
            continue
        now = getattr(event, field.attname)
        before = getattr(event.previous, field.attname) if event.previous else None
        if now == before if updated and event.previous else now in (None, "", [], {}, False):
            continue
        said, label = in_words(field, now, names), capfirst(str(field.verbose_name))
        if deleted:
            yield FieldChange(label, said, "")
        else:
            yield FieldChange(label, in_words(field, before, names) if updated else "", said)


def in_words(field: Any, value: Any, names: dict[tuple[Any, Any], str] | None = None) -> str:
    """A value as its form would show it. `names` gives the text of the rows that foreign keys lead to."""
    if value is None or value == "" or value in ([], {}):
        return EMPTY
    if field.related_model:
        return (names or {}).get((field.related_model, value), "supprimé depuis")
    if own_words := getattr(field.model, "IN_WORDS", {}).get(field.name):
        return own_words(value)
    if isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(i, dict | list) for i in value)
    ):
        return structure_in_words(value)
    if isinstance(value, list):
        labels = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(labels.get(item, item)) for item in value)
    if isinstance(value, bool):
        return YES_NO[value]
    return str(dict(field.flatchoices)[value]) if value in dict(field.flatchoices) else _plain_words(value)


def structure_in_words(value: Any, *, inside: bool = False) -> str:
    """What a JSON column holds, whatever its shape: one line an entry, what is deeper on the same line."""
    if isinstance(value, dict):
        said = [f"{key}\u00a0: {structure_in_words(each, inside=True)}" for key, each in value.items()]
        return _several(said, inside=inside, between=" ; ")
    if isinstance(value, list):
        said = [structure_in_words(each, inside=True) for each in value]
        return _several(said, inside=inside, between=" | " if _is_nested(value) else ", ")
    if value is None or value == "":
        return EMPTY
    return YES_NO[value] if isinstance(value, bool) else _plain_words(value)


def _is_nested(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict | list) for each in value)


def _several(said: list[str], *, inside: bool, between: str) -> str:
    return (between if inside else "\n").join(said) or EMPTY


def _plain_words(value: Any) -> str:
    if isinstance(value, datetime):
        moment = timezone.localtime(value)
        return f"{french_day(moment.date())} à {moment:%H:%M}"
    if isinstance(value, DateRange | NumericRange):
        return _period(value)
    if isinstance(value, date):
        return french_day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return _number(value) if isinstance(value, Decimal | float | int) else str(value)


def _number(value: Decimal | float) -> str:
    """Every digit that was typed, and no zero more: « 1200 », « 0,35 »."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",").replace("-", "−")


def _period(value: Any) -> str:
    """A range of days, both ends included."""
    start = french_day(value.lower) if value.lower else "…"
    if value.upper is None:
        return f"à partir du {start}"
    last = value.upper - timedelta(days=1)
    return f"du {start} au {french_day(last)}"
