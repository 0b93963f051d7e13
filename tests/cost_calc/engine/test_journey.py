"""The order of the stops of a round."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine import journey
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.journey import EXACT_STOPS, shortest_round
from tests.cost_calc.engine.samples import quick


def length(matrix, order):
    return sum(matrix[a][b] for a, b in itertools.pairwise((0, *order, 0)))


def by_brute_force(matrix):
    """Length of the shortest round: every order is tried."""
    return min(length(matrix, order) for order in itertools.permutations(range(1, len(matrix))))


def somewhere(seed, stops, uneven=0.2):
    """Places in a square of 100 km; each way is up to `uneven` longer than the crow flies."""
    random = np.random.default_rng(seed)
    places = random.uniform(0, 100, (stops + 1, 2))
    straight = np.hypot(*(places[:, None] - places).transpose(2, 0, 1))
    return straight * (1 + random.uniform(0, uneven, straight.shape))


@st.composite
def matrices(draw):
    size = draw(st.integers(1, 7))
    numbers = st.floats(0, 1000, allow_nan=False)
    return draw(st.lists(st.lists(numbers, min_size=size, max_size=size), min_size=size, max_size=size))


@quick
@given(matrix=matrices())
def test_the_round_of_a_few_stops_is_the_shortest(matrix):
    order = shortest_round(matrix)
    assert sorted(order) == list(range(1, len(matrix)))
    assert length(matrix, order) == pytest.approx(by_brute_force(matrix))


def test_up_to_nine_stops_the_round_is_the_shortest():
    matrix = somewhere(1, EXACT_STOPS).tolist()
    assert EXACT_STOPS == 9
    assert length(matrix, shortest_round(matrix)) == pytest.approx(by_brute_force(matrix))


@pytest.mark.parametrize("stops", [0, 1, 2])
def test_the_fewest_stops_make_a_round_too(stops):
    assert sorted(shortest_round(somewhere(2, stops))) == list(range(1, stops + 1))


def test_a_way_that_is_quicker_one_way_gives_its_direction():
    one_way = [[0, 1, 9, 9], [9, 0, 1, 9], [9, 9, 0, 1], [1, 9, 9, 0]]
    assert shortest_round(one_way) == (1, 2, 3)
    assert shortest_round(np.transpose(one_way)) == (3, 2, 1)


@pytest.mark.parametrize("uneven", [0.0, 0.2, 1.0])
def test_beyond_nine_stops_the_round_is_within_a_few_per_cent_of_the_shortest(monkeypatch, uneven):
    rounds = [somewhere(seed, 11, uneven) for seed in range(6)]
    found = [length(matrix, shortest_round(matrix)) for matrix in rounds]
    monkeypatch.setattr(journey, "EXACT_STOPS", 11)
    shortest = [length(matrix, shortest_round(matrix)) for matrix in rounds]
    assert all(a <= b * 1.03 for a, b in zip(found, shortest, strict=True))


@pytest.mark.parametrize("seed", [1, 2])
def test_many_stops_around_a_ring_are_served_one_after_the_other(seed):
    """The shortest round of points on a ring follows it: the best is known."""
    angles = np.random.default_rng(seed).uniform(0, 2 * np.pi, 60)
    ring = np.column_stack([np.cos(angles), np.sin(angles)])
    matrix = np.hypot(*(ring[:, None] - ring).transpose(2, 0, 1))
    around = np.argsort(angles)
    best = sum(matrix[a, b] for a, b in itertools.pairwise([*around, around[0]]))
    assert length(matrix, shortest_round(matrix)) == pytest.approx(best)


def test_the_round_of_a_town_in_blocks_is_within_five_per_cent_of_the_shortest():
    """Eight by eight crossings, one apart: the shortest round has as many steps as crossings."""
    crossings = np.array(list(itertools.product(range(8), repeat=2)))
    matrix = np.abs(crossings[:, None] - crossings).sum(axis=2)
    assert length(matrix, shortest_round(matrix)) <= 64 * 1.05


@pytest.mark.parametrize("stops", [12, 30])
def test_no_stop_is_served_sooner_by_moving_it_alone(stops):
    matrix = somewhere(5, stops)
    order = shortest_round(matrix)
    assert sorted(order) == list(range(1, stops + 1))
    for stop in order:
        rest = [other for other in order if other != stop]
        moved = min(length(matrix, (*rest[:place], stop, *rest[place:])) for place in range(stops))
        assert length(matrix, order) <= moved + 1e-6


def test_the_same_matrix_always_gives_the_same_round():
    matrix = somewhere(4, 40)
    assert shortest_round(matrix) == shortest_round(matrix.copy())


def test_the_matrix_is_left_as_it_was():
    matrix = somewhere(4, 3) + 1
    before = matrix.copy()
    shortest_round(matrix)
    assert (matrix == before).all()


@pytest.mark.parametrize(
    ("matrix", "reason"),
    [
        ([], "shape"),
        ([[0, 1], [1, 0], [1, 1]], "shape"),
        ([[0, 1], [np.nan, 0]], "not_a_number"),
        ([[0, -1], [1, 0]], "not_a_number"),
        ([[0, np.inf], [1, 0]], "not_a_number"),
    ],
)
def test_a_matrix_without_sense_is_refused(matrix, reason):
    with pytest.raises(InvalidInput) as refused:
        shortest_round(matrix)
    assert (refused.value.field, refused.value.reason) == ("journey.matrix", reason)
