"""What a row of a sent table is made of."""

from decimal import Decimal

import pytest

from pat_logistics.exchange.sheets.cells import CONTROL, Number


@pytest.mark.parametrize(
    ("value", "is_percent", "text"),
    [
        ("0.25", True, "25 %"),
        ("0.085", True, "8.5 %"),
        ("12.50", False, "12.5"),
        ("1E+3", False, "1000"),
        ("-0.0", False, "0"),
    ],
)
def test_a_number_is_what_somebody_would_type_of_its_cell(value, is_percent, text):
    assert str(Number(Decimal(value), is_percent)) == text


def test_line_ends_and_tabs_are_no_control_signs():
    assert not CONTROL.search("a\tb\r\nc")
    assert all(CONTROL.search(sign) for sign in "\x00\x0b\x1f")
