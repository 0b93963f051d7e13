"""Masking, against brute force: what any reader can subtract isolates nobody."""

from itertools import chain, combinations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from needs_survey.needs.masking import MAX_SHARE, Cube, hidden_together, is_safe, tell

# Rows of small worlds: farm, three filters, cell, kilos. Kilos are few enough to be added exactly.
ROW = st.tuples(
    st.integers(0, 6),
    st.integers(0, 1),
    st.integers(0, 1),
    st.integers(0, 2),
    st.integers(0, 3),
    st.sampled_from([1, 2, 3, 10, 100]),
)
WORLD = st.lists(ROW, max_size=40)
VALUES = (range(2), range(2), range(3))
CELLS = 4
QUESTIONS = list(product(*[(None, *values) for values in VALUES]))
# The four cells, two by two.
PAIRS = np.array([0, 0, 1, 1])


def holds(row, question):
    return all(wanted is None or row[1 + place] == wanted for place, wanted in enumerate(question))


def asked(world, question, parents=()):
    """The table by cell of the rows that answer a question."""
    filters = [place for place, wanted in enumerate(question) if wanted is not None]
    rows = np.array(world, dtype=np.int64).reshape(-1, 6)
    bits = np.zeros(len(rows), np.int64)
    for bit, place in enumerate(filters):
        bits |= (rows[:, 1 + place] == question[place]).astype(np.int64) << bit
    cube = Cube.of_bits(
        rows[:, 0], rows[:, 4], rows[:, 5].astype(float), bits, filters=len(filters), cells=CELLS
    )
    return tell(cube, parents)


def unsafe(rows):
    """Some rows, of fewer than three farms or dominated by one."""
    farms = {row[0] for row in rows}
    kilos = [sum(row[5] for row in rows if row[0] == farm) for farm in farms]
    return bool(rows) and (len(farms) < 3 or max(kilos) > MAX_SHARE * sum(kilos) * (1 + 1e-9))


def told_sets(world):
    """Rows behind every figure told: any question, any cell, any pair of cells."""
    for question in QUESTIONS:
        table = asked(world, question, parents=(PAIRS,))
        for cell in np.flatnonzero(table.shown & (table.farms > 0)):
            yield question, [row for row in world if holds(row, question) and row[4] == cell]


@given(WORLD)
def test_no_figure_told_is_of_fewer_than_three_farms_or_dominated(world):
    for _, rows in told_sets(world):
        assert not unsafe(rows)


@given(WORLD)
def test_no_difference_with_a_wider_question_isolates_anybody(world):
    for question, rows in told_sets(world):
        cell = rows[0][4]
        for dropped in chain.from_iterable(combinations(range(3), size) for size in range(4)):
            wider = tuple(None if place in dropped else wanted for place, wanted in enumerate(question))
            for kept_cells in (
                {cell},
                {other for other in range(CELLS) if PAIRS[other] == PAIRS[cell]},
                range(CELLS),
            ):
                more = [row for row in world if holds(row, wider) and row[4] in kept_cells]
                left = list(more)
                for row in rows:
                    left.remove(row)
                assert not unsafe(left)


@given(WORLD)
def test_the_hidden_cells_of_a_table_are_safe_together_where_its_total_is_told(world):
    for question in QUESTIONS:
        table = asked(world, question, parents=(PAIRS,))
        for kept_cells in (range(CELLS), (0, 1), (2, 3)):
            rows = [row for row in world if holds(row, question) and row[4] in kept_cells]
            hidden = [row for row in rows if not table.shown[row[4]]]
            assert unsafe(rows) or not unsafe(hidden)


@given(WORLD)
def test_the_values_of_a_filter_asked_in_turn_leave_nothing_to_subtract(world):
    rows = np.array(world, dtype=np.int64).reshape(-1, 6)
    hidden = hidden_together(rows[:, 0], rows[:, 3], rows[:, 5].astype(float), np.zeros(3, np.int64))
    left = [row for row in world if hidden[row[3]]]
    assert unsafe(world) or not unsafe(left)


@given(WORLD)
def test_sets_answer_as_bits_do(world):
    rows = np.array(world, dtype=np.int64).reshape(-1, 6)
    within = np.stack([np.ones(len(rows), bool), rows[:, 1] == 1], axis=1)
    weight = rows[:, 5].astype(float)
    of_sets = tell(Cube.of_sets(rows[:, 0], rows[:, 4], weight, within, cells=CELLS))
    of_bits = asked(world, (1, None, None))
    assert np.array_equal(of_sets.shown, of_bits.shown)
    assert np.array_equal(of_sets.total, of_bits.total)


def cells_of(*kilos_by_cell):
    """A table of farms that are in one cell each."""
    rows = [(kilos, cell) for cell, farms in enumerate(kilos_by_cell) for kilos in farms]
    weight, cell = np.array([row[0] for row in rows], float), np.array([row[1] for row in rows], int)
    farm = np.arange(len(rows))
    bits = np.zeros(len(rows), np.int64)
    return tell(Cube.of_bits(farm, cell, weight, bits, filters=0, cells=len(kilos_by_cell)))


def test_a_table_of_safe_cells_is_told_whole():
    assert cells_of([5, 5, 5], [9, 8, 7], [1, 1, 1]).shown.all()


def test_three_equal_farms_are_told_and_two_are_not():
    assert is_safe(np.array([1.0, 1.0, 1.0]))
    assert not is_safe(np.array([1.0, 1.0]))


def test_a_farm_above_the_share_hides_the_figure():
    assert not is_safe(np.array([86.0, 7.0, 7.0]))
    assert is_safe(np.array([85.0, 8.0, 7.0]))


def test_a_lonely_cell_hides_the_smallest_of_the_others_with_it():
    table = cells_of([4], [9, 9, 9], [2, 2, 2], [5, 5, 5])
    assert table.shown.tolist() == [False, True, False, True]


def test_a_cell_without_rows_is_told_as_nothing():
    table = cells_of([], [9, 9, 9])
    assert table.shown.tolist() == [True, True]
    assert table.total.tolist() == [0, 27]


def test_without_rows_nothing_is_hidden():
    assert cells_of([], []).shown.all()
