"""The report for elected members, in both of its forms."""

import io

import docx
import pypdf
import pytest
from django.urls import reverse

from needs_survey.needs.figures import Figure, Line, Table
from needs_survey.needs.report import MOST_LINES, headers_of, told_lines
from tests.factories.accounts import advisor_of_lozere

pytestmark = pytest.mark.django_db


def test_the_report_says_in_pdf_and_in_a_text_file_the_same_masked_figures(client, known):
    client.force_login(advisor_of_lozere())
    pdf = client.get(reverse("needs:report", args=["pdf"]))
    read = pypdf.PdfReader(io.BytesIO(pdf.content))
    text = "".join(page.extract_text() for page in read.pages)
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    word = docx.Document(io.BytesIO(client.get(reverse("needs:report", args=["docx"])).content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for told in ("Livré par an", "564\u202fkg"):
        assert told in text
        assert told in cells
    assert "rapport-territoire-48-" in pdf["Content-Disposition"]
    assert not any("84\u202fkg" in words for words in (text, *cells))


def test_a_table_is_told_in_words_its_masked_lines_left_out():
    lines = [
        Line(("CC de l’Aubrac",), (Figure(1234.4, "kg", 3),)),
        Line(("CC des Cévennes",), (Figure(None),)),
    ]
    total = Line(("Total",), (Figure(None, "kg"),))
    table = Table("flux", "Flux", ("Lieu",), ("Volume",), lines, total)
    assert headers_of(table) == ["Lieu", "Volume"]
    assert told_lines(table) == [
        ["CC de l’Aubrac", "1\u202f234\u202fkg (3 fermes)"],
        ["Total", "masqué"],
    ]


def test_a_table_of_several_measures_has_a_line_a_measure():
    line = Line(("CC de l’Aubrac",), (Figure(5.0), Figure(3.0), Figure(0.0)))
    total = Line(("Total",), (Figure(5.0), Figure(3.0), Figure(0.0)))
    measures = ("Fermes interrogées", "Du groupage", "Des casiers")
    table = Table("attentes", "Attentes", ("Lieu",), measures, [line], total)
    assert headers_of(table) == ["Recherche", "Fermes", "Où"]
    assert told_lines(table) == [["Du groupage", "3", "CC de l’Aubrac (3)"]]


def test_a_long_table_keeps_its_first_lines_and_its_total():
    lines = [Line((f"Lieu {rank}",), (Figure(99.0 - rank),)) for rank in range(MOST_LINES + 3)]
    table = Table("flux", "Flux", ("Lieu",), ("Fermes",), lines, Line(("Total",), (Figure(999.0),)))
    told = told_lines(table)
    assert len(told) == MOST_LINES + 1
    assert told[-1] == ["Total", "999"]
