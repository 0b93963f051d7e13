"""Which figures may leave the house, decided together so that no subtraction says what a farm does.

Those who may open each farm read every figure on their screen. What leaves it, a file, a print, a report or
a public page, is taken from one closed set of figures: a table, bare or with one filter (`releases.py`). The
figures of the set are decided in one go, the greatest first. One is told when

1. it comes from `MIN_FARMS` farms at least, none of which brings more than `MAX_SHARE` of it;
2. taken from any greater figure that is told, it leaves nothing, or what is safe in that sense too;
3. so does a third figure taken from what is left: A − B − C;
4. what is still hidden of each table whose total is told is, together, nothing or safe.

One figure is taken from another whenever its rows are among those of the other, be it that the questions say
so or that the data happen to. Whatever hides a figure, it stays in what is hidden of its tables (rule 4).

What it does not stop: solving many crossed tables as a system of equations, knowing beforehand which farm
delivers what. Comparing a figure with the same one of before a farm answered is for `editions.py` to stop.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

MIN_FARMS = 3
MAX_SHARE = 0.85
# Sums of floats in another order differ by less than this share.
ROUNDING = 1e-9
FEW_FARMS = 16

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# What a figure is about: conditions that hold together, such as {("month", 6), ("family", "cheese")}.
Condition = tuple[str, Any]
Key = frozenset[Condition]


class Beside(Protocol):
    """What the rows behind two figures have in common."""

    def inside(self, narrow: Key, wide: Key) -> bool: ...

    def apart(self, one: Key, other: Key) -> bool: ...


def is_safe(sums: Floats) -> bool:
    """Rule 1, of what each farm brings."""
    brought = sums[sums > 0]
    return brought.size >= MIN_FARMS and bool(brought.max() <= _most(brought.sum()))


def told_together(
    keys: Sequence[Key],
    by_farm: Floats,
    beside: Beside,
    *,
    overlapping: Iterable[str] = (),
    within: Mapping[Condition, Condition] | None = None,
) -> Bools:
    """Which of the figures may be told; `by_farm` holds what each farm brings, a row a figure.

    The values of a condition named in `overlapping` (a wish, a day) add up to no total. `within` says in
    which wider value one stands: a flow between two places, in all that leaves the first.
    """
    desk = _Desk(by_farm, beside, frozenset(overlapping), within or {})
    totals = by_farm.sum(axis=1)
    names = [repr(sorted(map(repr, key))) for key in keys]
    order = sorted(range(len(keys)), key=lambda place: (-totals[place], len(keys[place]), names[place]))
    shown = np.zeros(len(keys), bool)
    for place in order:
        shown[place] = desk.admit(keys[place], by_farm[place])
    return shown


@dataclass(slots=True)
class _Desk:
    """The figures told so far, and what each table that has a total still hides."""

    by_farm: Floats
    beside: Beside
    overlapping: frozenset[str]
    within: Mapping[Condition, Condition]
    told: dict[Key, Floats] = field(default_factory=dict)
    hidden: dict[Hashable, Floats] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)
    rows: Floats = field(init=False)
    sums: Floats = field(init=False)
    farms: Ints = field(init=False)

    def __post_init__(self) -> None:
        # Filled from the top, in the order told: sums go down.
        self.rows = np.zeros_like(self.by_farm)
        self.sums = np.zeros(len(self.by_farm))
        self.farms = np.zeros(len(self.by_farm), np.int64)

    def admit(self, key: Key, brought: Floats) -> bool:
        tables = list(self._tables(key))
        if not (
            is_safe(brought)
            and all(_leaves_nobody(self.hidden[table] - brought, brought) for table in tables)
            and self._subtracts_safely(key, brought)
        ):
            return False
        for table in tables:
            self.hidden[table] = self.hidden[table] - brought
        place = len(self.told)
        self.told[key] = brought
        self.keys.append(key)
        self.rows[place], self.sums[place] = brought, brought.sum()
        self.farms[place] = np.count_nonzero(brought > 0)
        return True

    def _tables(self, key: Key) -> Iterable[Hashable]:
        """The tables with a total told that the figure is a line of."""
        for condition in key:
            if condition[0] in self.overlapping:
                continue
            rest = key - {condition}
            totals = [rest]
            if condition in self.within:
                totals.append(rest | {self.within[condition]})
            for total in totals:
                if total in self.told:
                    table = (total, condition[0])
                    self.hidden.setdefault(table, self.told[total])
                    yield table

    def _subtracts_safely(self, key: Key, brought: Floats) -> bool:
        """Rules 2 and 3, beside the figures told so far, none of which is smaller."""
        size = len(self.told)
        own = np.flatnonzero(brought)
        # What each farm brings says quickly which rows cannot be among others: a few farms, then all of them.
        few, slack = own[:: own.size // FEW_FARMS + 1], _slack(brought)
        may_hold = np.flatnonzero((self.rows[:size, few] >= brought[few] - slack).all(axis=1))
        may_hold = may_hold[(self.rows[np.ix_(may_hold, own)] >= brought[own] - slack).all(axis=1)]
        wider = [place for place in may_hold if self.beside.inside(key, self.keys[place])]
        for place in wider:
            left = _cleaned(self.rows[place] - brought, self.rows[place])
            if left.any() and not (is_safe(left) and self._leaves_more_than(left, key, self.keys[place])):
                return False
        return True

    def _leaves_more_than(self, left: Floats, key: Key, wide: Key) -> bool:
        """Rule 3: `left` is what the key leaves of a wider one; no third figure leaves too little of it."""
        total, farms, top = left.sum(), np.count_nonzero(left), left.max()
        sums, size = self.sums[: len(self.told)], len(self.told)
        # The others are too small to leave less than three farms, or one that dominates.
        worth = np.flatnonzero(
            (sums <= total * (1 + ROUNDING))
            & ((farms - self.farms[:size] < MIN_FARMS) | (top > _most(total - sums)))
        )
        mine, slack = np.flatnonzero(left), _slack(left)
        few = np.concatenate([np.flatnonzero(left == 0)[:FEW_FARMS], mine[:: mine.size // FEW_FARMS + 1]])
        worth = worth[(self.rows[np.ix_(worth, few)] <= left[few] + slack).all(axis=1)]
        after = left - self.rows[worth]
        may_leave = (after >= -slack).all(axis=1)
        says_too_much = worth[may_leave][~_leave_nobody(after[may_leave], slack)]
        thirds = [self.keys[other] for other in says_too_much.tolist()]
        return not any(self.beside.inside(third, wide) and self.beside.apart(third, key) for third in thirds)


def _leaves_nobody(left: Floats, of: Floats) -> bool:
    """Nothing is left, or what is safe."""
    return bool(_leave_nobody(left[np.newaxis], _slack(of))[0])


def _leave_nobody(left: Floats, slack: float) -> Bools:
    """The same of several figures, a row each."""
    cleaned = np.where(left > slack, left, 0.0)
    farms, top = np.count_nonzero(cleaned, axis=1), cleaned.max(axis=1, initial=0.0)
    safe: Bools = (farms == 0) | ((farms >= MIN_FARMS) & (top <= _most(cleaned.sum(axis=1))))
    return safe


def _cleaned(left: Floats, of: Floats) -> Floats:
    """Without what is only the rounding of floats."""
    return np.where(left > _slack(of), left, 0.0)


def _slack(of: Floats) -> float:
    return float(of.max(initial=0.0)) * ROUNDING


def _most(total: Any) -> Any:
    return MAX_SHARE * total * (1 + ROUNDING)
