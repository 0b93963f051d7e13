"""The order of the stops of a round: exact for the few a farm has, a local search beyond."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.quantities import FloatArray

# Every order is compared up to that many stops: a few milliseconds.
EXACT_STOPS = 9
# Stops moved together to another place of the round.
LONGEST_MOVED = 3
# A change that saves less than that is the noise of floating point.
NOISE = 1e-9
Order: TypeAlias = NDArray[np.intp]


def shortest_round(matrix: Sequence[Sequence[float]] | FloatArray) -> tuple[int, ...]:
    """The order of the shortest round from a place through all the others and back.

    Exact up to `EXACT_STOPS` stops. Beyond, rounds are built by inserting one stop after the other, then
    improved until no change of two kinds shortens them: turning a part of the round over, moving up to three
    stops together. The shortest found is within a few per cent of the best.

    Parameters
    ----------
    matrix
        Shape (n + 1, n + 1): kilometres or minutes from each place to each other, place 0 being where the
        round starts and ends. It may differ one way and the other; its diagonal is not read.

    Returns
    -------
    A permutation of 1…n, empty without a stop; always the same for the same matrix.

    Raises
    ------
    InvalidInput
        When the matrix is not square, or holds anything but finite numbers of zero or more.

    Notes
    -----
    Exact: M. Held and R. M. Karp, A dynamic programming approach to sequencing problems, 1962. Improvement:
    2-opt (G. A. Croes, 1958) and Or-opt (I. Or, 1976), with costs that depend on the direction.
    """
    lengths = np.array(matrix, dtype=np.float64)
    if lengths.ndim != 2 or lengths.shape[0] != lengths.shape[1] or not len(lengths):
        raise InvalidInput("journey.matrix", "shape")
    np.fill_diagonal(lengths, 0.0)
    if not np.isfinite(lengths).all() or (lengths < 0).any():
        raise InvalidInput("journey.matrix", "not_a_number")
    if len(lengths) - 1 <= EXACT_STOPS:
        return _exact(lengths.tolist())
    rounds = [_improved(lengths, start) for start in _inserted(lengths)]
    best = min(rounds, key=lambda order: _length(lengths, order))
    return tuple(int(stop) for stop in best[1:-1])


def _exact(lengths: list[list[float]]) -> tuple[int, ...]:
    """The shortest of all the orders; of two as short, the first by the numbers of its stops."""
    count = len(lengths) - 1
    if not count:
        return ()
    stops = range(count)
    # The shortest way through a set of stops (a mask) that ends at each of them, and the way itself.
    ways: list[dict[int, tuple[float, tuple[int, ...]]]] = [{} for _ in range(1 << count)]
    for stop in stops:
        ways[1 << stop][stop] = (lengths[0][stop + 1], (stop + 1,))
    for mask in range(1, 1 << count):
        for last in stops:
            before = ways[mask ^ 1 << last] if mask >> last & 1 else {}
            if before:
                length, way = min(
                    (far + lengths[stop + 1][last + 1], way) for stop, (far, way) in before.items()
                )
                ways[mask][last] = (length, (*way, last + 1))
    return min((far + lengths[last + 1][0], way) for last, (far, way) in ways[-1].items())[1]


def _length(lengths: FloatArray, order: Order) -> float:
    return float(lengths[order[:-1], order[1:]].sum())


def _inserted(lengths: FloatArray) -> Iterator[Order]:
    """Rounds (0, …, 0) built by insertion: the farthest stop first, the nearest first, the cheapest first."""
    from_round, to_round = lengths[0, 1:], lengths[1:, 0]
    by_distance = np.argsort(-(from_round + to_round), kind="stable") + 1
    yield _insert_all(lengths, by_distance)
    yield _insert_all(lengths, by_distance[::-1])
    yield _insert_all(lengths, None)


def _insert_all(lengths: FloatArray, sequence: Order | None) -> Order:
    """Each stop where it lengthens the round least, in a sequence, else the cheapest of those left."""
    order = np.array([0, 0])
    left = list(range(1, len(lengths)))
    for turn in range(len(left)):
        choices = np.array(left) if sequence is None else sequence[turn : turn + 1]
        more = (
            lengths[order[:-1, None], choices]
            + lengths[choices[:, None], order[1:]].T
            - lengths[order[:-1], order[1:]][:, None]
        )
        place, which = np.unravel_index(np.argmin(more), more.shape)
        order = np.insert(order, place + 1, choices[which])
        left.remove(int(choices[which]))
    return order


def _improved(lengths: FloatArray, order: Order) -> Order:
    """The round after the best change, again and again until none shortens it."""
    while True:
        changes = (
            _turned(lengths, order),
            *(_moved(lengths, order, size) for size in range(1, LONGEST_MOVED + 1)),
        )
        saved, better = min(changes, key=lambda change: change[0])
        if saved > -NOISE:
            return order
        order = better


def _turned(lengths: FloatArray, order: Order) -> tuple[float, Order]:
    """The best part of the round to drive the other way, and what it adds (less than nothing: saves)."""
    ahead = np.concatenate([[0.0], lengths[order[:-1], order[1:]].cumsum()])
    back = np.concatenate([[0.0], lengths[order[1:], order[:-1]].cumsum()])
    first, last = np.triu_indices(len(order) - 2, k=1)
    first, last = first + 1, last + 1
    more = (
        lengths[order[first - 1], order[last]]
        + (back[last] - back[first])
        + lengths[order[first], order[last + 1]]
        - (ahead[last + 1] - ahead[first - 1])
    )
    best = int(np.argmin(more))
    start, end = first[best], last[best] + 1
    return float(more[best]), np.concatenate([order[:start], order[start:end][::-1], order[end:]])


def _moved(lengths: FloatArray, order: Order, size: int) -> tuple[float, Order]:
    """The best move of so many stops together to elsewhere, either way round, and what it adds."""
    ahead = np.concatenate([[0.0], lengths[order[:-1], order[1:]].cumsum()])
    back = np.concatenate([[0.0], lengths[order[1:], order[:-1]].cumsum()])
    starts = np.arange(1, len(order) - size)
    ends = starts + size - 1
    # Taken out: the way before it, the way after it, and the way that joins both.
    taken = (
        lengths[order[starts - 1], order[ends + 1]]
        - lengths[order[starts - 1], order[starts]]
        - lengths[order[ends], order[ends + 1]]
    )
    turned = (back[ends] - back[starts]) - (ahead[ends] - ahead[starts])
    gaps = np.arange(len(order) - 1)
    left, right = order[gaps], order[gaps + 1]
    inside = (gaps >= starts[:, None] - 1) & (gaps <= ends[:, None])
    joined = taken[:, None] - lengths[left, right]
    as_is = joined + lengths[left, order[starts][:, None]] + lengths[order[ends][:, None], right]
    other = (
        joined
        + turned[:, None]
        + lengths[left, order[ends][:, None]]
        + lengths[order[starts][:, None], right]
    )
    more = np.where(inside, np.inf, np.minimum(as_is, other))
    which, gap = np.unravel_index(np.argmin(more), more.shape)
    start, end = starts[which], ends[which] + 1
    part = order[start:end] if as_is[which, gap] <= other[which, gap] else order[start:end][::-1]
    rest = np.concatenate([order[:start], order[end:]])
    place = gap + 1 if gap < start else gap + 1 - size
    return float(more[which, gap]), np.concatenate([rest[:place], part, rest[place:]])
