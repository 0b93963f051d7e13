"""How far a campaign is: counts by state, and the share of those one can meet who answered."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from needs_survey.enums import OUTCOMES, VISITED, VisitState

NO_ADVISOR, NO_EPCI = "sans conseiller", "hors communauté de communes"


@dataclass(slots=True)
class Tally:
    """Visits of one group (an advisor, an EPCI, all) by outcome."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def visited(self) -> int:
        return self.counts[VISITED]

    @property
    def response_rate(self) -> float | None:
        """Visited / (listed − unreachable); None when nobody can be reached."""
        reachable = self.total - self.counts[VisitState.UNREACHABLE]
        return self.visited / reachable if reachable else None

    @property
    def cells(self) -> list[int]:
        """Counts in the order of OUTCOMES."""
        return [self.counts[code] for code in OUTCOMES]


def tallies(visits: Any, column: str, unnamed: str) -> list[Tally]:
    """One tally for each value of a column, by name; the unnamed one last. One query."""
    found: dict[str, Tally] = {}
    for name, outcome, count in visits.counted_by(column):
        found.setdefault(name or "", Tally(name or unnamed)).counts[outcome] += count
    return [found[name] for name in sorted(found, key=lambda name: (not name, name))]


def total(parts: Iterable[Tally]) -> Tally:
    whole = Tally("Ensemble")
    for part in parts:
        whole.counts.update(part.counts)
    return whole
