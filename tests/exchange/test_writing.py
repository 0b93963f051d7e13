"""Tables as files: what is typed is what is read back, and a long one takes no more memory than a short."""

import datetime
import io
import resource
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pat_logistics.exchange.sheets import rows_of
from pat_logistics.exchange.writing import CELL_LENGTH, Sheet, bytes_of, file_of, shown

DAY = datetime.date(2026, 12, 31)
MANY = 200_000
# What the cells of as many rows would take is five times as much.
MOST_GROWTH = 8_000_000


def sheet(*rows, headers=("Nom", "Poids"), **options):
    return Sheet("Fermes", headers, rows, **options)


def csv_of(*rows):
    return bytes_of("csv", [sheet(*rows)]).decode("utf-8-sig").splitlines()[1:]


def page_of(*sheets):
    return openpyxl.load_workbook(io.BytesIO(bytes_of("xlsx", sheets)))


def test_a_csv_is_what_a_french_spreadsheet_expects():
    content = bytes_of("csv", [sheet(["Ferme du Pré ; ici", Decimal("12.50")])])
    assert content == '\ufeffNom;Poids\r\n"Ferme du Pré ; ici";12,5\r\n'.encode()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=A1", "'=A1"),
        ("-12", "'-12"),
        (-12, "-12"),
        (1234.5, "1234,5"),
        (None, ""),
        (DAY, "31/12/2026"),
        (datetime.datetime(2026, 12, 31, 9, 5), "31/12/2026 09:05"),  # noqa: DTZ001 (cells know no time zone)
    ],
)
def test_a_cell_of_a_csv_is_written_the_french_way_and_never_runs(cell, text):
    assert csv_of([cell, ""]) == [f"{text};"]


def test_the_value_of_a_cell_is_shown_without_the_mark_that_keeps_a_csv_safe():
    assert shown("=A1") == "=A1"


def test_a_workbook_holds_real_numbers_and_dates_and_no_formula():
    (_, row) = page_of(sheet(["=1+1", Decimal("12.50"), DAY, None, "http://a.example"], headers="abcde"))[
        "Fermes"
    ].iter_rows()
    assert [cell.value for cell in row] == [
        "=1+1", 12.5, datetime.datetime(2026, 12, 31), None, "http://a.example"  # noqa: DTZ001
    ]  # fmt: skip
    assert row[0].data_type == "s"
    assert row[4].hyperlink is None


def test_what_names_a_row_stays_in_sight():
    page = page_of(sheet(["Ferme", 1], frozen=1))["Fermes"]
    assert page.freeze_panes == "B2"
    assert [cell.font.b for cell in page[1]] == [True, True]
    assert [cell.font.b for cell in page[2]] == [False, False]


def test_without_headers_the_first_cell_names_its_row():
    page = page_of(Sheet("Filtres", (), [("Source", "PAT"), ("Établi le", DAY)]))["Filtres"]
    assert page.freeze_panes is None
    assert [[cell.font.b for cell in row] for row in page.iter_rows()] == [[True, False]] * 2


def test_a_column_is_as_wide_as_what_it_holds_unless_it_is_told():
    page = page_of(sheet(["Ferme du Pré Bélier", 1]), Sheet("b", ("Nom",), [("x",)], width=30))
    assert page["Fermes"].column_dimensions["A"].width > page["Fermes"].column_dimensions["B"].width
    assert 30 <= page["b"].column_dimensions["A"].width < 31


def test_a_sheet_of_texts_loses_no_zero_of_what_is_typed_into_it():
    content = page_of(sheet(["048", "1"], of_texts=True, width=20))["Fermes"]
    assert [cell.number_format for cell in content[2]] == ["@", "@"]
    assert content.column_dimensions["A"].number_format == "@"


def test_a_text_longer_than_a_cell_goes_on_below_and_the_next_row_after_it():
    page = page_of(sheet(["a" * (CELL_LENGTH + 5), 1], ["b", 2]))["Fermes"]
    names, weights = ([cell.value for cell in column][1:] for column in page.iter_cols())
    assert [len(name) for name in names] == [CELL_LENGTH, 5, 1]
    assert weights == [1, None, 2]


def test_the_names_of_sheets_stop_where_those_of_workbooks_do():
    assert page_of(Sheet("a" * 40, ("Nom",), [])).sheetnames == ["a" * 31]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_written_is_read_back(kind):
    content = bytes_of(kind, [sheet(["=A1", "d’été"], ["'b", "x\ny"])])
    rows = rows_of(content, sheet="Fermes", is_header=lambda text: text in ("Nom", "Poids"))
    assert [cells for _, cells in rows[1:]] == [["=A1", "d’été"], ["'b", "x\ny"]]


def memory():
    """What this program holds in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_hundred_times_as_many_rows_take_no_more_memory(kind):
    held = {}

    def rows():
        for number in range(MANY):
            yield (f"Ferme du Pré Bélier {number}",)
            if number in (MANY // 100, MANY - 1):
                held[number] = memory()

    with file_of(kind, [Sheet("Fermes", ("Nom",), rows(), width=20)]) as file:
        held["whole"] = memory()
        assert file.read(2) in (b"PK", b"\xef\xbb")
    first, *later = held.values()
    assert max(later) - first < MOST_GROWTH
