"""CSV files that a French spreadsheet opens at a click, and that never run as formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from pat_logistics.exchange.sheets import safe


def csv_bytes(rows: Iterable[Sequence[Any]]) -> bytes:
    """Cells as they stand: semicolons between them, a UTF-8 mark before."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def safe_csv(rows: Iterable[Sequence[Any]]) -> bytes:
    """The same, where a text that looks like a formula comes after an apostrophe."""
    return csv_bytes([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


def csv_response(filename: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    return HttpResponse(
        safe_csv([headers, *rows]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
