"""The field of each type of question, and what JSON keeps of its answer."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from needs_survey.enums import QuestionType
from needs_survey.fields import FEW_CHOICES, field_of
from needs_survey.questionnaire import Option, Question
from tests.factories.territory import CommuneFactory

THREE = tuple(Option(code, code.upper()) for code in ("a", "b", "none"))


def question(kind, **more):
    return Question(code="q", type=QuestionType(kind), label="Combien", **more)


def cleaned(kind, typed, **more):
    return field_of(question(kind, **more)).clean(typed)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("decimal", "12.50", "12.5"),
        ("decimal", "1200", "1200"),
        ("decimal", "0.000", "0"),
        ("integer", "12", 12),
        ("text", " miel ", "miel"),
        ("phone", "04.66.00.00.00", "04 66 00 00 00"),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("consent", "yes", "yes"),
        ("decimal", "", None),
    ],
)
def test_an_answer_is_kept_as_json_holds_it(kind, typed, kept):
    assert cleaned(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "more", "words"),
    [
        ("integer", "1.5", {}, "nombre entier"),
        ("decimal", "-1", {"min": Decimal(0)}, "au moins 0"),
        ("decimal", "9", {"max": Decimal("2.5")}, "au plus 2,5"),
        ("one", "z", {"options": (Option("a", "100 %"),)}, "100 %"),
        ("many", ["a", "none"], {"options": THREE, "alone": ("none",)}, "ne va avec aucun autre"),
        ("many", ["a", "b"], {"options": THREE, "max_choices": 1}, "1 au plus"),
        ("consent", "maybe", {}, "oui ou non"),
        ("email", "nom@", {}, "n’est pas complète"),
        ("text", "caché\u202e", {}, "invisible"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(kind, typed, more, words):
    with pytest.raises(ValidationError) as refused:
        cleaned(kind, typed, required=True, **more)
    assert words in refused.value.messages[0].replace("\u00a0", " ")


def test_many_choices_are_a_list_that_opens():
    options = tuple(Option(f"o{number}", str(number)) for number in range(FEW_CHOICES + 1))
    few, many = options[:FEW_CHOICES], options
    assert field_of(question("one", options=few)).widget.input_type == "radio"
    assert field_of(question("one", options=many)).widget.input_type == "select"


def test_the_unit_stands_in_the_label_and_the_wording_of_a_consent_under_it():
    assert field_of(question("decimal", unit="kg")).label == "Combien (kg)"
    assert field_of(question("consent", wording="J’accepte.")).help_text == "J’accepte."


@pytest.mark.django_db
def test_a_commune_is_kept_by_its_code_and_named():
    CommuneFactory(mende=True)
    field = field_of(question("commune"))
    assert field.clean("mende") == "48095"
    assert str(field.found) == "Mende (48)"
