"""Tables for people and for programs: CSV, in technical or in French words, and XLSX."""

import csv as library
import io
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime, make_naive

from pat_logistics.exchange.writing import Cell, Sheet, file_of, safe, shown
from pat_logistics.open_data.datasets import Column, Kind
from pat_logistics.open_data.extracts import Extract
from pat_logistics.open_data.files.csv_texts import text_of

BYTE_ORDER_MARK = "\ufeff"
# What a piece of a file holds.
CHUNK_BYTES = 1 << 16
YES, NO = "oui", "non"

Told = Callable[[Any], Cell]


def csv(extract: Extract) -> Iterator[bytes]:
    """RFC 4180: commas, codes, ISO dates, JSON for several values. Its Table Schema is the dictionary's."""
    codes = [column.code for column in extract.columns]
    yield from _lines(codes, extract.texts(text_of), delimiter=",")


def csv_in_french(extract: Extract) -> Iterator[bytes]:
    """For a French spreadsheet: titles, words, decimal commas, semicolons and a UTF-8 mark before."""
    tell = [_written(for_people(column)) for column in extract.columns]
    yield BYTE_ORDER_MARK.encode()
    batches = (
        [[say(value) for say, value in zip(tell, row, strict=True)] for row in rows]
        for rows in extract.tuples()
    )
    yield from _lines(titles(extract.columns), batches, delimiter=";")


def workbook(extract: Extract) -> Iterator[bytes]:
    """XLSX, with real numbers and dates; what it says of itself is on a second sheet."""
    tell = [for_people(column) for column in extract.columns]
    total = itertools.count()

    def rows() -> Iterator[Sequence[Cell]]:
        for batch in extract.tuples():
            for row in batch:
                next(total)
                yield [say(value) for say, value in zip(tell, row, strict=True)]

    def about() -> Iterator[Sequence[Cell]]:
        # The sheet before is written by then: its rows are counted.
        yield from extract.about(next(total)).items()

    sheets = [
        Sheet(extract.dataset.file_name, titles(extract.columns), rows()),
        Sheet("À propos", (), about()),
    ]
    with file_of("xlsx", sheets) as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def titles(columns: Iterable[Column]) -> list[str]:
    return [f"{column.title} ({column.unit})" if column.unit else column.title for column in columns]


def for_people(column: Column) -> Told:
    """How a value of the column is told in a table that people read."""
    words = dict(column.choices)

    def several(values: Any) -> str:
        return ", ".join(str(words.get(value, value)) for value in values or ())

    def one(value: Any) -> Cell:
        if value is None:
            return ""
        if words:
            return str(words.get(value, value))
        if isinstance(value, datetime):
            return make_naive(localtime(value))
        if isinstance(value, bool):
            return YES if value else NO
        return value if isinstance(value, Decimal | float | int | str) else _day(value)

    return several if column.kind is Kind.SEVERAL else one


def _day(value: Any) -> Cell:
    return f"{value:%H:%M}" if hasattr(value, "hour") else value


def _written(tell: Told) -> Told:
    def write(value: Any) -> str:
        cell = tell(value)
        return safe(cell) if isinstance(cell, str) else shown(cell)

    return write


def _lines(
    headers: Sequence[str], batches: Iterable[Sequence[Sequence[Any]]], *, delimiter: str
) -> Iterator[bytes]:
    """The head, then a piece of the file for each batch."""
    text = io.StringIO(newline="")
    lines = library.writer(text, delimiter=delimiter, lineterminator="\r\n")
    lines.writerow(headers)
    for rows in batches:
        lines.writerows(rows)
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()
