"""An empty file to fill: our headers with their labels, and the codes of the choices."""

import io
from collections.abc import Iterator

import xlsxwriter

from needs_survey.exchange import columns
from needs_survey.exchange.columns import headers_of
from needs_survey.questionnaire import Definition, Question
from pat_logistics.exchange.csv_files import safe_csv
from pat_logistics.exchange.sheets import WRITING

# Rows of each table that a CSV has columns for; more can be added by hand.
CSV_ROWS = 3
ID = f"{columns.ID} (un repère à vous, jamais deux fois le même)"
VERSION = f"{columns.VERSION} (du questionnaire)"


def _headers(questions: tuple[Question, ...], before: str = "") -> list[str]:
    return [f"{header} ({label})" for row in questions for header, label in headers_of(row, before)]


def _simple(definition: Definition) -> tuple[Question, ...]:
    return tuple(question for question in definition.questions if not question.columns)


def _tables(definition: Definition) -> list[Question]:
    return [question for question in definition.questions if question.columns]


def as_csv(definition: Definition) -> bytes:
    """A single line of headers; the rows of a table stand side by side, numbered."""
    headers = [ID, VERSION, *_headers(_simple(definition))]
    for table in _tables(definition):
        for row in range(1, CSV_ROWS + 1):
            headers += _headers(table.columns, f"{table.code}_{row}_")
    return safe_csv([headers])


def as_xlsx(definition: Definition) -> bytes:
    """A sheet of responses, one for each table, and the list of codes. Cells are texts: no zero is lost."""
    stream = io.BytesIO()
    sheets = {columns.MAIN_SHEET: [ID, VERSION, *_headers(_simple(definition))]}
    for table in _tables(definition):
        sheets[table.code[:31]] = [f"{columns.ID} (celui de la réponse)", *_headers(table.columns)]
    with xlsxwriter.Workbook(stream, WRITING) as book:
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"})
        for name, headers in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(headers) - 1, 22, text)
            sheet.freeze_panes(1, 1)
            sheet.write_row(0, 0, headers, head)
        sheet = book.add_worksheet(columns.HELP_SHEET)
        sheet.set_column(0, 3, 28, text)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, ["Colonne", "Question", "Code du choix", "Choix"], head)
        for number, cells in enumerate(_codes(definition), 1):
            sheet.write_row(number, 0, cells, text)
    return stream.getvalue()


def _codes(definition: Definition) -> Iterator[tuple[str, str, str, str]]:
    for question in definition.questions:
        for row in question.columns or (question,):
            where = f"{question.code}, {row.code}" if question.columns else question.code
            for option in row.options:
                yield where, row.label, option.code, option.label
            if row.wording:
                yield where, row.wording, "oui", "accepté"
                yield where, row.wording, "non", "refusé : la réponse n’est pas gardée"
