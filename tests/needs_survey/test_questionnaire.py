"""A questionnaire as data: what is understood, and what is refused with its place."""

import copy
import json

import pytest

from needs_survey.enums import QuestionType
from needs_survey.questionnaire import Definition, DefinitionError
from needs_survey.services import QUESTIONS

SHIPPED = json.loads(QUESTIONS.read_text(encoding="utf-8"))
SMALL = {
    "title": "Essai",
    "sections": [
        {
            "code": "first",
            "label": "Première",
            "questions": [
                {
                    "code": "who",
                    "type": "one",
                    "label": "Qui livre",
                    "options": [{"code": "self", "label": "moi"}, {"code": "other", "label": "un autre"}],
                },
                {
                    "code": "km",
                    "type": "decimal",
                    "label": "Kilomètres",
                    "condition": {"question": "who", "any_of": ["self"]},
                },
                {
                    "code": "rows",
                    "type": "table",
                    "label": "Lignes",
                    "columns": [{"code": "name", "type": "text", "label": "Nom"}],
                },
            ],
        }
    ],
}


def changed(change):
    data = copy.deepcopy(SMALL)
    change(data["sections"][0]["questions"])
    return data


def test_the_shipped_questionnaire_asks_the_forty_five_questions():
    definition = Definition.parse(SHIPPED)
    numbers = {question.number for question in definition.questions} | {
        column.number for question in definition.questions for column in question.columns
    }
    assert {str(number) for number in range(1, 46)} <= numbers


def test_every_type_of_question_is_used_by_the_shipped_questionnaire():
    definition = Definition.parse(SHIPPED)
    used = {question.type for question in definition.questions}
    used |= {column.type for question in definition.questions for column in question.columns}
    assert used == set(QuestionType)


def test_the_short_form_has_fewer_questions():
    short = Definition.parse(SHIPPED).sections_of(short=True)
    assert sum(len(section.questions_of(short=True)) for section in short) < 40
    assert sum(len(section.questions) for section in short) == 60


def test_the_short_form_leaves_out_a_section_without_any_question_of_its_own():
    assert list(Definition.parse(SMALL).sections_of(short=True)) == []


def test_a_required_question_is_in_the_short_form():
    definition = Definition.parse(SHIPPED)
    asked = [*definition.questions, *(column for row in definition.questions for column in row.columns)]
    left_out = {row.code for row in asked if row.required and not row.short}
    # Required in a table that only the long form shows.
    assert left_out == set()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows.append(dict(rows[0])), "« who » sert deux fois"),
        (lambda rows: rows[0].update(type="dropdown"), "le type « dropdown » n’existe pas"),
        (lambda rows: rows[0].update(options=[]), "les choix ne vont pas avec le type"),
        (lambda rows: rows[1].update(options=rows[0]["options"]), "les choix ne vont pas avec le type"),
        (lambda rows: rows[0].update(code="Qui livre"), "le code est en minuscules"),
        (lambda rows: rows[0].update(label=" "), "« label » manque"),
        (lambda rows: rows[0].update(colour="red"), "« colour » n’a pas de sens ici"),
        (lambda rows: rows[0].update(alone=["nobody"]), "nomme un choix inconnu"),
        (lambda rows: rows[0]["options"].append(rows[0]["options"][0]), "un choix sert deux fois"),
        (lambda rows: rows[1]["condition"].update(question="later"), "dépend de « later »"),
        (lambda rows: rows[1]["condition"].update(any_of=["nobody"]), "dépend d’un choix inconnu"),
        (lambda rows: rows.reverse(), "dépend de « who », qui n’est pas une question à choix posée avant"),
        (lambda rows: rows[1].update(min=10, max=1), "le minimum dépasse le maximum"),
        (lambda rows: rows[1].update(max="beaucoup"), "« max » est un nombre"),
        (lambda rows: rows[2].update(columns=[]), "les colonnes vont avec les tableaux"),
        (lambda rows: rows[2].update(max_rows=0), "« max_rows » est un nombre entier positif"),
        (lambda rows: rows[2]["columns"][0].update(type="consent"), "une colonne ne peut pas être"),
        (lambda rows: rows[2]["columns"].append(rows[2]["columns"][0]), "la colonne « name » sert deux fois"),
        (
            lambda rows: rows.append({"code": "ok", "type": "consent", "label": "Accord"}),
            "un accord a un texte",
        ),
        (lambda rows: rows.append("une question"), "un objet est attendu"),
        (lambda rows: rows.clear(), "une liste est attendue"),
    ],
)
def test_a_questionnaire_without_sense_is_refused_at_its_place(change, message):
    with pytest.raises(DefinitionError, match=message):
        Definition.parse(changed(change))


@pytest.mark.parametrize("data", [None, [], "x", {}, {"title": "x"}, {"title": "x", "sections": {}}])
def test_what_is_no_questionnaire_is_refused(data):
    with pytest.raises(DefinitionError):
        Definition.parse(data)


@pytest.mark.parametrize(
    ("answer", "asked"), [("self", True), ("other", False), (["self"], True), (None, False)]
)
def test_a_condition_looks_at_one_answer_or_at_several(answer, asked):
    question = Definition.parse(SMALL).question("km")
    assert question.is_asked({"who": answer}) is asked
