"""The answer that saves a file."""

from collections.abc import Iterable, Sequence
from os import SEEK_END
from typing import TypeVar

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase

from pat_logistics.exchange.writing import FORMATS, IN_MEMORY, Cell, Sheet, file_of

Answer = TypeVar("Answer", bound=HttpResponseBase)


def download(name: str, kind: str, sheets: Iterable[Sheet]) -> HttpResponseBase:
    """Sheets as the file `name.kind`; 404 for a kind that nobody writes.

    The file is whole before anything leaves: what goes wrong on the way is a page that says so.
    """
    if kind not in FORMATS:
        raise Http404
    file = file_of(kind, sheets)
    is_large = file.seek(0, SEEK_END) > IN_MEMORY
    file.seek(0)
    answer = FileResponse if is_large else HttpResponse  # which reads it at once, then closes it
    response: HttpResponseBase = answer(file, content_type=FORMATS[kind].content_type)
    return saved_as(f"{name}.{kind}", response)


def csv_list(name: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponseBase:
    """A list as the file `name.csv`."""
    return download(name, "csv", [Sheet(name, headers, rows)])


def saved_as(filename: str, response: Answer) -> Answer:
    """The same answer, which a browser saves under this name."""
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
