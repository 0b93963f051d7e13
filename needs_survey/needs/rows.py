"""Columns of what farms deliver or answered, and sums of them by what they are about."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from needs_survey.needs.masking import Bools, Floats, Ints, Key

# Up to here, marking what is there in a table takes less time than sorting.
LARGEST_TABLE = 4_000_000


def distinct(numbers: Ints, size: int) -> Ints:
    """The different ones in their order, all of them below `size`."""
    if size > LARGEST_TABLE:
        return np.unique(numbers)
    seen = np.zeros(size, bool)
    seen[numbers] = True
    return np.flatnonzero(seen)


@dataclass(frozen=True, slots=True)
class Codes:
    """A column of few different values: a number for each row, and what the numbers stand for."""

    numbers: Ints
    values: list[Any]

    @classmethod
    def of(cls, column: Sequence[Any]) -> "Codes":
        found = {value: number for number, value in enumerate(dict.fromkeys(column))}
        numbers = np.fromiter(map(found.__getitem__, column), np.int64, len(column))
        return cls(numbers, list(found))

    @classmethod
    def pairs(cls, first: "Codes", second: "Codes") -> "Codes":
        """The column of both values at once."""
        width = max(len(second.values), 1)
        both = first.numbers * width + second.numbers
        found = distinct(both, len(first.values) * width)
        values = [(first.values[each // width], second.values[each % width]) for each in found.tolist()]
        return cls(np.searchsorted(found, both), values)

    def of_value(self, value: Any) -> int:
        """The number of a value, one that no row has if none has it."""
        return self.values.index(value) if value in self.values else len(self.values)

    def where(self, kept: Bools) -> "Codes":
        """The same column for some of the rows."""
        return Codes(self.numbers[kept], self.values)

    def into(self, wider: Mapping[Any, Any]) -> "Codes":
        """The column of what each value stands in."""
        found = Codes.of([wider[value] for value in self.values])
        return Codes(found.numbers[self.numbers], found.values)

    def part(self, place: int) -> "Codes":
        """The column of one part of its texts, `a;b;c`."""
        return self.into({text: text.split(";")[place] for text in self.values})

    def flags(self, choices: Iterable[int]) -> Bools:
        """Of each row, which of the choices its text of whole numbers holds."""
        known = [{int(number) for number in text.split(",") if number} for text in self.values]
        table = np.array([[choice in numbers for choice in choices] for numbers in known], dtype=bool)
        return table.reshape(len(known), -1)[self.numbers] if known else np.zeros((0, 0), bool)


@dataclass(frozen=True, slots=True)
class Several:
    """A column where a row has several values; `shared`: which part its weight, as months do."""

    values: list[Any]
    held: Bools
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """What rows add up to, and how many farms they are of."""

    value: float
    farms: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A row a delivery, a storage place or an answer: whose it is, how much, and what it is about."""

    farm: Codes
    weight: Floats
    columns: Mapping[str, Codes]
    several: Mapping[str, Several]

    def where(self, conditions: Mapping[str, Any]) -> "Rows":
        """The rows that answer, with the part of their weight that answers."""
        kept = np.ones(self.weight.size, bool)
        weight, several = self.weight, dict(self.several)
        for name, value in conditions.items():
            if name in self.columns:
                kept &= self.columns[name].numbers == self.columns[name].of_value(value)
                continue
            column = several[name]
            answers = column.held & np.array([each == value for each in column.values], bool)[None, :]
            kept &= answers.any(axis=1)
            if column.shared:
                weight = weight / np.maximum(column.held.sum(axis=1), 1)
            several[name] = replace(column, held=answers)
        return self.only(kept, weight, several)

    def only(
        self, kept: Bools, weight: Floats | None = None, several: Mapping[str, Several] | None = None
    ) -> "Rows":
        return Rows(
            self.farm.where(kept),
            (self.weight if weight is None else weight)[kept],
            {name: codes.where(kept) for name, codes in self.columns.items()},
            {
                name: replace(column, held=column.held[kept])
                for name, column in (several or self.several).items()
            },
        )

    def spread(self, names: Sequence[str]) -> tuple[Ints, Ints, Floats]:
        """Farm, cell and weight of each part of a row; the cells are those of `cell_values`."""
        row, weight = np.arange(self.weight.size), self.weight
        cell = np.zeros(row.size, np.int64)
        for name in names:
            if name in self.columns:
                cell = cell * max(len(self.columns[name].values), 1) + self.columns[name].numbers[row]
                continue
            column = self.several[name]
            held = column.held[row]
            at, value = np.nonzero(held)
            weight = weight[at] / (held.sum(axis=1)[at] if column.shared else 1)
            cell, row = cell[at] * len(column.values) + value, row[at]
        return self.farm.numbers[row], cell, weight

    def cell_values(self, names: Sequence[str], cells: Ints) -> list[tuple[Any, ...]]:
        """What each cell is about: a value a name."""
        columns: list[list[Any]] = []
        for name in reversed(names):
            values = self.columns[name].values if name in self.columns else self.several[name].values
            width = max(len(values), 1)
            columns.append([values[number] for number in (cells % width).tolist()])
            cells = cells // width
        return list(zip(*reversed(columns), strict=True)) if names else [()] * cells.size

    def _width(self, name: str) -> int:
        """How many values a column has."""
        return len((self.columns.get(name) or self.several[name]).values)

    def by(self, *names: str) -> dict[tuple[Any, ...], Sum]:
        """Sums by value of some columns; only of what has rows."""
        farm, cell, weight = self.spread(names)
        cells = distinct(cell, math.prod(max(self._width(name), 1) for name in names))
        place = np.searchsorted(cells, cell)
        width = max(len(self.farm.values), 1)
        farms = np.bincount(distinct(place * width + farm, cells.size * width) // width, minlength=cells.size)
        totals = np.bincount(place, weight, cells.size)
        return {
            values: Sum(float(total), int(count))
            for values, total, count in zip(self.cell_values(names, cells), totals, farms, strict=True)
        }


@dataclass(slots=True)
class Behind:
    """The rows behind the figures of some conditions, each read once."""

    rows: Rows
    kept: dict[Key, Bools] = field(default_factory=dict)

    def of(self, key: Key) -> Bools:
        if key not in self.kept:
            found = np.ones(self.rows.weight.size, bool)
            for name, value in key:
                if name in self.rows.columns:
                    found &= self.rows.columns[name].numbers == self.rows.columns[name].of_value(value)
                else:
                    column = self.rows.several[name]
                    found &= column.held[:, column.values.index(value)]
            self.kept[key] = found
        return self.kept[key]

    def _parts(self, key: Key) -> dict[str, Any]:
        """Of columns that part a row between their values, the value that is meant."""
        return {name: value for name, value in key if name in self.rows.several and self._is_shared(name)}

    def _is_shared(self, name: str) -> bool:
        return self.rows.several[name].shared

    def inside(self, narrow: Key, wide: Key) -> bool:
        """Is all that is behind the first figure behind the second too?"""
        rows = self.of(narrow)
        if (rows & ~self.of(wide)).any():
            return False
        parts = self._parts(narrow)
        return all(
            parts.get(name) == value or (name not in parts and bool((self._held(name, rows) == 1).all()))
            for name, value in self._parts(wide).items()
        )

    def _held(self, name: str, rows: Bools) -> Ints:
        return self.rows.several[name].held[rows].sum(axis=1)

    def apart(self, one: Key, other: Key) -> bool:
        """Have the two nothing in common?"""
        parts, others = self._parts(one), self._parts(other)
        if any(name in others and others[name] != value for name, value in parts.items()):
            return True
        return not (self.of(one) & self.of(other)).any()
