"""Taking a whole list back: the farms it made that nobody has touched, and what it filled of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, QuerySet
from django.utils import timezone
from pghistory.models import Event

from pat_logistics.exchange.importing import Progress
from producers import holdings
from producers.enums import ErasedBy
from producers.intake.importing import BATCH
from producers.models import AdvisorEntry, Intake, IntakeRow, Producer, ProductLine, RowState

# What a list gives a farm. Anything else that it has came since.
GIVEN: tuple[type[Model], ...] = (Producer, ProductLine, AdvisorEntry, IntakeRow)


@dataclass(slots=True)
class Undone:
    """How many farms are gone, put back as they were, and kept because somebody has worked on them."""

    erased: int = 0
    restored: int = 0
    kept: int = 0


def undo(intake: Intake, progress: Progress) -> Undone:
    """Undo a list, in the transaction that is open. Undone already, it changes nothing."""
    found = Undone()
    locked = Intake.objects.select_for_update().get(pk=intake.pk)
    if not locked.may_be_undone:
        return found
    made = list(
        locked.rows.filter(state=RowState.NEW, producer__isnull=False)
        .order_by("pk")
        .values_list("producer", flat=True)
    )
    filled = list(locked.rows.filter(state=RowState.FILLED).exclude(filled={}).select_related("producer"))
    total = len(made) + len(filled)
    for start in range(0, len(made), BATCH):
        progress(start, total)
        part = made[start : start + BATCH]
        untouched = _untouched(part)
        found.erased += holdings.erase_all(farms=untouched, by=ErasedBy.ADVISOR)
        found.kept += Producer.objects.filter(pk__in=part).count()
    for row in filled:
        found.restored += _empty(row)
    locked.undone_at = timezone.now()
    locked.save(update_fields=["undone_at"])
    progress(total, total)
    return found


def _untouched(keys: Sequence[int]) -> "QuerySet[Producer]":
    """Of these farms, those that nobody keeps, publishes, changed or added to since the list was written."""
    farms = Producer.objects.filter(pk__in=keys, organisation=None, published_at=None)
    for relation in Producer._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        is_owned = relation.auto_created and not relation.concrete and model not in GIVEN
        if is_owned and not issubclass(model, Event):
            name = relation.field.name  # type: ignore[union-attr]
            farms = farms.exclude(pk__in=model._base_manager.filter(**{f"{name}__in": keys}).values(name))
    return farms.exclude(pk__in=_edited(keys)).exclude(entry__claimed_at__isnull=False)


def _edited(keys: Sequence[int]) -> set[int]:
    """The farms of which something was changed after the list made it: the history says so.

    An event has the time when its transaction began, so that those of the list come before its farms.
    """
    tables = holdings.event_models()
    profiles = tables[Producer].objects.filter(pgh_obj_id__in=keys).exclude(pgh_label="insert")
    lines = (
        tables[ProductLine]
        .objects.filter(producer__in=keys)
        .exclude(pgh_label="insert", pgh_created_at__lte=F("producer__created_at"))
    )
    return {*profiles.values_list("pgh_obj_id", flat=True), *lines.values_list("producer", flat=True)}


def _empty(row: IntakeRow) -> bool:
    """Take out of a farm what the list put in it, wherever it still stands."""
    producer = row.producer
    if producer is None:
        return False
    values = dict(row.filled)
    families = values.pop("families", [])
    same = [name for name, value in values.items() if getattr(producer, name) == value]
    for name in same:
        setattr(producer, name, [] if isinstance(values[name], list) else "")
    if same:
        producer.save(update_fields=[*same, "updated_at"])
    blank = ProductLine.objects.filter(
        producer=producer, family__in=families, name="", kg_per_year=None, eur_per_kg=None, flows=None
    )
    taken = blank.delete()[0] if families else 0
    return bool(same or taken)
