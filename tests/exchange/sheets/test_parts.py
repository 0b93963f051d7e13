"""Small files that hold millions are refused at once; large tables are read."""

import sys

import pytest

from tests.exchange.sheets.bombs import BOMBS, SHEET, STRINGS, STYLES, book_of, measured
from tests.exchange.sheets.test_archives import zip_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_workbook_that_would_hold_the_server_is_refused_at_once(bomb):
    content = book_of(**BOMBS[bomb]())
    assert len(content) < 2_000_000, "refused for its size"
    reading = measured(content)
    assert "contient trop d’éléments" in reading.said
    assert reading.seconds < 2
    assert reading.peak_mb < 300


def test_a_whole_table_of_texts_is_read_however_many_styles_it_has():
    """5 000 rows of 20 columns, no text twice, 10 000 formats."""
    numbers = iter(range(100_000))
    row = "<row>" + '<c t="s"><v>{}</v></c>' * 20 + "</row>"
    cells = "".join(row.format(*(next(numbers) for _ in range(20))) for _ in range(5_000))
    texts = "".join(f"<si><t>{number}</t></si>" for number in range(100_000))
    reading = measured(book_of(**{SHEET: cells, STRINGS: texts, STYLES: "<xf/>" * 10_000}))
    assert (reading.rows, reading.said) == (5_000, "")
    assert reading.peak_mb < 300


def test_what_is_not_read_takes_nothing_from_the_bounds():
    drawings = {"xl/drawings/drawing1.xml": "<a/>" * 200_000, "docProps/core.xml": "<!DOCTYPE a>"}
    reading = measured(book_of(more=drawings, **{SHEET: "<row><c><v>1</v></c></row>"}))
    assert (reading.rows, reading.said) == (1, "")


def test_a_zip_of_csv_swells_to_what_a_table_may_take():
    reading = measured(zip_of(**{"a.csv": b"id\n" + ("aÉ" * 1_200_000).encode("cp1252")}))
    assert "ligne 2" in reading.said
    assert reading.peak_mb < 300
    assert "trop gros une fois ouvert" in measured(zip_of(**{"a.csv": b"id\n" + b";" * 6_000_000})).said
