"""Everything the portal holds on a farm, in two forms: JSON for programs, a workbook for people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.db.models import Field, ForeignKey, GeneratedField, Model
from django.utils import timezone
from django.utils.text import capfirst

from pat_logistics.accounts.models import User
from pat_logistics.history import EMPTY, People, in_words
from producers.changes import every_change, people_of
from producers.holdings import belongings
from producers.models import Producer

Columns = Sequence["Field[Any, Any]"]
Table = tuple[type[Model], Columns, list[Any], People]
SHEET_NAME_LENGTH = 31
CELL_LENGTH = 32_767  # the longest text that a cell of a workbook takes
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


def as_xlsx(producer: Producer, reader: User | None) -> bytes:
    """One sheet a subject, in French; days and moments are dates; what was typed stays a text, no formula.

    `SAID_BY_ROW` of a model names the method that says a column of its rows better than its value does.
    """
    output = BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as book:
        formats = {
            "title": book.add_format({"bold": True}),
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        for model, columns, found, people in _tables(producer, reader):
            headers = [capfirst(str(field.verbose_name)) for field in columns]
            names = _names(columns, found)
            _sheet(
                book,
                formats,
                capfirst(str(model._meta.verbose_name_plural)),
                headers,
                [[_cell(row, field, people, names) for field in columns] for row in found],
            )
        _sheet(
            book,
            formats,
            "Historique",
            ["Date", "Qui", "Quoi", "Sur quoi", "Information", "Avant", "Après"],
            [
                [
                    _local(change.when),
                    change.who,
                    change.action,
                    change.thing,
                    *rest,
                ]
                for change in every_change(producer, reader)
                for rest in ([(f.label, f.before, f.after) for f in change.fields] or [("", "", "")])
            ],
        )
    return output.getvalue()


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
        return getattr(row, method)() or EMPTY
    value = getattr(row, field.attname)
    if isinstance(value, date) and value.year >= FIRST_YEAR_OF_CELLS:
        return _local(value) if isinstance(value, datetime) else value
    return people.name(value) if field.related_model is User else in_words(field, value, names)


def _sheet(
    book: Any, formats: Mapping[Any, Any], title: str, headers: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    sheet = book.add_worksheet(title[:SHEET_NAME_LENGTH])
    sheet.write_row(0, 0, headers, formats["title"])
    sheet.freeze_panes(1, 1)
    line = 0
    for cells in rows:
        parts = [_parts(cell) for cell in cells]
        for column, texts in enumerate(parts):
            for below, part in enumerate(texts, start=1):
                if isinstance(part, date):
                    sheet.write_datetime(line + below, column, part, formats[type(part)])
                else:
                    sheet.write_string(line + below, column, part)
        line += max(map(len, parts), default=0)
    sheet.autofit()


def _parts(cell: Any) -> list[Any]:
    """A text too long for one cell goes on in the cells below: the library would drop it whole."""
    if isinstance(cell, date):
        return [cell]
    text = str(cell)
    return [text[start : start + CELL_LENGTH] for start in range(0, len(text), CELL_LENGTH)] or [""]
