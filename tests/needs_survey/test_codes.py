"""Codes of answers are tied to their use: what the code reads is in one table, and publishing checks it."""

import ast
import copy
import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from cost_calc.diagnosis import advice, costs
from needs_survey import codes, services
from needs_survey.maturity import FORMULA
from needs_survey.models import Questionnaire
from needs_survey.needs.answered import OF_TROUBLES, OF_WISHES
from needs_survey.questionnaire import Definition

ROOT = Path(__file__).parent.parent.parent
SHIPPED = json.loads(services.QUESTIONS.read_text(encoding="utf-8"))
READERS = {"rows_of", "codes_of", "levels_of"}
COLUMNS = {name for use in codes.USES.values() for name in use.columns}


def without(code, *, choice="", column=""):
    """The shipped questions but one, or but one of its choices or columns."""
    changed = copy.deepcopy(SHIPPED)
    for section in changed["sections"]:
        for question in section["questions"]:
            if question["code"] == code and choice:
                question["options"] = [each for each in question["options"] if each["code"] != choice]
                question.pop("alone", None)
            if question["code"] == code and column:
                question["columns"] = [each for each in question["columns"] if each["code"] != column]
        if not choice and not column:
            section["questions"] = [each for each in section["questions"] if each["code"] != code]
    changed["sections"] = [section for section in changed["sections"] if section["questions"]]
    changed["checks"] = []
    return changed


def with_choice(code, choice, *, column=""):
    """The shipped questions, with one choice more."""
    changed = copy.deepcopy(SHIPPED)
    asked = [each for section in changed["sections"] for each in section["questions"] if each["code"] == code]
    for question in asked:
        of = [each for each in question["columns"] if each["code"] == column] if column else [question]
        of[0]["options"].append({"code": choice, "label": "un choix de plus"})
    return changed


def problems(data):
    return [told.replace("\u00a0", " ") for told in codes.problems(Definition.parse(data))]


def read_in_the_code():
    """The codes that the readers of answers name, and those of columns, with their files."""
    found = []
    for folder in ("needs_survey", "cost_calc/diagnosis"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                for node in ast.walk(ast.parse(path.read_text())):
                    found += [(path.name, *each) for each in _reads(node)]
    return found


def _reads(node):
    match node:
        case ast.Call(func=ast.Name(name), args=[of, ast.Constant(str(code))]) if name in READERS:
            yield _of(of), code
        case ast.Call(func=ast.Attribute(of, "get"), args=[ast.Constant(str(code)), *_]):
            yield _of(of), code
        case ast.Subscript(of, ast.Constant(str(code)), ast.Load()):
            yield _of(of), code
        case ast.Compare(ast.Constant(str(code)), [ast.In()], [of]):
            yield _of(of), code
        case ast.keyword(str(name)) if name.startswith("answers__"):
            yield "answers", name.removeprefix("answers__").split("__")[0]
        case ast.Call(func=ast.Attribute(_, "question"), args=[ast.Constant(str(code))]):
            yield "answers", code


def _of(node):
    """What is read: « answers », whether it is a name or of a response; else the name."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_the_shipped_questions_have_all_that_the_portal_reads():
    assert problems(SHIPPED) == []


def test_every_code_read_is_in_the_table():
    read = {(name, code) for name, of, code in read_in_the_code() if of == "answers"}
    assert len(read) > 30
    assert {each for each in read if each[1] not in codes.USES} == set()


def test_every_column_read_is_in_the_table():
    files = {"wanted.py", "costs.py"}
    read = {(name, code) for name, of, code in read_in_the_code() if of == "row" and name in files}
    assert len(read) > 20
    assert {each for each in read if each[1] not in COLUMNS | {"frequency"}} == set()


def test_what_is_worked_out_from_a_list_of_questions_is_in_the_table():
    asked = {*costs.IN_ROUNDS, *costs.BESIDE_ROUNDS, *(part[0] for part in FORMULA)}
    assert asked - set(codes.USES) == set()
    assert set(costs.VEHICLES) <= set(codes.USES["vehicles"].columns["kind"].known)


def test_what_answers_troubles_and_wishes_is_about_choices_that_are_offered():
    shipped = Definition.parse(SHIPPED)
    for question, by_choice in (
        ("irritants", OF_TROUBLES),
        ("irritants", advice.GUIDES),
        ("sought", OF_WISHES),
    ):
        assert set(by_choice) <= {option.code for option in shipped.question(question).options}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (without("siret"), "La question « siret » manque : elle sert à remplir la ferme."),
        (
            without("deliveries", column="hours"),
            "« deliveries » : la colonne « hours » manque : elle sert à remplir la ferme.",
        ),
        (
            without("logicout", choice="unknown"),
            "« logicout » : le choix « unknown » manque : il sert au bilan de la ferme.",
        ),
        (
            with_choice("changed_organisation", "soon"),
            "« changed_organisation » : le portail ne comprend que no, tried, yes, pas « soon ».",
        ),
        (
            with_choice("storage", "cave", column="kind"),
            "« storage », colonne « kind » : le portail ne comprend que cold_room, freezer, dry, dock, "
            "pas « cave ».",
        ),
    ],
)
def test_what_lacks_or_is_not_understood_is_told_by_its_place(data, told):
    assert problems(data) == [told]


def test_a_choice_more_is_welcome_where_any_will_do():
    assert problems(with_choice("irritants", "wolves")) == []


@pytest.mark.django_db
def test_a_version_that_lacks_a_code_in_use_is_written_but_not_published():
    draft = services.draft_questionnaire(without("pioneer"))
    with pytest.raises(ValidationError) as refused:
        services.publish(draft)
    assert "pioneer" in refused.value.message_dict["definition"][0]
    assert Questionnaire.objects.current() is None


@pytest.mark.django_db
def test_of_many_faults_the_first_are_told():
    short = {"title": "Court", "sections": [SHIPPED["sections"][-1]]}
    with pytest.raises(ValidationError) as refused:
        services.publish(services.draft_questionnaire(short))
    told = refused.value.message_dict["definition"]
    assert len(told) == services.FAULTS_TOLD + 1
    assert told[-1].startswith("Et ")
