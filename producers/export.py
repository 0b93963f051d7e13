"""Everything the portal holds on a farm, in two forms: JSON for programs, a workbook for people."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Field, ForeignKey, GeneratedField, Model
from django.utils import timezone
from django.utils.text import capfirst

from pat_logistics.accounts.models import User
from pat_logistics.exchange.writing import Sheet
from pat_logistics.history import EMPTY, People, in_words
from producers.changes import every_change, people_of
from producers.holdings import belongings
from producers.models import Producer

Columns = Sequence["Field[Any, Any]"]
Table = tuple[type[Model], Columns, list[Any], People]
FIRST_YEAR_OF_CELLS = 1900  # a day before is no date for a workbook


def exported_columns(model: type[Model]) -> "list[Field[Any, Any]]":
    """What of a model goes out: neither what is computed, nor what speaks of somebody else."""
    kept_back = getattr(model, "NOT_EXPORTED", ())
    return [
        field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, GeneratedField) and field.name not in kept_back
    ]


def _tables(producer: Producer, reader: User | None) -> Iterator[Table]:
    """Models that hold something, their columns, their rows and the names of the people in them."""
    for rows in belongings(producer, surviving=True):
        found, columns = list(rows), exported_columns(rows.model)
        to_people = [field for field in columns if field.related_model is User]
        people = people_of(producer, reader)(getattr(row, f.attname) for row in found for f in to_people)
        yield rows.model, columns, found, people


def as_json(producer: Producer, reader: User | None) -> dict[str, Any]:
    """Plain values by the name of model and column; whoever is not of the farm by a quality."""
    content: dict[str, Any] = {"exported_at": timezone.now(), "farm": producer.name}
    for model, columns, found, people in _tables(producer, reader):
        content[str(model._meta.model_name)] = [
            {
                field.attname: people.name(value) if field.related_model is User else value
                for field in columns
                for value in [getattr(row, field.attname)]
            }
            for row in found
        ]
    content["history"] = [
        {
            "at": change.when,
            "who": change.who,
            "what": change.action,
            "thing": change.thing,
            "fields": [
                {"field": field.label, "before": field.before, "after": field.after}
                for field in change.fields
            ],
        }
        for change in every_change(producer, reader)
    ]
    return content


def sheets_of(producer: Producer, reader: User | None) -> Iterator[Sheet]:
    """One sheet a subject, in French; days and moments are dates.

    `SAID_BY_ROW` of a model names the method that says a column of its rows better than its value does.
    """
    for model, columns, found, people in _tables(producer, reader):
        names = _names(columns, found)
        yield Sheet(
            capfirst(str(model._meta.verbose_name_plural)),
            [capfirst(str(field.verbose_name)) for field in columns],
            [[_cell(row, field, people, names) for field in columns] for row in found],
        )
    yield Sheet(
        "Historique",
        ["Date", "Qui", "Quoi", "Sur quoi", "Information", "Avant", "Après"],
        (
            [_local(change.when), *map(str, (change.who, change.action, change.thing, *rest))]
            for change in every_change(producer, reader)
            for rest in ([(f.label, f.before, f.after) for f in change.fields] or [("", "", "")])
        ),
    )


def _local(moment: datetime) -> datetime:
    """As the clock of the country showed it: a cell knows no time zone."""
    return timezone.localtime(moment).replace(tzinfo=None)


def _names(columns: Columns, found: Sequence[Any]) -> dict[tuple[Any, Any], str]:
    """Text of the rows that foreign keys lead to, one query per model."""
    wanted: dict[Any, set[Any]] = {}
    for field in columns:
        if isinstance(field, ForeignKey) and field.related_model is not User:
            ids = wanted.setdefault(field.related_model, set())
            ids |= {value for row in found if (value := getattr(row, field.attname)) is not None}
    return {
        (model, pk): str(row)
        for model, ids in wanted.items()
        for pk, row in model._base_manager.in_bulk(list(ids)).items()
    }


def _cell(row: Any, field: "Field[Any, Any]", people: People, names: dict[tuple[Any, Any], str]) -> Any:
    if method := getattr(row, "SAID_BY_ROW", {}).get(field.name):
        return str(getattr(row, method)() or EMPTY)
    value = getattr(row, field.attname)
    if isinstance(value, date) and value.year >= FIRST_YEAR_OF_CELLS:
        return _local(value) if isinstance(value, datetime) else value
    return str(people.name(value) if field.related_model is User else in_words(field, value, names))
