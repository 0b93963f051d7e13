"""Tables that someone sends: the rows that hold something, or why the file cannot be read."""

import pytest

from pat_logistics.exchange.sheets import MAX_LINES, UnreadableFileError, rows_of, tables_of

HEADERS = {"Nom", "Prix"}


def is_header(text):
    return text in HEADERS


def read(content):
    return rows_of(content, sheet="", is_header=is_header)


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_the_sign_between_cells_is_the_one_that_finds_most_headers(sign):
    assert read(sign.join(["Nom", "Prix"]).encode() + b"\n" + sign.join(["a", "b"]).encode())[1] == (
        2,
        ["a", "b"],
    )


def test_the_line_that_excel_writes_for_itself_counts_and_says_nothing():
    assert read(b"sep=|\r\nNom|Prix\r\na|b") == [(2, ["Nom", "Prix"]), (3, ["a", "b"])]


def test_a_row_without_a_value_is_none_and_the_others_keep_their_number():
    assert read(b"Nom;Prix\n;\n a ;") == [(1, ["Nom", "Prix"]), (3, [" a ", None])]


def test_the_apostrophe_that_keeps_a_text_from_running_is_taken_away():
    assert read(b"Nom\n'=A1")[1] == (2, ["=A1"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" \n", "vide"),
        (b"%PDF-1.7", "PDF"),
        (b"<!DOCTYPE html>", "page Web"),
        (b"\xd0\xcf\x11\xe0", ".xls"),
        (b'Nom\n"a', "guillemets"),
        (b"Nom\n" + b"a\n" * (MAX_LINES + 1), "5\u202f000 lignes"),
        (b"Nom" + b";" * 80 + b"loin", "80 colonnes"),
    ],
)
def test_what_is_no_table_is_answered_in_french(content, said):
    with pytest.raises(UnreadableFileError, match=said):
        read(content)


def test_a_csv_alone_is_a_table_without_a_name():
    assert tables_of(b"Nom\na", is_header=is_header) == {"": [(1, ["Nom"]), (2, ["a"])]}
