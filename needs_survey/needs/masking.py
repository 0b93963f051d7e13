"""Which figures may be told, so that none says what one or two farms do.

A figure adds up rows, each of one farm, that answer conditions: the filters asked for, and the cell of a
table. It is told when

1. its rows come from `MIN_FARMS` farms at least, none of which brings more than `MAX_SHARE` of the sum;
2. dropping any of its conditions, what is added is nothing, or safe in that sense too: subtracting the
   answers to two questions, one wider than the other, isolates nobody;
3. the cells hidden in a table are, together, nothing or safe, so that its total less what it shows
   isolates nobody; where they are not, the smallest of the others are hidden with them. The same along each
   filter: its other values are the rest of a table that anyone can write down by asking for them in turn.

Each rule looks at the data alone, not at who asks or what was asked before. What it does not stop: solving
several crossed tables together as a system of equations, or comparing a figure with the same one of before a
farm answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

MIN_FARMS = 3
MAX_SHARE = 0.85
# Sums of floats in another order differ by less than this share.
ROUNDING = 1e-9

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cube:
    """Sum and number of rows of each (cell, farm), for each subset of the filters.

    Sorted by cell. A subset is a number, of which bit i says that filter i holds: the last one is the
    question as it was asked.
    """

    farm: Ints
    cell: Ints
    sums: Floats
    rows: Ints
    cells: int

    @classmethod
    def of_bits(cls, farm: Ints, cell: Ints, weight: Floats, bits: Ints, *, filters: int, cells: int) -> Self:
        """`bits` says which filters each row answers; it is in a subset when it answers all of it."""
        size = 1 << filters
        width = _width(farm)
        keys, place = _numbered(cell * width + farm)
        slot = place * size + bits
        sums = _added(slot, weight, keys.size * size)
        rows = np.bincount(slot, minlength=keys.size * size)
        for bit in range(filters):
            for array in (sums, rows):
                halves = array.reshape(-1, 2, 1 << bit)
                halves[:, 0] += halves[:, 1]
        return cls(keys % width, keys // width, sums.reshape(-1, size), rows.reshape(-1, size), cells)

    @classmethod
    def of_sets(cls, farm: Ints, cell: Ints, weight: Floats, within: Bools, *, cells: int) -> Self:
        """`within[row, subset]` says itself which rows answer: where a farm answers by several deliveries."""
        width = _width(farm)
        keys, place = _numbered(cell * width + farm)
        columns = [
            (_added(place, weight * kept, keys.size), _added(place, kept, keys.size)) for kept in within.T
        ]
        sums = np.stack([column[0] for column in columns], axis=1)
        rows = np.stack([column[1] for column in columns], axis=1).astype(np.int64)
        return cls(keys % width, keys // width, sums, rows, cells)


@dataclass(frozen=True, slots=True)
class Told:
    """Sum, farms, and whether it may be told, of each cell. A cell without rows is told: it is nothing."""

    total: Floats
    farms: Ints
    shown: Bools


def tell(cube: Cube, parents: Sequence[Ints] = ()) -> Told:
    """The figures of a table. `parents` are wider cells that another table shows: from cell to group."""
    asked = cube.rows[:, -1] > 0
    farm, cell, weight = cube.farm[asked], cube.cell[asked], cube.sums[asked, -1]
    safe, farms, total = _safe(cell, weight, cube.cells)
    groups = [*parents, np.zeros(cube.cells, np.int64)]
    shown = safe.copy()
    for group in groups if cube.cells == 1 else (np.arange(cube.cells), *groups):
        _drop_conditions(cube, group, shown)
    hidden = ~safe & (farms > 0)
    for group in groups:
        hidden |= hidden_together(farm, cell, weight, group)
    shown &= ~hidden
    return Told(total, farms, shown | (farms == 0))


def hidden_together(farm: Ints, cell: Ints, weight: Floats, group: Ints) -> Bools:
    """Cells to hide in tables whose totals are told, `group` being the table of each cell.

    Those that are unsafe, then the smallest of each table until those hidden are safe together. Joining a
    safe cell to a safe set leaves it safe: hiding more, for other reasons, is never less safe.
    """
    farm, cell, weight = _merged(farm, cell, weight)
    safe, farms, total = _safe(cell, weight, group.size)
    hidden = ~safe & (farms > 0)
    seeds = hidden[cell]
    tables = int(group.max(initial=0)) + 1
    union = _merged(farm[seeds], group[cell[seeds]], weight[seeds])
    safe_union, hidden_farms, _ = _safe(union[1], union[2], tables)
    may_hide = np.bincount(group[cell[~seeds]], minlength=tables) > 0
    order = np.argsort(group[cell], kind="stable")
    starts = np.searchsorted(group[cell[order]], np.arange(tables + 1))
    for table in np.flatnonzero(~safe_union & (hidden_farms > 0) & may_hide):
        inside = order[starts[table] : starts[table + 1]]
        _hide_smallest(farm[inside], cell[inside], weight[inside], hidden, total)
    return hidden


def _hide_smallest(farm: Ints, cell: Ints, weight: Floats, hidden: Bools, total: Floats) -> None:
    """As few cells of one table as make the hidden ones safe together; all of them if need be."""
    others = np.unique(cell[~hidden[cell]])
    others = others[np.lexsort((others, total[others]))]
    names, place = np.unique(cell, return_inverse=True)
    rank = np.zeros(names.size, np.int64)
    rank[np.searchsorted(names, others)] = np.arange(1, others.size + 1)
    rank = rank[place]
    low, high = 1, others.size
    while low < high:
        middle = (low + high) // 2
        kept = rank <= middle
        _, sums = _per_farm(farm[kept], weight[kept])
        low, high = (low, middle) if is_safe(sums) else (middle + 1, high)
    hidden[others[:high]] = True


def is_safe(sums: Floats) -> bool:
    """Rule 1, of what each farm brings."""
    return sums.size >= MIN_FARMS and bool(sums.max() <= _most(sums.sum()))


def _drop_conditions(cube: Cube, group: Ints, shown: Bools) -> None:
    """Rule 2: clear `shown` where what a wider question adds is unsafe, the cell widened to its group."""
    pairs = np.flatnonzero(shown[cube.cell] & (cube.rows[:, -1] > 0))
    if not pairs.size:
        return
    width = _width(cube.farm)
    keys, place = _numbered(group[cube.cell] * width + cube.farm)
    order = np.argsort(place, kind="stable")
    first_row = np.searchsorted(place[order], np.arange(keys.size))
    sums, rows = cube.sums[order], cube.rows[order]
    if keys.size < place.size:
        sums, rows = np.add.reduceat(sums, first_row), np.add.reduceat(rows, first_row)
    names, first_key = np.unique(keys // width, return_index=True)
    last_key = np.append(first_key[1:], keys.size)
    group_farms = np.add.reduceat(rows > 0, first_key, dtype=np.int64)
    group_sum, group_top = np.add.reduceat(sums, first_key), np.maximum.reduceat(sums, first_key)

    cells, first_pair = np.unique(cube.cell[pairs], return_index=True)
    taken = cube.sums[pairs, -1][:, None]
    left_rows = rows[place[pairs]] - cube.rows[pairs, -1][:, None]
    left_sums = np.where(left_rows > 0, sums[place[pairs]] - taken, 0)
    at = np.searchsorted(names, group[cells])
    farms = group_farms[at] - np.add.reduceat(left_rows == 0, first_pair, dtype=np.int64)
    total = group_sum[at] - np.add.reduceat(taken, first_pair)
    unsafe = (farms > 0) & (farms < MIN_FARMS)
    own_top = np.maximum.reduceat(left_sums, first_pair)
    # The greatest of the group may be of the cell, and have less left: only then is it worth looking closer.
    doubtful = (farms >= MIN_FARMS) & (np.maximum(own_top, group_top[at]) > _most(total))
    doubtful &= ~unsafe.any(axis=1, keepdims=True)
    last_pair = np.append(first_pair[1:], pairs.size)
    for index, subset in np.argwhere(doubtful):
        if unsafe[index].any():
            continue
        start, end = first_key[at[index]], last_key[at[index]]
        left = sums[start:end, subset].copy()
        mine = pairs[first_pair[index] : last_pair[index]]
        left[place[mine] - start] -= cube.sums[mine, -1]
        unsafe[index, subset] = left.max() > _most(total[index, subset])
    shown[cells[unsafe.any(axis=1)]] = False


def _safe(cell: Ints, weight: Floats, cells: int) -> tuple[Bools, Ints, Floats]:
    """Rule 1 for each cell, its farms and its sum; one entry a farm and cell."""
    farms = np.bincount(cell, minlength=cells)
    total = _added(cell, weight, cells)
    top = np.zeros(cells)
    np.maximum.at(top, cell, weight)
    safe: Bools = np.logical_and(farms >= MIN_FARMS, top <= _most(total))
    return safe, farms, total


def _most(total: Any) -> Any:
    return MAX_SHARE * total * (1 + ROUNDING)


def _merged(farm: Ints, cell: Ints, weight: Floats) -> tuple[Ints, Ints, Floats]:
    """One entry a farm and cell."""
    width = _width(farm)
    keys, sums = _per_farm(cell * width + farm, weight)
    return keys % width, keys // width, sums


def _per_farm(farm: Ints, weight: Floats) -> tuple[Ints, Floats]:
    keys, place = _numbered(farm)
    return keys, _added(place, weight, keys.size)


def _added(place: Ints, weight: NDArray[Any], size: int) -> Floats:
    """What falls at each place; numbers even where nothing does."""
    return np.bincount(place, weight, size).astype(np.float64)


def _numbered(keys: Ints) -> tuple[Ints, Ints]:
    """The different keys in their order, and which one each is; without a sort where they lie close."""
    most = int(keys.max(initial=0))
    if most > 4 * keys.size:
        return np.unique(keys, return_inverse=True)
    found = np.bincount(keys, minlength=1) > 0
    return np.flatnonzero(found), (np.cumsum(found) - 1)[keys]


def _width(farm: Ints) -> int:
    return int(farm.max(initial=0)) + 1
