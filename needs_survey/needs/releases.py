"""What may leave the house: files, prints, reports and public pages, all out of one closed set of figures.

A file bears on one département and carries one filter at most, or none when it tells what farms answered;
places are groupings of communes. So the set is small enough to be decided whole (`masking.told_together`),
and whoever holds every file of it can subtract none from another to read what one or two farms do.
`editions.py` says when the figures change.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from needs_survey.needs.masking import MAX_SHARE, MIN_FARMS, ROUNDING, Bools, Floats, Ints, Key, told_together
from needs_survey.needs.rows import Behind, Rows, Sum

Tables = Sequence[tuple[str, ...]]

# The greatest figures of each measure; a département with more hides its smallest.
MOST_FIGURES = 1_000

FLOW_FILTERS = ("family", "temperature", "customer", "month", "weekday")
# What a figure on deliveries may be about.
FLOW_TABLES = (
    (),
    *((name,) for name in ("epci", "pair", *FLOW_FILTERS)),
    *(("pair", name) for name in FLOW_FILTERS),
    *(("month", name) for name in ("epci", "family", "temperature", "customer", "weekday")),
    *(("epci", name) for name in ("family", "temperature", "customer")),
)
ANSWER_TABLES = ((), ("epci",), ("sought",), ("epci", "sought"), ("irritant",), ("band",))
PLACE_TABLES: tuple[tuple[str, ...], ...] = ((), ("epci",))
# By kind of rows.
DELIVERIES = "deliveries"
TABLES: Mapping[str, Tables] = {
    DELIVERIES: FLOW_TABLES,
    "answers": ANSWER_TABLES,
    "blocked": PLACE_TABLES,
    "cold": PLACE_TABLES,
}
OVERLAPPING = ("weekday", "sought", "irritant")


@dataclass(frozen=True, slots=True)
class Release:
    """The figures told, and those hidden; of anything else there is nothing at all."""

    told: Mapping[Key, Sum]
    hidden: frozenset[Key]
    tables: frozenset[frozenset[str]]
    # The keys of each table: they are thousands, of which a page reads a few.
    keys: Mapping[frozenset[str], list[Key]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = defaultdict(list)
        for key in [*self.told, *self.hidden]:
            keys[names_of(key)].append(key)
        object.__setattr__(self, "keys", dict(keys))

    def of(self, key: Key) -> Sum | None:
        """None when it is masked. A figure of no table of the set was never decided on."""
        if names_of(key) not in self.tables:
            raise KeyError(key)
        if key in self.told or key in self.hidden:
            return self.told.get(key)
        # That nobody answers both says of a farm alone in one of them what it does not do, or want.
        alone = any(frozenset([condition]) in self.hidden for condition in key)
        return None if alone else Sum(0.0, 0)

    def lines(self, name: str, filters: Mapping[str, Any]) -> dict[Any, Sum | None]:
        """A table: what there is something of, by value of what its lines are about."""
        names, rest = frozenset([name, *filters]), frozenset(filters.items())
        if names not in self.tables:
            raise KeyError(name)
        return {dict(key)[name]: self.of(key) for key in self.keys.get(names, ()) if rest < key}


def names_of(key: Key) -> frozenset[str]:
    """What a figure is about, whatever its values."""
    return frozenset(name for name, _ in key)


def release_of(rows: Rows, tables: Tables) -> Release:
    keys: list[Key] = []
    farms: list[Ints] = []
    brought: list[Floats] = []
    told: dict[Key, Sum] = {}
    hidden: set[Key] = set()
    for names in tables:
        farm, cell, weight = rows.spread(names)
        cells, place = np.unique(cell, return_inverse=True)
        width = max(len(rows.farm.values), 1)
        ones, at = np.unique(place.reshape(-1) * width + farm, return_inverse=True)
        sums: Floats = np.bincount(at.reshape(-1), weight, ones.size).astype(np.float64)
        of_farm, of_cell = ones % width, ones // width
        worth = _worth(of_cell, sums, cells.size)
        ends = np.searchsorted(of_cell, np.arange(cells.size + 1))
        for number, values in enumerate(rows.cell_values(names, cells)):
            key = frozenset(zip(names, values, strict=True))
            if not worth[number]:
                hidden.add(key)
                continue
            inside = slice(ends[number], ends[number + 1])
            keys.append(key)
            farms.append(of_farm[inside])
            brought.append(sums[inside])
    chosen = sorted(range(len(keys)), key=lambda each: -brought[each].sum())
    hidden |= {keys[each] for each in chosen[MOST_FIGURES:]}
    chosen = chosen[:MOST_FIGURES]
    by_farm = np.zeros((len(chosen), len(rows.farm.values)))
    for place_, each in enumerate(chosen):
        by_farm[place_, farms[each]] = brought[each]
    asked = [keys[each] for each in chosen]
    shown = told_together(asked, by_farm, Behind(rows), overlapping=OVERLAPPING, within=_within(rows))
    for place_, key in enumerate(asked):
        if shown[place_]:
            told[key] = Sum(float(by_farm[place_].sum()), int(np.count_nonzero(by_farm[place_])))
        else:
            hidden.add(key)
    return Release(told, frozenset(hidden), frozenset(map(frozenset, tables)))


def _worth(cell: Ints, sums: Floats, cells: int) -> Bools:
    """Cells of enough farms, none of which dominates: the only ones that may be told."""
    farms = np.bincount(cell, sums > 0, cells)
    total = np.bincount(cell, sums, cells)
    top = np.zeros(cells)
    np.maximum.at(top, cell, sums)
    worth: Bools = (farms >= MIN_FARMS) & (top <= MAX_SHARE * total * (1 + ROUNDING))
    return worth


def _within(rows: Rows) -> dict[tuple[str, Any], tuple[str, Any]]:
    """All that leaves a grouping of communes holds what goes from there to each other."""
    pairs = rows.columns.get("pair")
    return {("pair", pair): ("epci", pair[0]) for pair in pairs.values} if pairs else {}


@dataclass(frozen=True)
class OnScreen:
    """Every figure, for those who may open each farm behind it."""

    rows: Rows

    def total(self, **more: Any) -> Sum | None:
        return self.rows.where(more).by().get((), Sum(0.0, 0))

    def by(self, name: str, **more: Any) -> dict[Any, Sum | None]:
        return {values[0]: each for values, each in self.rows.where(more).by(name).items()}


@dataclass(frozen=True)
class Released:
    """The figures that may leave, under the one filter that a file may carry."""

    release: Release
    filters: Mapping[str, Any]

    def total(self, **more: Any) -> Sum | None:
        return self.release.of(frozenset((dict(self.filters) | more).items()))

    def by(self, name: str, **more: Any) -> dict[Any, Sum | None]:
        """What there is something of. A filter on what the lines are leaves that one line."""
        release, asked = self.release, dict(self.filters) | more
        wanted = asked.pop(name, None)
        # All that leaves a grouping of communes is what goes from there to each other.
        origin = asked.pop("epci", None) if name == "pair" else None
        return {
            value: each
            for value, each in release.lines(name, asked).items()
            if wanted in (None, value) and (origin is None or value[0] == origin)
        }


Counter = OnScreen | Released
