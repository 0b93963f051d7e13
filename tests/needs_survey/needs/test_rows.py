"""Sums of columns of few values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs_survey.needs import rows as module
from needs_survey.needs.rows import Codes, Rows, Several, Sum, distinct

NUMBERS = st.lists(st.integers(0, 30), max_size=50).map(lambda found: np.array(found, np.int64))


@given(NUMBERS)
def test_marking_and_sorting_find_the_same_numbers(numbers):
    assert distinct(numbers, 31).tolist() == distinct(numbers, module.LARGEST_TABLE + 1).tolist()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=30))
def test_a_pair_stands_for_both_its_values(both):
    pairs = Codes.pairs(Codes.of([one for one, _ in both]), Codes.of([other for _, other in both]))
    assert [pairs.values[number] for number in pairs.numbers] == both


@pytest.mark.parametrize("largest", [0, module.LARGEST_TABLE])
def test_sums_count_each_farm_once_however_many_rows_it_has(monkeypatch, largest):
    monkeypatch.setattr(module, "LARGEST_TABLE", largest)
    rows = Rows(
        Codes.of(["A", "A", "B"]),
        np.array([10.0, 20.0, 30.0]),
        {"family": Codes.of(["cheese", "cheese", "cheese"]), "epci": Codes.of(["one", "two", "two"])},
        {"month": Several([1, 2], np.array([[True, True], [True, False], [True, False]]), shared=True)},
    )
    assert rows.by("family") == {("cheese",): Sum(60.0, 2)}
    assert rows.by("epci", "month") == {
        ("one", 1): Sum(5.0, 1),
        ("one", 2): Sum(5.0, 1),
        ("two", 1): Sum(50.0, 2),
    }
    assert rows.by() == {(): Sum(60.0, 2)}
