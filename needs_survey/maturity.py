"""How far a farm has come with its deliveries, 0 to 12: what it answered, added up by a formula shown.

A question without an answer gives no point and takes none away: the total is then a range, from what is
known to what it could still be. For the producer and the advisors only, never public.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import TextChoices
from numpy.typing import NDArray

from needs_survey.answers import OWN_DRIVERS


class Band(TextChoices):
    """Low 0 to 4, medium 5 to 8, high 9 to 12."""

    LOW = "low", "faible"
    MEDIUM = "medium", "moyenne"
    HIGH = "high", "forte"


LOWEST_MEDIUM, LOWEST_HIGH = 5, 9
# Tools by which customers order; the others, paper apart, only keep the accounts of it.
ORDERING = {"online_shop", "agrilocal", "occitalim", "la_charrette", "coclicaux"}


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the formula. `points` is None while the question has no answer."""

    code: str
    label: str
    points: int | None
    possible: int
    rule: str


@dataclass(frozen=True, slots=True)
class Maturity:
    """`total` is None while a part is unknown: `low` and `high` are then what it lies between."""

    parts: tuple[Part, ...]

    @property
    def low(self) -> int:
        return sum(part.points or 0 for part in self.parts)

    @property
    def high(self) -> int:
        return sum(part.possible if part.points is None else part.points for part in self.parts)

    @property
    def total(self) -> int | None:
        return self.low if self.low == self.high else None

    @property
    def possible(self) -> int:
        return sum(part.possible for part in self.parts)

    @property
    def band(self) -> Band | None:
        """None while what is unknown could still change it."""
        return _between(self.low, self.high)

    @property
    def unknown(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.points is None)

    def __str__(self) -> str:
        if len(self.unknown) == len(self.parts):
            return "inconnu"
        if self.total is None:
            return f"entre {self.low} et {self.high} sur {self.possible}"
        return f"{self.total} sur {self.possible}"


def _band(total: int) -> Band:
    if total < LOWEST_MEDIUM:
        return Band.LOW
    return Band.MEDIUM if total < LOWEST_HIGH else Band.HIGH


def _between(low: int, high: int) -> Band | None:
    return _band(low) if _band(low) is _band(high) else None


def _one(**points: int) -> Callable[[Any], int | None]:
    """Points of one choice; a code that another version brought is unknown."""
    return lambda answer: points.get(answer) if isinstance(answer, str) else None


def _tools(codes: list[str]) -> int:
    if ORDERING.intersection(codes):
        return 2
    return 1 if set(codes) - {"paper"} else 0


def _readiness(codes: list[str]) -> int:
    return min(len(set(codes) - {"nothing"}), 2)


FORMULA: tuple[tuple[str, str, int, Callable[[Any], int | None], str], ...] = (
    (
        "cost_known",
        "Le coût des livraisons est connu",
        2,
        _one(no=0, roughly=1, computed=2),
        "approximativement : 1, calculé : 2",
    ),
    (
        "cost_in_price",
        "Le coût est compris dans les prix",
        2,
        _one(no=0, partly=1, yes=2),
        "en partie : 1, oui : 2",
    ),
    (
        "rounds_written",
        "Les tournées sont écrites",
        1,
        _one(no=0, yes=1, not_needed=1),
        "oui, ou livré par d’autres : 1",
    ),
    (
        "tools",
        "Des outils servent aux commandes",
        2,
        _tools,
        "tableur ou autre : 1, commande en ligne : 2",
    ),
    (
        "cold_mastered",
        "La température est relevée",
        1,
        _one(no=0, yes=1, not_needed=1),
        "oui, ou sans objet : 1",
    ),
    (
        "ready_to",
        "La ferme est prête à mutualiser",
        2,
        _readiness,
        "d’une façon : 1, de plusieurs : 2",
    ),
    (
        "changed_organisation",
        "L’organisation a déjà changé",
        2,
        _one(no=0, tried=1, yes=2),
        "essayé : 1, oui : 2",
    ),
)


def _has_no_round(delivered_by: Any) -> bool:
    """Others drive: whether the rounds are written is not asked, and nothing is left to write down."""
    by = delivered_by if isinstance(delivered_by, list) else []
    return bool(by) and not OWN_DRIVERS.intersection(by)


# What the formula reads: its own questions, and who delivers.
INPUTS = (*(part[0] for part in FORMULA), "delivered_by")


def score(answers: Mapping[str, Any]) -> Maturity:
    """The formula applied to the answers of one response, of whatever version."""
    known = dict(answers)
    if _has_no_round(answers.get("delivered_by")):
        known["rounds_written"] = "not_needed"
    return Maturity(
        tuple(
            Part(code, label, points(known[code]) if known.get(code) else None, possible, rule)
            for code, label, possible, points, rule in FORMULA
        )
    )


def bands(said: Mapping[str, tuple[NDArray[np.integer[Any]], Sequence[Any]]]) -> list[Band | None]:
    """The band of many responses at once, as `score` finds each.

    `said` gives, by one of INPUTS, a number for each response, and the answers they stand for.
    """
    numbers, values = said["delivered_by"]
    no_round = np.array([_has_no_round(value) for value in values], bool)[numbers]
    low: Any = 0
    high: Any = 0
    for code, _, possible, points, _ in FORMULA:
        numbers, values = said[code]
        found = [points(value) if value else None for value in values]
        least = np.array([each or 0 for each in found], int)[numbers]
        most = np.array([possible if each is None else each for each in found], int)[numbers]
        if code == "rounds_written":
            least[no_round] = most[no_round] = points("not_needed")
        low, high = low + least, high + most
    return [_between(*ends) for ends in zip(low.tolist(), high.tolist(), strict=True)]
