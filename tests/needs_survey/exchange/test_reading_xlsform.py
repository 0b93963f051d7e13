"""XLSForms as others write them; what a questionnaire cannot hold is refused with its row."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs_survey.enums import QuestionType
from needs_survey.exchange import reading_xlsform
from needs_survey.questionnaire import Definition
from needs_survey.services import QUESTIONS
from pat_logistics.exchange.sheets import UnreadableFileError
from tests.cases import case
from tests.needs_survey.exchange.files import xlsform_of, xlsx_of

SHIPPED = Definition.parse(json.loads(QUESTIONS.read_text(encoding="utf-8")))


def back(definition):
    return Definition.parse(reading_xlsform.read(xlsform_of(definition)))


SURVEY = ["type", "name", "label", "relevant", "constraint", "required"]

GROUP, END = ["begin group", "farm", "La ferme"], ["end group"]


def form(*rows, choices=(), title="Essai"):
    return xlsx_of(
        survey=[SURVEY, *rows],
        choices=[["list_name", "name", "label"], *choices],
        settings=[["form_title"], [title]],
    )


def test_a_form_written_by_hand_is_read():
    content = form(
        ["start", "start"],
        GROUP,
        ["text", "name", "Nom", "", "string-length(.) <= 40", "true()"],
        ["select_one yn", "cold", "Froid ?"],
        ["integer", "km", "Kilomètres", "${cold} = 'y'", ". >= 1 and . <= 50"],
        END,
        choices=[["yn", "y", "oui"], ["yn", "n", "non"]],
    )
    name, cold, km = Definition.parse(reading_xlsform.read(content)).questions
    assert (name.type, name.max_length, name.required) == (QuestionType.TEXT, 40, True)
    assert [option.label for option in cold.options] == ["oui", "non"]
    assert (km.min, km.max, km.condition.any_of) == (Decimal(1), Decimal(50), ("y",))


def test_the_french_of_a_form_in_several_languages_is_kept():
    content = xlsx_of(
        survey=[
            ["type", "name", "label::English (en)", "label::Français (fr)"],
            ["begin_group", "g", "Farm", "Ferme"], ["text", "q", "Name", "Nom"], ["end_group"],
        ],
        choices=[["list_name", "name", "label"]],
        settings=[["form_title"], ["Essai"]],
    )  # fmt: skip
    definition = Definition.parse(reading_xlsform.read(content))
    assert (definition.sections[0].label, next(definition.questions).label) == ("Ferme", "Nom")


@pytest.mark.parametrize(
    "name",
    [
        "xlsform_label_sans_code_de_langue.xlsx",
        "xlsform_guillemets_courbes.xlsx",
        "xlsform_guillemets_doubles.xlsx",
    ],
)
def test_a_form_as_others_write_it_is_read_like_ours(name):
    read, ours = Definition.parse(reading_xlsform.read(case(name))), SHIPPED
    assert [each.label for each in read.questions] == [each.label for each in ours.questions]
    assert [each.condition for each in read.questions] == [each.condition for each in ours.questions]


@pytest.mark.parametrize(
    "languages", [["Français"], ["English", "fr"], ["English (en)", "French (fr)"]], ids=str
)
@pytest.mark.parametrize("sign", ["::", ":", " :: "])
def test_the_language_of_a_label_is_written_in_many_ways(languages, sign):
    labels = [f"label{sign}{language}" for language in languages]
    texts = ["Farm", "Ferme"][-len(languages) :]
    content = xlsx_of(
        survey=[
            ["type", "name", *labels],
            ["begin group", "g", *texts],
            ["text", "q", *texts],
            ["end group"],
        ],
        choices=[["list_name", "name", "label"]],
        settings=[["form_title"], ["Essai"]],
    )
    assert Definition.parse(reading_xlsform.read(content)).sections[0].label == "Ferme"


@pytest.mark.parametrize("kind", ["select_one", "select_multiple"])
@pytest.mark.parametrize("suffix", ["or_other", "or other", "or specify other"])
def test_another_answer_is_asked_for_in_words(kind, suffix):
    content = form(
        GROUP, [f"{kind} tools {suffix}", "tools", "Outils"], END, choices=[["tools", "paper", "papier"]]
    )
    definition = Definition.parse(reading_xlsform.read(content))
    tools, which = definition.questions
    assert [option.code for option in tools.options] == ["paper", "other"]
    assert (which.code, which.type) == ("tools_other", QuestionType.TEXT)
    assert (which.condition.question, which.condition.any_of) == ("tools", ("other",))
    assert back(definition) == definition


def test_an_answer_other_that_the_list_has_is_not_there_twice():
    choices = [["tools", "paper", "papier"], ["tools", "other", "un autre"]]
    content = form(GROUP, ["select_one tools or_other", "tools", "Outils"], END, choices=choices)
    tools, _ = Definition.parse(reading_xlsform.read(content)).questions
    assert [option.label for option in tools.options] == ["papier", "un autre"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"type;name\r\ntext;a", "classeur XLSX"),
        (b"PK\x03\x04", "abîmé"),
        (xlsx_of(survey=[SURVEY]), "choices"),
        (form(), "liste est attendue"),
        (form(["text", "name", "Nom"]), "ligne 2 : mettez chaque question dans un groupe"),
        (form(GROUP, ["text", "name", "Nom"]), "pas fermé"),
        (form(GROUP, GROUP), "ligne 3 : un groupe ne peut pas"),
        (form(END), "ligne 2 : « end group » n’est pas à sa place"),
        (form(GROUP, ["geopoint", "where", "Où"], END), "ligne 3 : le type « geopoint »"),
        (form(GROUP, ["text", "Nom", "Nom"], END), "ligne 3 : « Nom » n’est pas un code"),
        (form(GROUP, ["text", "name", ""], END), "ligne 3 : il manque l’intitulé"),
        (form(GROUP, ["select_one yn", "cold", "Froid"], END), "ligne 3 : la liste « yn »"),
        (form(GROUP, ["text", "a", "A"], ["text", "a", "B"], END), "ligne 3.*sert deux fois"),
        (form(GROUP, ["text", "a", "A", "${b} > 3"], END), "ligne 3 : la condition"),
        (form(GROUP, ["text", "a", "A", "selected(${b}, 'x')"], END), "ligne 3.*dépend de « b »"),
        (form(GROUP, ["integer", "a", "A", "", ". mod 2 = 0"], END), "ligne 3 : la contrainte"),
        (form(GROUP, ["integer", "a", "A", "", ". >= 9 and . <= 1"], END), "ligne 3.*minimum"),
        (xlsx_of(survey=[["type", "type"]], choices=[["a"]], settings=[["a"]]), "deux fois"),
    ],
)  # fmt: skip
def test_what_a_questionnaire_cannot_hold_is_refused_with_its_row(content, said):
    with pytest.raises(UnreadableFileError, match=said):
        reading_xlsform.read(content)


WORDS = [*SURVEY, *GROUP, "end_group", "begin_repeat", "end_repeat", "select_one yn", "integer", "name"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=6), max_size=8))
def test_no_form_breaks_the_reading(rows):
    rows = [[cell.replace("\x00", "") for cell in row] for row in rows]
    try:
        data = reading_xlsform.read(form(*rows, choices=[["yn", "y", "oui"]]))
    except UnreadableFileError:
        return
    assert Definition.parse(data).sections
