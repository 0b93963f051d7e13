"""Numbers, one or many, checked and computed alike."""

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.quantities import (
    NAN,
    Range,
    anywhere,
    as_array,
    both,
    choose,
    either,
    maximum,
    minimum,
    multiple_of,
    negated,
    ratio,
    started,
    total,
    unknown,
)
from tests.cost_calc.engine.samples import quick

SENSE = Range(0.0, 100.0)
numbers = st.floats(0, 1e6).map(lambda number: round(number, 6))


@pytest.mark.parametrize("value", [1, 1.0, Decimal(1), np.float32(1), np.int64(1), np.array(1.0)])
def test_a_number_of_any_make_is_a_float(value):
    assert type(SENSE.check("a", value)) is float


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "required"), (True, "not_a_number"), ("1", "not_a_number"), (NAN, "not_finite"),
        (math.inf, "not_finite"), (10**400, "too_large"), (101, "too_large"), (-1, "negative"),
        (np.array(["a"]), "not_a_number"), (np.array([1.0, -1.0]), "negative"),
        (Decimal("sNaN"), "not_finite"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_sense_is_refused_with_its_reason(value, reason):
    with pytest.raises(InvalidInput) as refused:
        SENSE.check("a", value)
    assert (refused.value.field, refused.value.reason) == ("a", reason)


def test_an_end_may_be_left_out_of_the_sense():
    assert Range(0.0, 1.0).check("a", 0) == 0
    with pytest.raises(InvalidInput):
        Range(0.0, 1.0, above=True).check("a", 0)


@pytest.mark.parametrize("values", [None, 3, ["a"], np.ones((2, 2))])
def test_a_batch_is_a_row_of_numbers(values):
    with pytest.raises(InvalidInput):
        as_array("a", values, SENSE)


@quick
@given(first=numbers, second=numbers, many=st.lists(numbers, min_size=1, max_size=4))
def test_one_and_many_are_computed_alike(first, second, many):
    batch = np.array(many)
    for function in (maximum, minimum, ratio):
        alone = [function(first, each) for each in many]
        assert function(first, batch).tolist() == pytest.approx(alone, nan_ok=True)
    for step in (0.1, 7.0):
        assert started(batch, step).tolist() == [started(each, step) for each in many]
        assert multiple_of(batch, step).tolist() == [multiple_of(each, step) for each in many]
    assert choose(batch > second, batch, first).tolist() == [choose(x > second, x, first) for x in many]


def test_a_started_step_is_blind_to_the_noise_of_a_division():
    assert started(0.3, 0.1) == 3
    assert started(0.31, 0.1) == 4
    assert multiple_of(0.3, 0.1) == 0.3
    assert started(0.0, 5.0) == 0


def test_the_unknown_stays_unknown_and_a_part_of_nothing_is_nothing():
    assert math.isnan(maximum(NAN, 1.0))
    assert math.isnan(minimum(1.0, NAN))
    assert unknown(np.array([NAN, 1.0])).tolist() == [True, False]
    assert ratio(0.0, 0.0) == 0.0
    assert total([]) == 0.0


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_truths_are_joined_alike(first, second):
    alone, many = np.array([first]), np.array([second])
    assert both(first, second) == both(alone, many)[0] == (first and second)
    assert either(first, second) == either(alone, many)[0] == (first or second)
    assert negated(first) == negated(alone)[0] == (not first)
    assert anywhere(np.array([first, second])) == (first or second)
