"""What people type."""

import pytest

from pat_logistics.typed import one_line, whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("9" * 18, 10**18 - 1)])
def test_a_whole_number_is_read(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", " 1", "1e3", "9" * 19, "٣", "²", "\x00", "un"])
def test_anything_else_is_none(text):
    assert whole_number(text) is None


def test_a_text_of_several_lines_becomes_one_of_printable_signs():
    assert one_line("Un\r\nBcc: essai\x1b  de\u00a0plus\0") == "Un Bcc: essai de plus"
