"""The questionnaire on paper: every question is there, numbered, with room to answer."""

import json
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from needs_survey.exchange import paper
from needs_survey.questionnaire import Definition
from needs_survey.services import QUESTIONS
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory

SHIPPED = Definition.parse(json.loads(QUESTIONS.read_text(encoding="utf-8")))


def asked(*, short):
    return {row.question.code: row for _, rows in paper.pages(SHIPPED, short=short) for row in rows}


def test_each_question_has_a_mark_of_its_own():
    marks = [row.mark for row in asked(short=False).values()]
    assert len(set(marks)) == len(marks)
    assert {"1a", "2", "20b", "E9", "45"} <= set(marks)


def test_the_short_form_leaves_out_questions_and_columns():
    short = asked(short=True)
    assert "siret" not in short
    assert "packaging" not in [column.code for column in short["products"].columns]


def test_a_condition_is_said_in_words_with_the_number_it_depends_on():
    assert asked(short=False)["detour_km"].condition == (
        "Si vous avez répondu « transporter pour un voisin » (question 35) :"
    )
    assert "« un salarié » ou « la famille » (question 20a)" in asked(short=True)["rounds"].condition
    assert asked(short=True)["delivered_by"].condition == ""


def test_a_table_has_room_for_rows_but_never_for_more_than_it_holds():
    def blocks(max_rows):
        columns = [{"code": "a", "type": "text", "label": "A"}]
        table = {"code": "q", "type": "table", "label": "Q", "columns": columns, "max_rows": max_rows}
        section = {"code": "s", "label": "S", "questions": [table]}
        definition = Definition.parse({"title": "T", "sections": [section]})
        return paper.pages(definition, short=False)[0][1][0].blocks

    assert [blocks(number) for number in (2, 20, 60)] == [[[1, 2]], [[1, 2, 3]], [[1, 2, 3], [4, 5, 6]]]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "has_siret"), [("paper_short", False), ("paper_long", True)])
def test_the_document_is_tagged_titled_and_says_everything_asked(client, name, has_siret):
    QuestionnaireFactory()
    client.force_login(advisor_of_lozere())
    response = client.get(reverse(f"survey:{name}", args=["1"]))
    document = PdfReader(BytesIO(response.content))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert document.root_object["/MarkInfo"]["/Marked"]
    assert document.root_object["/Lang"] == "fr"
    assert document.metadata.title.startswith("Diagnostic des besoins logistiques")
    assert ("SIRET" in text) is has_siret
    for said in ("J’accepte que mes réponses servent au projet", "Signature", "trop de kilomètres", "1 / "):
        assert said in text.replace("\xa0", " ")
