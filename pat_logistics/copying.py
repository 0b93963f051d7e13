"""Many rows into a table of the database at one go: tens of thousands a second."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

NULL = "\\N"


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    """Add rows as they are, in the open transaction; a list is an array, and JSON is given as a text."""
    file = io.StringIO()
    csv.writer(file).writerows(map(_cell, row) for row in rows)
    file.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv, NULL '{NULL}')", file
        )


def _cell(value: Any) -> Any:
    if value is None:
        return NULL
    return f"{{{','.join(map(str, value))}}}" if isinstance(value, list) else value
