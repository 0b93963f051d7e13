"""Many rows into a table of the database at one go: tens of thousands a second."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import GeneratedField, JSONField, Model

# A sign that no text of the portal holds: « \\N » is what other databases write in their exports.
NULL = "\x1f"


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    """Add rows as they are, in the open transaction; a list is an array, and JSON is given as a text."""
    file = io.StringIO()
    csv.writer(file).writerows(map(_cell, row) for row in rows)
    file.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv, NULL '{NULL}')", file
        )


def copy_new(rows: Sequence[Model]) -> None:
    """Add new rows of one model, each with its key from then on: as `bulk_create`, in a third of the time.

    The arrays among their columns hold codes or numbers, no text of somebody's.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.local_concrete_fields if not isinstance(field, GeneratedField)]
    for row, key in zip(rows, _new_keys(meta.db_table, str(meta.pk.column), len(rows)), strict=True):
        row.pk = key
    copy_rows(
        meta.db_table,
        [f'"{field.column}"' for field in fields],
        ([_stored(field, row) for field in fields] for row in rows),
    )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _new_keys(table: str, column: str, number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, column, number],
        )
        return [key for (key,) in cursor.fetchall()]


def _stored(field: Any, row: Model) -> Any:
    value = field.pre_save(row, add=True)
    return (
        json.dumps(value, cls=field.encoder) if isinstance(field, JSONField) and value is not None else value
    )


def _cell(value: Any) -> Any:
    if value is None:
        return NULL
    return f"{{{','.join(map(str, value))}}}" if isinstance(value, list) else value
