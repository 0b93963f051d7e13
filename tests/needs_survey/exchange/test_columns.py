"""The headers of a file of responses."""

import io
import json

import openpyxl

from needs_survey.exchange.columns import Headers, is_of_tool
from needs_survey.questionnaire import Definition
from needs_survey.services import QUESTIONS
from tests.needs_survey.exchange.files import xlsform_of

SHIPPED = Definition.parse(json.loads(QUESTIONS.read_text(encoding="utf-8")))


def exported_headers(definition):
    """The columns that the collecting tools give for our form, those of the repeats by table."""
    path, table = [], ""
    for row in openpyxl.load_workbook(io.BytesIO(xlsform_of(definition)))["survey"].iter_rows(
        min_row=2, max_col=2, values_only=True
    ):
        if row[0].startswith("begin_"):
            path.append(row[1])
            table = row[1] if row[0] == "begin_repeat" else table
        elif row[0].startswith("end_"):
            path.pop()
            table = "" if row[0] == "end_repeat" else table
        else:
            yield table, "/".join([*path, row[1]])


def test_every_column_that_comes_back_from_our_form_is_known():
    headers = Headers(SHIPPED)
    found = list(exported_headers(SHIPPED))
    known = {
        (target.table, target.question.code)
        for table, header in found
        if (target := headers.target(header, table))
    }
    columns = {
        ("" if not q.columns else q.code, c.code) for q in SHIPPED.questions for c in q.columns or (q,)
    }
    assert known == columns
    assert [
        header for table, header in found if not headers.target(header, table) and not is_of_tool(header)
    ] == ["pat_version"]
