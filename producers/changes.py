"""The history of a farm: its own changes, and those of all it has, or had."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet

from pat_logistics import history
from pat_logistics.accounts.models import User
from pat_logistics.history import Change, events_of
from producers.models import Flow, Producer, ProductLine, StorageSite, Vehicle

# The words of the pages, shorter than those of the models. The apps above add what they hold of a farm.
THINGS: dict[type, str] = {
    Producer: "Fiche",
    ProductLine: "Produit",
    StorageSite: "Lieu de stockage",
    Vehicle: "Véhicule",
    Flow: "Livraison",
}
# Things told by another row that they point to, and by which column.
TOLD_BY: dict[type, tuple[str, str]] = {Flow: ("à", "destination")}


def of_farm(producer: Producer) -> list[QuerySet[Any]]:
    """Events of a farm and of all it has, or had: what was deleted keeps its history."""
    return [
        events_of(model).filter(**{"pgh_obj_id" if model is Producer else "producer_id": producer.pk})
        for model in THINGS
    ]


def people_of(producer: Producer, reader: User | None) -> Callable[..., history.People]:
    return partial(history.People, producer.organisation_id, reader, advisors_named=True)


def changes(producer: Producer, reader: User | None, *, page: int | str = 1, size: int = 25) -> Page[Any]:
    """A page of the history, newest first; its `object_list` holds `Change`. About a dozen queries."""
    return history.changes(
        of_farm(producer), page, size=size, name_people=people_of(producer, reader), name_thing=_name_thing
    )


def every_change(producer: Producer, reader: User | None) -> list[Change]:
    """The whole history, for the export."""
    return history.every_change(
        of_farm(producer), name_people=people_of(producer, reader), name_thing=_name_thing
    )


def _name_thing(event: Any, say: Callable[[str], str]) -> str:
    thing = THINGS[event.pgh_tracked_model]
    if told := TOLD_BY.get(event.pgh_tracked_model):
        word, column = told
        return f"{thing} {word} {say(column)}"
    name = getattr(event, "name", "")
    return f"{thing} «\u00a0{name}\u00a0»" if name else thing
