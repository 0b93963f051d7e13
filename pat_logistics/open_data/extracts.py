"""A part of a dataset that somebody asked for, and what its file says of itself: date, licence, question."""

import datetime
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.utils.text import slugify

from pat_logistics.open_data.datasets import Column, Dataset

LICENCE = "Licence Ouverte 2.0"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
# Rows that the database hands over at once.
AT_A_TIME = 2_000
NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Extract:
    """Some rows and columns of a dataset. `filters` is the question as it was asked, `source` its address."""

    dataset: Dataset
    rows: "QuerySet[Any]"
    columns: tuple[Column, ...]
    on: datetime.date
    source: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """That of the file, without its ending: what it holds, of which question, on which day."""
        asked = [slugify(f"{name} {value}") for name, value in self.filters.items()]
        return "_".join([self.dataset.file_name, *filter(None, asked)])[:NAME_LENGTH] + f"_{self.on}"

    def about(self, count: int) -> dict[str, str]:
        """What a file says of itself, `count` being the rows it holds."""
        return {
            "titre": self.dataset.title,
            "date": self.on.isoformat(),
            "filtres": ", ".join(f"{name} = {value}" for name, value in self.filters.items()) or "aucun",
            "nombre": str(count),
            "licence": LICENCE,
            "licence_url": LICENCE_URL,
            "source": self.source,
        }

    def tuples(self) -> Iterator[list[tuple[Any, ...]]]:
        """The rows, some thousands at a time."""
        return self._handed_over(self.dataset.read(self.rows, self.columns))

    def texts(self, text_of: Callable[[Column], Combinable]) -> Iterator[list[tuple[str | None, ...]]]:
        """The same as texts, each worded by SQL."""
        worded = [replace(column, value=text_of(column)) for column in self.columns]
        return self._handed_over(self.dataset.read(self.rows, worded))

    def objects(self) -> Iterator[list[str]]:
        """The rows as JSON objects, each a text."""
        return self._handed_over(self.dataset.as_json(self.rows, self.columns))

    def features(self) -> Iterator[list[str]]:
        """The rows as features of GeoJSON, each a text."""
        return self._handed_over(self.dataset.as_features(self.rows, self.columns))

    def _handed_over(self, rows: "QuerySet[Any]") -> Iterator[list[Any]]:
        """One statement, so one moment of the database, read through a cursor: no list of them all."""
        with transaction.atomic():
            each = rows.iterator(chunk_size=AT_A_TIME)
            while batch := list(itertools.islice(each, AT_A_TIME)):
                yield batch
