"""Geometry of the charts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.calculator import charts


@given(st.floats(min_value=1e-4, max_value=1e6))
def test_an_axis_reaches_its_highest_value_with_few_round_ticks(high):
    values = charts.ticks(high)
    assert values[0] == 0
    assert values[-1] >= high * (1 - 1e-9)
    assert 2 <= len(values) <= 12


@given(st.floats(min_value=0, max_value=100), st.floats(min_value=0, max_value=100))
def test_a_larger_value_is_never_drawn_lower(a, b):
    axis = charts.linear(100, 0, 640)
    assert (axis.at(min(a, b))) <= axis.at(max(a, b))


@pytest.mark.parametrize("high", [0.0, math.nan])
def test_an_axis_without_a_value_still_has_a_length(high):
    assert charts.linear(high, 0, 10).at(0.5) == 5


def test_the_pen_is_lifted_where_an_option_is_impossible():
    frame = charts.curve_frame(1, 100, 10)
    assert charts.path(frame, [1, 2, 3, 4], [5, math.nan, 5, 50]).count("M") == 2


def test_ticks_of_kilos_stay_inside_the_curve():
    assert charts.masses(5, 500) == [5, 10, 20, 50, 100, 200, 500]
