"""The questionnaire as an XLSForm: what goes out comes back the same, and other tools accept it."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from needs_survey.enums import QuestionType
from needs_survey.exchange import reading_xlsform
from needs_survey.questionnaire import Definition
from needs_survey.services import QUESTIONS
from tests.needs_survey.exchange.files import xlsform_of

SHIPPED = Definition.parse(json.loads(QUESTIONS.read_text(encoding="utf-8")))


def back(definition):
    return Definition.parse(reading_xlsform.read(xlsform_of(definition)))


def test_the_shipped_questionnaire_comes_back_the_same():
    assert back(SHIPPED) == replace(SHIPPED, checks=())  # other tools have no word for those


CODES = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
TEXTS = st.text('abcéÀ ’«»(),:=+"', min_size=1, max_size=20).map(str.strip).filter(bool)
MAYBE = st.one_of(st.just(""), TEXTS)
OPTION = st.fixed_dictionaries(
    {"code": st.from_regex(r"[a-z0-9][a-z0-9_]{0,4}", fullmatch=True), "label": TEXTS}
)
OPTIONS = st.lists(OPTION, min_size=1, max_size=4, unique_by=lambda option: option["code"])


@st.composite
def questions(draw, code, before=(), *, in_table=False):
    """A question of any type with any of what may describe it, asked maybe after a choice among `before`."""
    kinds = [
        kind for kind in QuestionType if not (in_table and kind in (QuestionType.TABLE, QuestionType.CONSENT))
    ]
    kind = draw(st.sampled_from(kinds))
    question = {
        "code": code, "type": kind.value, "label": draw(TEXTS), "number": draw(MAYBE),
        "short": draw(st.booleans()), "help": draw(MAYBE), "required": draw(st.booleans()),
    }  # fmt: skip
    if kind in (QuestionType.INTEGER, QuestionType.DECIMAL):
        low = draw(st.decimals(-1000, 1000, places=2))
        question |= {
            "unit": draw(MAYBE),
            "min": str(low),
            "max": str(low + 5),
            "default": draw(st.sampled_from(["", "3"])),
        }
    if kind in (QuestionType.TEXT, QuestionType.LONG_TEXT):
        question["max_length"] = draw(st.one_of(st.none(), st.integers(1, 900)))
    if kind in (QuestionType.ONE, QuestionType.MANY, QuestionType.MONTHS):
        question["options"] = draw(OPTIONS)
    if kind is QuestionType.MANY:
        question["max_choices"] = draw(st.one_of(st.none(), st.integers(1, 5)))
        question["alone"] = [each["code"] for each in question["options"] if draw(st.booleans())]
    if kind is QuestionType.CONSENT:
        question["wording"] = draw(TEXTS)
    if kind is QuestionType.TABLE:
        names = draw(st.lists(CODES, min_size=1, max_size=3, unique=True))
        question["columns"] = draw(several(names, in_table=True))
        question |= {"row": draw(MAYBE), "max_rows": draw(st.one_of(st.none(), st.integers(1, 99)))}
    choices = [each for each in before if each["type"] in ("one", "many")]
    if choices and draw(st.booleans()):
        asked = draw(st.sampled_from(choices))
        any_of = draw(st.lists(st.sampled_from([each["code"] for each in asked["options"]]), min_size=1))
        question["condition"] = {"question": asked["code"], "any_of": any_of}
    return question


@st.composite
def several(draw, names, *, in_table=False):
    found = []
    for name in names:
        found.append(draw(questions(name, tuple(found), in_table=in_table)))
    return found


@st.composite
def definitions(draw):
    names = draw(st.lists(CODES, min_size=2, max_size=6, unique=True))
    rows = draw(several(names))
    cut = draw(st.integers(1, len(rows) - 1))
    sections = [
        {"code": f"s{number}", "label": draw(TEXTS), "help": draw(MAYBE), "questions": part}
        for number, part in enumerate((rows[:cut], rows[cut:]))
    ]
    return Definition.parse({"title": draw(TEXTS), "sections": sections})


@settings(max_examples=80, deadline=None)
@given(definitions())
def test_any_questionnaire_comes_back_the_same(definition):
    assert back(definition) == definition


def test_pyxform_makes_a_form_of_the_shipped_questionnaire():
    result = convert(xlsform_of(SHIPPED, 3), file_type=".xlsx", validate=False)
    assert 'version="3"' in result.xform
    assert result.warnings == []
    for said in ("/section_products/products/season_12", "selected( /", "count-selected(.) &lt;= 3"):
        assert said in result.xform
