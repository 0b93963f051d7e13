"""Links from a page to the files of its list, with the same filters."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from pat_logistics.addresses import address
from pat_logistics.file_addresses import understood
from pat_logistics.open_data.datasets import Dataset
from pat_logistics.open_data.files import FORMATS
from pat_logistics.territory.models import Commune

# What people use; programs read the rest in the description of the API.
OFFERED = ("xlsx", "csv-fr", "geojson", "gpkg")


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str


def chosen(form: Any) -> QueryDict:
    """What a form without fault asks, for an address that lasts: nothing empty, a commune by its code.

    The API refuses what is empty, and knows a commune by its code, not by what was typed.
    """
    query, asked = QueryDict(mutable=True), understood(form.data, form)
    for name in form.fields:
        value = form.cleaned_data.get(name)
        kept = [value.pk] if isinstance(value, Commune) else [each for each in asked.getlist(name) if each]
        if kept:
            query.setlist(name, kept)
    return query


def file_links(dataset: Dataset, form: Any) -> list[Link]:
    """The files of what this form found; none while something typed is not understood."""
    if form.errors:
        return []
    query = chosen(form)
    files = ((FORMATS[name], name) for name in OFFERED if dataset.place or not FORMATS[name].is_map)
    root = address("api")
    links = []
    for form_of_file, name in files:
        query["format"] = name
        links.append(Link(form_of_file.title, f"{root}{dataset.code}/?{query.urlencode()}"))
    return links
