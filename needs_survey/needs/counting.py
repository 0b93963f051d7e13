"""A question put to the rows: which of them answer each filter, then masked tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from needs_survey.needs.filters import Asked
from needs_survey.needs.masking import Bools, Cube, Floats, Ints, Told, hidden_together, tell
from needs_survey.needs.sources import MONTHS, Codes, Farms, Flows


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows that answer a filter. `values` when each row has one value of it, and `value` is the one asked."""

    answers: Bools
    values: Ints | None = None
    value: int = 0


def _of(codes: Codes, value: str, rows: Ints) -> Condition:
    wanted = codes.of_value(value)
    numbers = codes.numbers[rows]
    return Condition(numbers == wanted, numbers, wanted)


def flow_conditions(flows: Flows, asked: Asked, rows: Ints) -> list[Condition]:
    """The filters that hold, of the flows at `rows`; the month set apart."""
    columns = {
        "family": flows.family,
        "temperature": flows.temperature,
        "customer": flows.customer,
        "epci": flows.epci,
    }
    found = [
        _of(codes, getattr(asked, name), rows) for name, codes in columns.items() if getattr(asked, name)
    ]
    if asked.weekday:
        found.append(Condition(flows.weekdays[rows, asked.weekday - 1]))
    return found


def _kg_of_month(flows: Flows) -> Floats:
    """The kilos of a year are shared alike between the months of a flow."""
    kg: Floats = flows.kg / np.maximum(flows.months.sum(axis=1), 1)
    return kg


def by_month(flows: Flows, kept: Bools | None = None) -> tuple[Ints, Ints, Floats]:
    """Each flow in as many rows as it has months: its row, the month (0 to 11), the kilos of that month."""
    months = flows.months if kept is None else flows.months & kept[:, None]
    rows, month = np.nonzero(months)
    return rows, month, _kg_of_month(flows)[rows]


def month_table(flows: Flows, asked: Asked) -> Told:
    """Kilos by month of the year, the filter on the month left out."""
    rows, month, weight = by_month(flows)
    conditions = flow_conditions(flows, asked, rows)
    return _table(flows.farm.numbers[rows], weight, conditions, month, MONTHS)


def flow_table(flows: Flows, asked: Asked, cell: Ints, cells: int, parents: Sequence[Ints] = ()) -> Told:
    """Kilos by cell, `cell` being that of each flow: of the year, or of the month asked for."""
    if not asked.month:
        conditions = flow_conditions(flows, asked, np.arange(flows.kg.size))
        return _table(flows.farm.numbers, flows.kg, conditions, cell, cells, parents)
    # Each flow in two rows at most: what it delivers that month, and what it delivers in the others.
    that_month = flows.months[:, asked.month - 1]
    others = flows.months.sum(axis=1) - that_month
    inside, outside = np.flatnonzero(that_month), np.flatnonzero(others)
    rows, each = np.concatenate([inside, outside]), _kg_of_month(flows)
    weight = np.concatenate([each[inside], (each * others)[outside]])
    is_inside = np.arange(rows.size) < inside.size
    conditions = [*flow_conditions(flows, asked, rows), Condition(is_inside)]
    told = _table(flows.farm.numbers[rows], weight, conditions, cell[rows], cells, parents)
    kept = np.ones(flows.kg.size, bool)
    for condition in flow_conditions(flows, asked, np.arange(flows.kg.size)):
        kept &= condition.answers
    rows, month, weight = by_month(flows, kept)
    months = Condition(np.ones(rows.size, bool), month, asked.month - 1)
    _hide_beside(told.shown, months, months.answers, flows.farm.numbers[rows], cell[rows], weight)
    return told


def _table(
    farm: Ints,
    weight: Floats,
    conditions: Sequence[Condition],
    cell: Ints,
    cells: int,
    parents: Sequence[Ints] = (),
) -> Told:
    bits = np.zeros(farm.size, np.int64)
    for bit, condition in enumerate(conditions):
        bits |= condition.answers.astype(np.int64) << bit
    told = tell(Cube.of_bits(farm, cell, weight, bits, filters=len(conditions), cells=cells), parents)
    for place, condition in enumerate(conditions):
        others = [other.answers for rank, other in enumerate(conditions) if rank != place]
        kept = np.logical_and.reduce([np.ones(farm.size, bool), *others])
        _hide_beside(told.shown, condition, kept, farm, cell, weight)
    return told


def _hide_beside(
    shown: Bools, condition: Condition, kept: Bools, farm: Ints, cell: Ints, weight: Floats
) -> None:
    """Clear `shown` of what hides another value of the same filter, all else being equal."""
    if condition.values is None:
        return
    width = int(max(condition.values.max(initial=0), condition.value)) + 1
    beside = cell * width + condition.values
    group = np.arange(shown.size * width) // width
    hidden = hidden_together(farm[kept], beside[kept], weight[kept], group)
    shown &= ~hidden[np.arange(shown.size) * width + condition.value]


@dataclass(frozen=True, slots=True)
class Answering:
    """Which farms have a flow that answers each subset of the filters on flows: `of[farm][subset]`."""

    of: Mapping[int, Bools]
    filters: int

    @classmethod
    def to(cls, flows: Flows | None, asked: Asked) -> "Answering":
        """Without flows, no filter is on them: every farm answers."""
        if flows is None:
            return cls({}, 0)
        conditions = flow_conditions(flows, replace(asked, epci=""), np.arange(flows.kg.size))
        if asked.month:
            conditions.append(Condition(flows.months[:, asked.month - 1]))
        size = 1 << len(conditions)
        held = np.zeros((len(flows.farm.values), size), bool)
        bits = np.zeros(flows.kg.size, np.int64)
        for bit, condition in enumerate(conditions):
            bits |= condition.answers.astype(np.int64) << bit
        held[flows.farm.numbers, bits] = True
        for bit in range(len(conditions)):
            halves = held.reshape(-1, 2, 1 << bit)
            halves[:, 0] |= halves[:, 1]
        return cls(dict(zip(flows.farm.values, held, strict=True)), len(conditions))

    def rows(self, farm: Codes) -> Bools:
        """For each row, the subsets its farm answers."""
        nothing = np.zeros(1 << self.filters, bool)
        # No condition at all is answered by a farm without flows too.
        nothing[0] = True
        table = np.array([self.of.get(pk, nothing) for pk in farm.values], dtype=bool)
        return table.reshape(-1, 1 << self.filters)[farm.numbers]


def farm_table(
    rows: Farms,
    asked: Asked,
    answering: Bools,
    cell: Ints,
    cells: int,
    *,
    having: Bools | None = None,
) -> Told:
    """Sums of `rows.weight` by cell, over the farms with a flow that answers, of the grouping asked for.

    `answering` says which subsets of the filters on flows each row answers (`Answering.rows`).
    `having` restricts to rows with an answer; those without are then what a wider question adds.
    """
    within = answering
    conditions = []
    if asked.epci:
        conditions.append(_of(rows.epci, asked.epci, np.arange(rows.weight.size)))
    if having is not None:
        conditions.append(Condition(having))
    for condition in conditions:
        within = np.concatenate([within, within & condition.answers[:, None]], axis=1)
    farm = rows.farm.numbers
    told = tell(Cube.of_sets(farm, cell, rows.weight, within, cells=cells))
    if asked.epci:
        kept = answering[:, -1] & (True if having is None else having)
        _hide_beside(told.shown, conditions[0], kept, farm, cell, rows.weight)
    return told
