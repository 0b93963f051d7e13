"""Answers of whatever version are read without surprise."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs_survey.answers import codes_in, codes_of, decimal_of, float_of, levels_of, rows_of

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_an_answer_of_any_shape_is_read_or_was_not_given(value):
    answers = {"code": value}
    assert all(isinstance(row, dict) for row in rows_of(answers, "code"))
    assert all(isinstance(code, str) for code in codes_of(answers, "code"))
    assert all(level is None or isinstance(level, str) for level in levels_of(answers, "code"))
    assert decimal_of(value) is None or decimal_of(value).is_finite()
    assert float_of(value) is None or abs(float_of(value)) < float("inf")


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("12.5", Decimal("12.5")), (7, Decimal(7)), (0, Decimal(0)), ("", None), (True, None),
        ("12,5", None), ("nan", None), ("1e9", Decimal(10) ** 9), ([1], None),
    ],
)  # fmt: skip
def test_a_number_is_kept_as_its_digits_and_a_yes_is_none(value, number):
    assert decimal_of(value) == number


def test_a_number_too_large_for_a_float_is_unknown():
    assert float_of("1e999") is None
    assert decimal_of("1e999") is not None


def test_what_is_no_code_is_left_out_and_a_month_keeps_its_place():
    assert codes_in(["a", 3, None, "b"]) == ["a", "b"]
    assert levels_of({"season": ["peak", 3, None]}, "season") == ["peak", None, None]
    assert rows_of({}, "products") == []
