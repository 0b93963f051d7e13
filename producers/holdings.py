"""Everything the portal holds on a farm: what an export gives, what an erasure takes.

What belongs to a farm is found by its foreign keys, so that a model added tomorrow is not forgotten.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CASCADE, PROTECT, RESTRICT, SET_NULL, Model, QuerySet
from pghistory.models import Context, Event

from pat_logistics.accounts.models import Membership, Organisation, Role
from pat_logistics.mail.models import OutgoingMail
from producers.enums import ErasedBy
from producers.models import AdvisorEntry, Erasure, Producer

# What the apps above do before a farm is erased, such as telling those who wait for it: each adds its own.
BEFORE_ERASING: list[Callable[[Producer], None]] = []


def belongings(producer: Producer, *, surviving: bool = False) -> list[QuerySet[Any]]:
    """Querysets of the rows that belong to the farm, the farm itself first, each model once.

    `surviving` adds those that would outlive it, emptied of what names it.
    """
    return _rows_of(Producer._base_manager.filter(pk=producer.pk), surviving=surviving)


def _rows_of(farms: QuerySet[Producer], *, surviving: bool = False) -> list[QuerySet[Any]]:
    found: dict[type[Model], QuerySet[Any]] = {Producer: farms}
    waiting: list[type[Model]] = [Producer]
    while waiting:
        parent = waiting.pop(0)
        for relation in _owned(parent, surviving=surviving):
            child = relation.related_model
            if child not in found:
                found[child] = child._base_manager.filter(**{f"{relation.field.name}__in": found[parent]})
                waiting.append(child)
    return [rows.order_by("pk") for rows in found.values()]


def _owned(parent: type[Model], *, surviving: bool) -> list[Any]:
    """Relations to the rows that mean nothing without their parent."""
    owning = {CASCADE, PROTECT, RESTRICT} | ({SET_NULL} if surviving and parent is Producer else set())
    return [
        relation
        for relation in parent._meta.related_objects
        if not relation.many_to_many and relation.on_delete in owning
    ]


def event_models() -> dict[type[Model], Any]:
    """Every table of history of the portal, by the model it follows."""
    return {
        tracked: model
        for model in apps.get_models()
        if issubclass(model, Event) and (tracked := getattr(model, "pgh_tracked_model", None))
    }


@transaction.atomic
def erase(*, producer: Producer, by: ErasedBy) -> Erasure | None:
    """Delete a farm and all that the portal holds on it, its history included; the accounts remain.

    What is left is an `Erasure`, and for an advisor's entry the dates alone. None if it was just erased.
    """
    # An answer to the entry locks it first, then the farm: in the other order both would wait for ever.
    list(AdvisorEntry.objects.select_for_update().filter(producer=producer).order_by("pk"))
    farms = Producer.objects.select_for_update(of=("self",)).select_related("commune", "organisation")
    farm = farms.filter(pk=producer.pk).first()
    if farm is None:
        return None
    departement, organisation = farm.commune.departement, farm.organisation
    for prepare in BEFORE_ERASING:
        prepare(farm)
    owned = _delete(Producer.objects.filter(pk=farm.pk))
    if organisation and _serves_nothing_else(organisation):
        owned[type(organisation)] = {organisation.pk}
        organisation.delete()
    _forget_traces(owned)
    return Erasure.objects.create(departement=departement, erased_by=by)


@transaction.atomic
def erase_all(*, farms: QuerySet[Producer], by: ErasedBy) -> int:
    """Erase many farms that nobody keeps, as `erase` does one; says how many."""
    list(AdvisorEntry.objects.select_for_update().filter(producer__in=farms).order_by("pk"))
    mine = farms.filter(organisation=None).select_for_update(of=("self",)).select_related("commune")
    found = list(mine.order_by("pk"))
    for farm in found:
        for prepare in BEFORE_ERASING:
            prepare(farm)
    _forget_traces(_delete(Producer.objects.filter(pk__in=[farm.pk for farm in found])))
    Erasure.objects.bulk_create(Erasure(departement=farm.commune.departement, erased_by=by) for farm in found)
    return len(found)


def _delete(farms: QuerySet[Producer]) -> dict[type[Model], set[Any]]:
    """Delete farms and the mails about them; the keys of all that goes with them, by model."""
    _forget_mails(farms)
    AdvisorEntry.objects.filter(producer__in=farms).update(producer=None, email="", reason="")
    owned = {rows.model: set(rows.values_list("pk", flat=True)) for rows in _rows_of(farms)}
    farms.delete()
    return owned


def _forget_traces(owned: dict[type[Model], set[Any]]) -> None:
    _forget_history(owned)
    for model, ids in owned.items():
        kind = ContentType.objects.get_for_model(model)
        LogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in ids]).delete()


def _serves_nothing_else(organisation: Organisation) -> bool:
    """The organisation was only there for the farm: no other role, nothing else tied to it."""
    if organisation.departements or organisation.memberships.exclude(role=Role.PRODUCER).exists():
        return False
    return not any(
        relation.related_model._base_manager.filter(**{relation.field.name: organisation}).exists()
        for relation in organisation._meta.related_objects
        if relation.related_model not in (Membership, Producer, AdvisorEntry)
        and not issubclass(relation.related_model, Event)
    )


def _forget_mails(farms: QuerySet[Producer]) -> None:
    """Delete the mails about what belongs to the farms; one that still waits would lead nowhere.

    `MAIL_KEYS` of a model says how the keys of the mails about one of its rows begin, before its own key.
    """
    for rows in _rows_of(farms, surviving=True):
        starts, ids = getattr(rows.model, "MAIL_KEYS", ()), rows.values_list("pk", flat=True)
        if starts and (told := "|".join(map(str, ids))):
            OutgoingMail.objects.filter(key__regex=rf"^({'|'.join(starts)})({told})(?![0-9])").delete()


def _forget_history(owned: dict[type[Model], set[Any]]) -> None:
    """Delete the events of the rows, of those deleted earlier too, and the contexts left without event."""
    tables, contexts = event_models(), set()
    for model, ids in owned.items():
        if model not in tables:
            continue
        events = tables[model].objects.filter(pgh_obj_id__in=ids)
        for field in model._meta.local_fields:
            if field.related_model in owned and field.name in {f.name for f in tables[model]._meta.fields}:
                parents = owned[field.related_model]
                events |= tables[model].objects.filter(**{f"{field.attname}__in": parents})
        ids |= set(events.values_list("pgh_obj_id", flat=True))
        contexts |= set(events.values_list("pgh_context_id", flat=True)) - {None}
        events.delete()
    for table in tables.values():
        contexts -= set(
            table.objects.filter(pgh_context_id__in=contexts).values_list("pgh_context", flat=True)
        )
    Context.objects.filter(pk__in=contexts).delete()
