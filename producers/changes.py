"""Reading the history: who changed what of a farm, and when, field by field in French.

The events are written by triggers (`producers.history`); the person comes from the request that asked.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.paginator import Paginator
from django.db.models import BooleanField, CharField, ForeignKey, OuterRef, Subquery, Value
from django.utils import formats as django_formats
from django.utils import timezone
from django.utils.text import capfirst

from pat_logistics.accounts.models import Membership, Role, User
from producers.models import Flow, Producer, ProductLine, StorageSite, Vehicle
from producers.seasons import months_in_words, season_in_words

TRACKED = (Producer, ProductLine, StorageSite, Vehicle, Flow)
NOTHING = "vide"


def events_of(model):
    return model.pgh_event_model.objects


def version(row):
    """Number of the last change of a row: what a form was opened on. 0 when none was ever noted."""
    last = events_of(type(row)).filter(pgh_obj_id=row.pk).order_by("-pgh_id")
    return last.values_list("pgh_id", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One write: `what` is « Ajout », « Modification » or « Suppression », `thing` what it is about."""

    at: datetime
    who: str
    what: str
    thing: str
    fields: tuple[FieldChange, ...]

    @property
    def is_update(self):
        return self.what == WHAT["update"]


WHAT = {"insert": "Ajout", "update": "Modification", "delete": "Suppression"}
# The words of the pages, shorter than those of the models.
THINGS = {
    Producer: "Fiche",
    ProductLine: "Produit",
    StorageSite: "Lieu de stockage",
    Vehicle: "Véhicule",
    Flow: "Livraison",
}


def in_words(field, value, names=None):
    """A stored value as a person reads it. `names` gives the text of the rows that foreign keys lead to."""
    if isinstance(field, ForeignKey) and value is not None:
        return (names or {}).get((field.related_model, value), "supprimé depuis")
    if value in (None, "", []):
        return NOTHING
    if field.name == "season":
        return season_in_words(value)
    if field.name == "months":
        return months_in_words(value)
    if isinstance(field, ArrayField):
        labels = dict(field.base_field.choices or ())
        return ", ".join(str(labels.get(item, item)) for item in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, BooleanField):
        return "oui" if value else "non"
    return _plain_words(value)


def _plain_words(value):
    if isinstance(value, datetime):
        return django_formats.date_format(timezone.localtime(value), "j F Y à H:i")
    if isinstance(value, date):
        return django_formats.date_format(value, "j F Y")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return _number(value) if isinstance(value, int | float | Decimal) else str(value)


def _number(value):
    """Every digit that was typed, no zero more: « 1200 », « 0,35 »."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",").replace("-", "−")


class People:
    """Who the users behind changes are, for one reader: farm members and advisors by their address."""

    def __init__(self, producer, reader, ids):
        self.reader = reader
        self.users = User.objects.in_bulk([pk for pk in ids if pk])
        members = Membership.objects.filter(user__in=self.users)
        self.farm = set(members.filter(organisation=producer.organisation_id).values_list("user", flat=True))
        self.advisors = set(members.filter(role=Role.ADVISOR).values_list("user", flat=True))

    def name(self, pk):
        if pk is None:
            return "le portail"
        if self.reader and pk == self.reader.pk:
            return "vous"
        user = self.users.get(pk)
        if user is None:
            return "un compte supprimé"
        if pk in self.farm:
            return user.email
        if pk in self.advisors:
            return f"conseiller : {user.email}"
        return "l’administration du portail" if user.is_staff else "une autre personne"


def _events(producer, model):
    """Events of the rows of a farm, those of deleted rows too."""
    column = "pgh_obj_id" if model is Producer else "producer_id"
    return events_of(model).filter(**{column: producer.pk})


def changes(producer, reader, *, page=1, size=25):
    """A page of the history, newest first; its `object_list` holds `Change`. About a dozen queries."""
    queries = [
        _events(producer, model)
        .order_by()
        .annotate(table=Value(model.__name__, CharField()))
        .values_list("pgh_created_at", "pgh_id", "table")
        for model in TRACKED
    ]
    every = queries[0].union(*queries[1:], all=True).order_by("-pgh_created_at", "-pgh_id", "table")
    found = Paginator(every, size).get_page(page)
    found.object_list = _described(producer, reader, list(found.object_list))
    return found


def every_change(producer, reader):
    """The whole history, for the export."""
    total = sum(_events(producer, model).count() for model in TRACKED)
    return changes(producer, reader, size=max(total, 1)).object_list


def _described(producer, reader, keys):
    events, before = {}, {}
    for model in TRACKED:
        ids = [pk for _, pk, kind in keys if kind == model.__name__]
        earlier = events_of(model).filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
        rows = events_of(model).filter(pgh_id__in=ids).select_related("pgh_context")
        rows = rows.annotate(previous=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]))
        events[model.__name__] = {row.pgh_id: row for row in rows}
        previous = [row.previous for row in events[model.__name__].values() if row.previous]
        before[model.__name__] = events_of(model).in_bulk(previous)
    loaded = [row for rows in (*events.values(), *before.values()) for row in rows.values()]
    names = _names(loaded)
    people = People(producer, reader, {_user_of(row) for row in loaded})
    return [
        _change(row, before[kind].get(row.previous), names, people.name(_user_of(row)))
        for row, kind in ((events[kind][pk], kind) for _, pk, kind in keys)
    ]


def _user_of(event):
    return event.pgh_context.metadata.get("user") if event.pgh_context_id else None


def _names(events):
    """Text of every row that the events point at, one query per model."""
    wanted: dict = {}
    for event in events:
        for field in _shown(event):
            if isinstance(field, ForeignKey) and (pk := getattr(event, field.attname)) is not None:
                wanted.setdefault(field.related_model, set()).add(pk)
    return {
        (model, pk): str(row)
        for model, ids in wanted.items()
        for pk, row in model._base_manager.in_bulk(list(ids)).items()
    }


def _shown(event):
    """Columns worth telling: not the key, nor the farm the rows belong to."""
    model = event.pgh_tracked_model
    names = {field.name for field in event._meta.fields}
    return [
        field
        for field in model._meta.local_fields
        if field.name in names and field.name not in ("id", "producer")
    ]


def _change(event, previous, names, who):
    model = event.pgh_tracked_model
    compared = [(field, getattr(event, field.attname)) for field in _shown(event)]
    if event.pgh_label == "update":
        compared = [
            (f, value) for f, value in compared if not previous or getattr(previous, f.attname) != value
        ]
    else:
        compared = [(field, value) for field, value in compared if value not in (None, "", [], False)]

    def words(source, field):
        return in_words(field, getattr(source, field.attname), names) if source else ""

    fields = tuple(
        FieldChange(
            capfirst(field.verbose_name),
            words(event if event.pgh_label == "delete" else previous, field),
            "" if event.pgh_label == "delete" else words(event, field),
        )
        for field, _ in compared
    )
    name = f" «\u00a0{event.name}\u00a0»" if getattr(event, "name", "") else ""
    if model is Flow:
        name = f" à {in_words(model._meta.get_field('destination'), event.destination_id, names)}"
    return Change(event.pgh_created_at, who, WHAT[event.pgh_label], THINGS[model] + name, fields)
