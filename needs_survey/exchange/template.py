"""An empty file to fill: our headers with their labels, and the codes of the choices."""

from collections.abc import Iterator

from needs_survey.exchange import columns
from needs_survey.exchange.columns import headers_of
from needs_survey.questionnaire import Definition, Question
from pat_logistics.exchange.writing import Sheet

# Rows of each table that a CSV has columns for; more can be added by hand.
CSV_ROWS = 3
ID = f"{columns.ID} (un repère à vous, jamais deux fois le même)"
VERSION = f"{columns.VERSION} (du questionnaire)"


def _headers(questions: tuple[Question, ...], before: str = "") -> list[str]:
    return [f"{header} ({label})" for row in questions for header, label in headers_of(row, before)]


def _simple(definition: Definition) -> tuple[Question, ...]:
    return tuple(question for question in definition.questions if not question.columns)


def sheets_of(definition: Definition, kind: str) -> list[Sheet]:
    """What to fill: in a CSV the rows of a table stand side by side, in a workbook each has its sheet."""
    simple = [ID, VERSION, *_headers(_simple(definition))]
    tables = [question for question in definition.questions if question.columns]
    if kind == "csv":
        numbered = [(table, f"{table.code}_{row}_") for table in tables for row in range(1, CSV_ROWS + 1)]
        headers = [header for table, before in numbered for header in _headers(table.columns, before)]
        return [Sheet(columns.MAIN_SHEET, [*simple, *headers], [])]
    own = f"{columns.ID} (celui de la réponse)"
    named = {columns.MAIN_SHEET: simple} | {table.code: [own, *_headers(table.columns)] for table in tables}
    codes = ["Colonne", "Question", "Code du choix", "Choix"]
    return [
        *(Sheet(name, headers, [], width=22, of_texts=True) for name, headers in named.items()),
        Sheet(columns.HELP_SHEET, codes, _codes(definition), frozen=0, width=28, of_texts=True),
    ]


def _codes(definition: Definition) -> Iterator[tuple[str, str, str, str]]:
    for question in definition.questions:
        for row in question.columns or (question,):
            where = f"{question.code}, {row.code}" if question.columns else question.code
            for option in row.options:
                yield where, row.label, option.code, option.label
            if row.wording:
                yield where, row.wording, "oui", "accepté"
                yield where, row.wording, "non", "refusé : la réponse n’est pas gardée"
