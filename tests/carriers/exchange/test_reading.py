"""What someone sends as prices is lines of text, or an answer in French."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carriers.exchange import reading
from pat_logistics.exchange import sheets
from tests.carriers.exchange.files import HEADER


def xlsx(*rows, **changes):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, value in changes.items():
        getattr(book.active, name)(value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 50_000_000)
    return stream.getvalue()


def with_macros():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr("xl/vbaProject.bin", b"x")
    return stream.getvalue()


KEYS = ["Ligne", "Service", "Usage", "Valable du"]


def rewritten(content, part, change):
    """The workbook with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == part else before.read(name))
    return stream.getvalue()


def with_a_document_type(encoding):
    """A workbook that defines an entity, and says it in this encoding."""

    def change(xml):
        text = xml.decode().removeprefix("<?xml version='1.0' encoding='UTF-8'?>")
        return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "grille">]>{text}'.encode(encoding)

    return rewritten(xlsx(KEYS, ["grille", "a", "b", "c"]), "xl/workbook.xml", change)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"   \r\n ", "vide"),
        (b"\x00\x01\x02binaire", "lisible"),
        (b"x" * (sheets.MAX_BYTES + 1), "trop gros"),
        (b"\xd0\xcf\x11\xe0 ancien", ".xls"),
        (b"PK\x03\x04 tronque", "abîmé"),
        (b"un;deux;trois\r\n1;2;3", "Il manque la colonne"),
        (HEADER.encode() + b";Couleur\r\n", "Couleur"),
        (HEADER.encode() + b";Zone\r\n", "deux fois"),
        (HEADER.encode(), "aucune ligne"),
        (HEADER.encode() + b'\r\n"jamais ferme;', "guillemets"),
        (HEADER.encode() + b"\r\n" + b"grille;ligne\r\n" * 5_002, "5\u202f000"),
        (HEADER.encode() + "\r\ngrille;é".encode() + b"\xe9", "mélangent"),
        (HEADER.encode("utf-16"), "aucune ligne"),
        (bomb(), "trop gros"),
        (with_macros(), "macros"),
        (xlsx(KEYS, ["=1+1", "ligne", "transport", "x"]), "formule"),
        (xlsx(KEYS, ["grille", "a", "b", "c"], merge_cells="A2:B2"), "fusionnées"),
        (xlsx(KEYS, ["grille", *[""] * 80, "loin"]), "80 colonnes"),
        (with_a_document_type("utf-8"), "pas sûr"),
        (with_a_document_type("utf-16"), "pas sûr"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_french(content, said):
    with pytest.raises(sheets.UnreadableFileError, match=said):
        reading.read(content)


@pytest.mark.parametrize("number", [b"1e400", b"-1e400", b"1e9"])
def test_a_number_that_is_no_day_is_a_fault_of_its_cell(number):
    content = xlsx(KEYS, ["grille", "ligne", "transport", 123.5])
    sheet = "xl/worksheets/sheet1.xml"
    (line,) = reading.read(rewritten(content, sheet, lambda xml: xml.replace(b"123.5", number)))
    assert "31/12/2026" in line.faults["Valable du"]


def test_files_of_older_spreadsheets_with_other_separators_are_read():
    text = HEADER + "\r\ngrille;ligne;transport;01/01/2027;;Été"
    for content in (text.encode("cp1252"), text.replace(";", "\t").encode(), text.replace(";", ",").encode()):
        (line,) = reading.read(content)
        assert line.cells["Nom de la grille"] == "Été"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail),
        st.text(max_size=300).map(lambda tail: f"{HEADER}\r\n{tail}".encode("utf-8", "ignore")),
    )
)
def test_no_file_breaks_the_reading(content):
    try:
        found = reading.read(content)
    except sheets.UnreadableFileError:
        return
    assert found


def test_a_sheet_with_damaged_data_is_refused_in_words():
    whole = io.BytesIO()
    openpyxl.Workbook().save(whole)
    content = bytearray(whole.getvalue())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    start = entry.header_offset + 30 + len(entry.filename)
    content[start] ^= 0xFF
    with pytest.raises(sheets.UnreadableFileError, match="abîmé"):
        reading.read(bytes(content))
