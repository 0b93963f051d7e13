"""Workbooks and zips: what was typed is read, and what would swell or hide is refused before it is opened."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Border, Side

from pat_logistics.exchange.sheets import UnreadableFileError, archives, rows_of, tables_of

BORDER = Border(left=Side("thin"))


def is_header(text):
    return text in ("id", "name")


def zip_of(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def book_of(*rows, framed=0, at=1):
    """A workbook with these rows, then rows that only have a border."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for number in range(framed):
        book.active.cell(len(rows) + at + number, 1).border = BORDER
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("framed", "at"), [(1, 1_048_000), (6_000, 1)])
def test_rows_that_only_have_a_border_count_for_nothing(framed, at):
    content = book_of(["id", "name"], ["1", "Ferme"], framed=framed, at=at)
    assert rows_of(content, sheet="", is_header=is_header) == [(1, ["id", "name"]), (2, ["1", "Ferme"])]


def test_more_blank_cells_than_can_be_read_in_time_are_told(monkeypatch):
    monkeypatch.setattr(archives, "MAX_BLANK_CELLS", 50)
    with pytest.raises(UnreadableFileError, match="lignes vides"):
        rows_of(book_of(["id"], framed=60), sheet="", is_header=is_header)


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (3.3000000000000003, "0.00", "3.3"),
        (57.699999999999996, "General", "57.7"),
        (0.25, "0 %", "25 %"),
        (0.2045, "0.00%", "20.45 %"),
        (1e-7, "General", "0.0000001"),
        (73282932000074, "0", "73282932000074"),
    ],
)
def test_a_number_is_what_its_cell_shows(value, form, shown):
    book = openpyxl.Workbook()
    book.active.append(["id", value])
    book.active["B1"].number_format = form
    stream = io.BytesIO()
    book.save(stream)
    ((_, cells),) = rows_of(stream.getvalue(), sheet="", is_header=is_header)
    assert str(cells[1]) == shown


def test_a_zip_of_csv_is_read_with_a_table_by_file_whatever_a_mac_adds():
    content = zip_of(
        **{
            "export/form.csv": "id,name\n1,Hélène",
            "export/form-products.csv": "id;name\n1;Miel",
            "__MACOSX/export/._form.csv": "\x00\x01",
            "media/photo.jpg": b"\xff\xd8",
        }
    )
    tables = tables_of(content, is_header=is_header)
    assert {name: rows[1][1] for name, rows in tables.items()} == {
        "form": ["1", "Hélène"],
        "form-products": ["1", "Miel"],
    }


def test_a_zip_of_one_csv_is_that_csv_and_several_are_not_chosen_from():
    one, two = zip_of(**{"a.csv": "id\n1"}), zip_of(**{"a.csv": "id\n1", "b.csv": "id\n2"})
    assert rows_of(one, sheet="", is_header=is_header) == [(1, ["id"]), (2, ["1"])]
    with pytest.raises(UnreadableFileError, match="plusieurs CSV"):
        rows_of(two, sheet="", is_header=is_header)


def test_a_zip_that_would_swell_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    content = zip_of(**{"a.csv": b"0" * 30_000_000, "b.csv": b"0" * 30_000_000})
    with pytest.raises(UnreadableFileError, match="trop gros une fois ouvert"):
        tables_of(content, is_header=is_header)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, r"\.ods"),
        ({"Index/Document.iwa": ""}, "Numbers"),
        ({"xl/workbook.bin": ""}, r"\.xlsb"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, r"\.odt"),
        ({"word/document.xml": "<a/>"}, r"Word \(\.docx\)"),
        ({"photo.jpg": ""}, "pas de CSV, mais « photo.jpg »"),
        ({"a/notes.txt": "", "b.txt": "", "c.txt": ""}, "pas de CSV, mais « a/notes.txt » et 2 autres"),
        ({}, "est vide"),
        ({"dossier/": ""}, "est vide"),
        ({"export.zip": ""}, "un autre .zip .« export.zip »"),
        ({"notes.txt": "", "Tarif.XLSX": ""}, "un classeur .« Tarif.XLSX ».* : envoyez-le seul"),
    ],
)
def test_files_of_other_programs_are_called_by_their_name(parts, said):
    with pytest.raises(UnreadableFileError, match=said):
        tables_of(zip_of(**parts), is_header=is_header)


def test_two_csv_of_one_name_in_two_folders_are_named():
    content = zip_of(**{"2024/form.csv": "id\n1", "2025/form.csv": "id\n2"})
    with pytest.raises(UnreadableFileError, match=r"« 2024/form\.csv » et « 2025/form\.csv »"):
        tables_of(content, is_header=is_header)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n", "un PDF"),
        (b"\x89PNG\r\n\x1a\n", "une image"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><table>", "une page Web"),
        (b"<HTML><body>", "une page Web"),
        (rb"{\rtf1\ansi", "traitement de texte"),
        (b"\x1f\x8b\x08", r"\.gz"),
    ],
)
def test_a_file_under_another_name_is_called_what_it_is(content, said):
    with pytest.raises(UnreadableFileError, match=f"C’est .*{said}.*Il faut un tableau"):
        tables_of(content, is_header=is_header)


def test_broken_accents_of_a_workbook_are_told_with_their_sheet_and_row():
    content = book_of(["id", "name"], ["1", "Ferme du PrŽ"])
    with pytest.raises(UnreadableFileError, match="Feuille « Sheet », ligne 2"):
        tables_of(content, is_header=is_header)
