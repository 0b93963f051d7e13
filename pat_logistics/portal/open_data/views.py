"""The pages of the open data: what each list holds, its schema, the files of each night, the catalogue."""

import datetime
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from pat_logistics.exchange.downloads import saved_as
from pat_logistics.open_data.datasets import Dataset
from pat_logistics.open_data.extracts import LICENCE, LICENCE_URL
from pat_logistics.open_data.files import FORMATS
from pat_logistics.portal.open_data import dumps
from pat_logistics.portal.open_data.catalogue import absolute, catalogue, list_of
from pat_logistics.portal.open_data.feeds import FEEDS
from pat_logistics.portal.open_data.registry import DATASETS
from pat_logistics.portal.open_data.table_schema import table_schema

# rdflib's name of each way to write the catalogue, and how it is served.
CATALOGUES = {"jsonld": ("json-ld", "application/ld+json"), "rdf": ("pretty-xml", "application/rdf+xml")}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    days = dumps.days()
    made = dumps.latest()
    context = {
        "lists": [(each, [dump for dump in made if dump.dataset == code]) for code, each in DATASETS.items()],
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "days": [datetime.date.fromisoformat(day) for day in days],
    }
    return render(request, "open_data/index.html", context)


@require_safe
def dataset(request: HttpRequest, code: str) -> HttpResponse:
    told = _known(code)
    context = {
        "dataset": told,
        "columns": [(column, list(column.choices)) for column in told.columns],
        "api": list_of(told),
        "formats": [(form.title, name) for name, form in FORMATS.items() if told.place or not form.is_map],
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "has_feed": code in FEEDS,
        "dumps": [dump for dump in dumps.latest() if dump.dataset == code],
    }
    return render(request, "open_data/dataset.html", context)


@require_safe
@cache_control(public=True, max_age=3600)
def schema(request: HttpRequest, code: str) -> HttpResponse:
    told = _known(code)
    pages = {"homepage": absolute(list_of(told))}
    return JsonResponse(table_schema(told) | pages, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@cache_control(public=True, max_age=3600)
def catalogue_file(request: HttpRequest, kind: str) -> HttpResponse:
    form, content_type = CATALOGUES[kind]
    return HttpResponse(catalogue().serialize(format=form, encoding="utf-8"), content_type=content_type)


def _checksum(request: HttpRequest, day: str, name: str) -> str | None:
    found = _dump(day, name)
    return f'"{found.sha256}"' if found else None


@require_safe
@cache_control(public=True, max_age=3600)
@condition(etag_func=_checksum)
def file(request: HttpRequest, day: str, name: str) -> HttpResponseBase:
    """A file of a night; only what its index names."""
    found = _dump(day, name)
    if found is None:
        raise Http404
    # The reader of the file closes it.
    response = FileResponse(found.path.open("rb"), content_type=found.media_type)
    return saved_as(f"{found.day}-{found.name}", response)


@require_safe
def latest_file(request: HttpRequest, name: str) -> HttpResponse:
    """Leads to the last file of this name."""
    found = next((dump for dump in dumps.latest() if dump.name == name), None)
    if found is None:
        raise Http404
    return redirect("open_data:file", found.day, found.name)


def _dump(day: str, name: str) -> Any:
    return next((dump for dump in dumps.of_day(day) if dump.name == name), None)


def _known(code: str) -> Dataset:
    if code not in DATASETS:
        raise Http404
    return DATASETS[code]
