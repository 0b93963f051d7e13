"""The rows of a territory, each kind read once, and the figures that may be shown of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import numpy as np
from celery import shared_task

from needs_survey.answers import codes_in, float_of
from needs_survey.maturity import FORMULA, score
from needs_survey.needs.filters import Asked
from needs_survey.needs.releases import (
    ANSWER_TABLES,
    FLOW_TABLES,
    PLACE_TABLES,
    Counter,
    OnScreen,
    Release,
    Released,
    Tables,
    decided,
    kept_release,
)
from needs_survey.needs.rows import Codes, Rows, Several
from needs_survey.needs.sources import answers, cold_storage, deliveries
from pat_logistics.territory.groupings import short

NO_EPCI = "sans intercommunalité"
UNKNOWN_BAND = "inconnue"
PARTS = tuple(part[0] for part in FORMULA)
DELIVERIES = "deliveries"
# What a figure on each kind of rows may be about.
TABLES: Mapping[str, Tables] = {
    DELIVERIES: FLOW_TABLES,
    "answers": ANSWER_TABLES,
    "blocked": PLACE_TABLES,
    "cold": PLACE_TABLES,
}
ANSWERED = ("sought", "irritants", "blocked_kg_per_year", *PARTS)


@dataclass(frozen=True)
class Sources:
    """The rows of some départements, each kind read once, whatever is asked of them."""

    departements: tuple[str, ...]

    @cached_property
    def deliveries(self) -> Rows:
        return deliveries(self.departements)

    @cached_property
    def cold(self) -> Rows:
        return cold_storage(self.departements)

    @cached_property
    def _answers(self) -> tuple[Rows, list[tuple[Any, ...]]]:
        return answers(self.departements, *ANSWERED)

    @cached_property
    def answers(self) -> Rows:
        """What the farms that answered said: one set of rows, so that its figures are decided together."""
        rows, columns = self._answers
        bands = [score(dict(zip(PARTS, row[3:], strict=True))).band for row in columns]
        return Rows(
            rows.farm,
            rows.weight,
            dict(rows.columns) | {"band": Codes.of([band.value if band else UNKNOWN_BAND for band in bands])},
            {
                "sought": _several([codes_in(row[0]) for row in columns]),
                "irritant": _several([codes_in(row[1]) for row in columns]),
            },
        )

    @cached_property
    def blocked(self) -> Rows:
        """The kilos a year that a farm cannot deliver; those of none are not among those behind a figure."""
        rows, columns = self._answers
        weight = np.array([float_of(row[2]) or 0.0 for row in columns], np.float64)
        return rows.only(weight > 0, weight)


def _several(chosen: list[Iterable[str]]) -> Several:
    values = sorted({code for codes in chosen for code in codes})
    held = np.array([[value in set(codes) for value in values] for codes in chosen], bool)
    return Several(values, held.reshape(len(chosen), len(values)))


def release_at(sources: Sources, kind: str, rows: Rows | None = None) -> Release:
    """What may leave of a kind of rows of a département: all of them, else `rows`."""
    if rows is not None:
        return kept_release(rows, TABLES[kind])
    places = ",".join(sources.departements)
    return kept_release(
        getattr(sources, kind),
        TABLES[kind],
        name=f"{kind}-{places}",
        again=lambda: decide_again.delay(kind, places),
    )


@shared_task
def decide_again(kind: str, places: str) -> None:
    """What may leave, of rows that changed while the former decision was served."""
    rows = getattr(Sources(tuple(places.split(","))), kind)
    decided(rows, TABLES[kind], name=f"{kind}-{places}")


@dataclass(frozen=True)
class Territory:
    """What the views of one request share.

    `is_masked`: only what may leave the house; of one département, under one filter at most.
    """

    asked: Asked
    epcis: Mapping[str, str]
    sources: Sources
    is_masked: bool = False

    @classmethod
    def of(cls, asked: Asked, epcis: Mapping[str, str], *, is_masked: bool = False) -> "Territory":
        return cls(asked, epcis, Sources(asked.departements), is_masked)

    @property
    def masked(self) -> "Territory":
        """The same question, as it may leave the house."""
        return replace(self, is_masked=True)

    @cached_property
    def flows(self) -> Counter:
        return self._counter(DELIVERIES, self.asked.filters)

    @cached_property
    def answers(self) -> Counter:
        return self._of_farms("answers")

    @cached_property
    def blocked(self) -> Counter:
        return self._of_farms("blocked")

    @cached_property
    def cold(self) -> Counter:
        return self._of_farms("cold")

    def _counter(self, kind: str, filters: Mapping[str, Any], rows: Rows | None = None) -> Counter:
        """`rows`: some of that kind, instead of all."""
        if self.is_masked:
            return Released(cache(lambda: release_at(self.sources, kind, rows)), filters)
        found: Rows = getattr(self.sources, kind) if rows is None else rows
        return OnScreen(found.where(filters))

    def _of_farms(self, kind: str) -> Counter:
        """Answers and places of farms; on screen, of the farms with a delivery that answers."""
        wanted = {"epci": self.asked.epci} if self.asked.epci else {}
        if self._answering is None:
            return self._counter(kind, wanted)
        rows: Rows = getattr(self.sources, kind)
        kept = np.array([value in self._answering for value in rows.farm.values], bool)
        found = rows.only(kept[rows.farm.numbers] if kept.size else np.zeros(0, bool))
        return self._counter(kind, wanted, found)

    @cached_property
    def _answering(self) -> set[Any] | None:
        """Farms with a delivery that answers the filters; None when there is none on deliveries."""
        wanted = {name: value for name, value in self.asked.filters.items() if name != "epci"}
        if not wanted:
            return None
        found = self.sources.deliveries.where(wanted).farm
        return {found.values[number] for number in np.unique(found.numbers).tolist()}

    def named(self, code: str) -> str:
        return short(self.epcis[code]) if code in self.epcis else NO_EPCI
