"""What the territory views of one request share: the rows, each kind read once, and what may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from needs_survey.needs.editions import Kept, edition_of
from needs_survey.needs.filters import Asked
from needs_survey.needs.releases import DELIVERIES, Counter, OnScreen, Released
from needs_survey.needs.rows import Rows
from needs_survey.needs.sources import Sources
from pat_logistics.territory.groupings import short

NO_EPCI = "sans intercommunalité"


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

    @cached_property
    def masked(self) -> "Territory":
        """The same question, as it may leave the house."""
        return self if self.is_masked else replace(self, is_masked=True)

    @cached_property
    def edition(self) -> Kept:
        """What is in force of what may leave: of one département, as no file bears on several."""
        return edition_of(self.sources)

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
        """`rows`: some of that kind, instead of all; on screen only."""
        if self.is_masked:
            return Released(self.edition.release(kind), filters)
        found = self.sources.of_kind(kind) if rows is None else rows
        return OnScreen(found.where(filters))

    def _of_farms(self, kind: str) -> Counter:
        """Answers and places of farms; on screen, of the farms with a delivery that answers."""
        wanted = {"epci": self.asked.epci} if self.asked.epci else {}
        if self.is_masked or self._answering is None:
            return self._counter(kind, wanted)
        rows = self.sources.of_kind(kind)
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
