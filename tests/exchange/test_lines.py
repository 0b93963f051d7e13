"""Rows of a sheet under known columns: a text for each cell, or why there is none."""

import datetime
from decimal import Decimal

import pytest

from pat_logistics.exchange.columns import Column, Kind
from pat_logistics.exchange.lines import Columns, there_twice
from pat_logistics.exchange.sheets import Number, UnreadableFileError

NAME, DAY, PRICE = Column("Nom", "name", Kind.TEXT), Column("Du", "day", Kind.DATE), Column("Prix", "price")
COLUMNS = Columns([NAME, DAY, PRICE], keys=[NAME], retired={"Franco": "ce n’est plus lu."})


def line_of(headers, *cells):
    (line,) = COLUMNS.lines([(1, list(headers)), (4, list(cells))])
    return line


@pytest.mark.parametrize(
    ("column", "cell", "text"),
    [
        ("Nom", " Ferme ", "Ferme"),
        ("NOM", True, "oui"),
        ("Prix", Number(Decimal("12.5"), is_percent=False), "12,5"),
        ("Prix", Number(Decimal("0.25"), is_percent=True), "25 %"),
        ("Du", datetime.date(2026, 12, 31), "31/12/2026"),
        ("du", "31/12/26", "31/12/2026"),
    ],
)
def test_a_cell_is_the_text_somebody_would_type(column, cell, text):
    headers = (column,) if column.lower() == "nom" else ("Nom", column)
    line = line_of(headers, *(["x"] if len(headers) > 1 else []), cell)
    assert text in line.cells.values()
    assert (line.number, line.faults) == (4, {})


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("Prix", datetime.date(2026, 12, 31), "date"),
        ("Prix", "1" * 1001, "trop long"),
        ("Prix", "\x01", "illisible"),
        ("Du", "46388", "date d’Excel (01/01/2027)"),
        ("Du", Number(Decimal(12), is_percent=False), "31/12/2026"),
        ("Du", "31/02/2027", "31/12/2026"),
    ],
)
def test_what_is_wrong_with_a_cell_stands_at_its_column(column, cell, said):
    line = line_of(("Nom", column), "x", cell)
    assert said in line.faults[column]
    assert column not in line.cells


def test_a_value_without_a_title_is_a_fault_of_its_line():
    assert "sans titre" in line_of(("Nom",), "x", "perdu").faults["(sans titre)"]


def test_a_column_of_yesterday_is_told_and_refuses_nothing():
    line = line_of(("Nom", "Franco"), "x", "2500")
    assert (line.remarks, line.faults) == (["Franco : ce n’est plus lu."], {})


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (("Du",), "la colonne « Nom »"),
        (("Nom", "Couleur"), "Couleur"),
        (("Nom", "nom"), "deux fois"),
    ],
)
def test_headers_that_make_no_sense_are_said(headers, said):
    with pytest.raises(UnreadableFileError, match=said):
        line_of(headers, "x")


def test_headers_alone_are_no_file():
    with pytest.raises(UnreadableFileError, match="aucune ligne"):
        COLUMNS.lines([(1, ["Nom"])])


def test_blank_headers_are_not_there_twice():
    assert there_twice(["a", "", None, "", "b"]) == ""
    assert there_twice(["a", "b", "b", "a"]) == "b"
