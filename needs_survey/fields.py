"""The form field of each type of question. What it cleans to is what JSON keeps of an answer."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from needs_survey.enums import QuestionType
from needs_survey.questionnaire import Question
from pat_logistics.formats import exact
from pat_logistics.forms.fields import PhoneField, SiretField
from pat_logistics.forms.numbers import NumberInput
from pat_logistics.names import validate_name, validate_readable
from pat_logistics.territory.forms import CommuneField

MAX_TEXT, MAX_LONG_TEXT, MAX_CODE = 200, 2000, 60
# Beyond, the choices are a list that opens rather than buttons.
FEW_CHOICES = 7
YES, NO = "yes", "no"
# Answers that become the name of a farm or of a person.
NAMES = {"name", "contact_name"}
Field = Callable[[Question, dict[str, Any]], forms.Field]


class AnswerDecimal(forms.DecimalField):
    """A number typed the French way, kept as the digits of it: JSON has no decimals."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return None if number is None else format(number.normalize() + Decimal(0), "f")


class AnswerCommune(CommuneField):
    """A commune, kept by its INSEE code; `found` is the one understood, to name it."""

    found: Any = None

    def clean(self, value: Any) -> Any:
        self.found = commune = super().clean(value)
        return commune.pk if commune else None


class AnswerChoices(forms.MultipleChoiceField):
    """Several codes; some exclude the others, and there may be a greatest number."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, question: Question, **kwargs: Any) -> None:
        super().__init__(choices=_choices(question), **kwargs)
        self.error_messages["invalid_choice"] = not_a_choice(question)
        self.question = question
        self.widget.attrs["class"] = "columns"
        if question.max_choices:
            self.widget.attrs["data-most"] = question.max_choices

    def clean(self, value: Any) -> Any:
        codes = super().clean(value)
        question = self.question
        for code in question.alone:
            if code in codes and len(codes) > 1:
                raise ValidationError(
                    f"«\u00a0{question.label_of(code)}\u00a0» ne va avec aucun autre choix.", code="alone"
                )
        if question.max_choices and len(codes) > question.max_choices:
            raise ValidationError(f"Choisissez-en {question.max_choices} au plus.", code="too_many")
        return codes


def field_of(question: Question) -> forms.Field:
    """The field of a question that is neither a table nor a level per month."""
    label = f"{question.label} ({question.unit})" if question.unit else question.label
    common = {"label": label, "help_text": question.help or question.wording, "required": question.required}
    return _FIELDS[question.type](question, common)


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(option.code, option.label) for option in question.options]


def _text(question: Question, common: dict[str, Any]) -> forms.Field:
    check = validate_name if question.code in NAMES else validate_readable
    return forms.CharField(max_length=question.max_length or MAX_TEXT, validators=[check], **common)


def _long_text(question: Question, common: dict[str, Any]) -> forms.Field:
    widget = forms.Textarea({"rows": 4})
    return forms.CharField(max_length=question.max_length or MAX_LONG_TEXT, widget=widget, **common)


def _number(kind: Any, **more: Any) -> Field:
    def field(question: Question, common: dict[str, Any]) -> forms.Field:
        found: forms.Field = kind(
            min_value=question.min,
            max_value=question.max,
            widget=NumberInput(unit=question.unit),
            **more,
            **common,
        )
        found.error_messages["invalid"] = f"Donnez un nombre{'' if more else ' entier'}."
        if question.min is not None:
            found.error_messages["min_value"] = f"Donnez au moins {exact(float(question.min))}."
        if question.max is not None:
            found.error_messages["max_value"] = f"Donnez au plus {exact(float(question.max))}."
        return found

    return field


def not_a_choice(question: Question) -> str:
    """What was written, and what may be."""
    allowed = ", ".join(option.label for option in question.options)
    # Django writes the value into it: a percent sign of a label must not be read as one of its own.
    return f"« %(value)s » n’est pas un des choix. Au choix : {allowed.replace('%', '%%')}."


def _one(question: Question, common: dict[str, Any]) -> forms.Field:
    common = common | {"error_messages": {"invalid_choice": not_a_choice(question)}}
    if len(question.options) <= FEW_CHOICES:
        return forms.ChoiceField(choices=_choices(question), widget=forms.RadioSelect, **common)
    return forms.ChoiceField(choices=[("", "Choisissez"), *_choices(question)], **common)


def _consent(question: Question, common: dict[str, Any]) -> forms.Field:
    common = common | {"error_messages": {"invalid_choice": "« %(value)s » : répondez oui ou non."}}
    return forms.ChoiceField(choices=[(YES, "oui"), (NO, "non")], widget=forms.RadioSelect, **common)


_FIELDS: dict[QuestionType, Field] = {
    QuestionType.TEXT: _text,
    QuestionType.LONG_TEXT: _long_text,
    QuestionType.INTEGER: _number(forms.IntegerField),
    QuestionType.DECIMAL: _number(AnswerDecimal, max_digits=12, decimal_places=3),
    QuestionType.ONE: _one,
    QuestionType.MANY: lambda question, common: AnswerChoices(question=question, **common),
    QuestionType.COMMUNE: lambda question, common: AnswerCommune(**common),
    QuestionType.PHONE: lambda question, common: PhoneField(**common),
    QuestionType.EMAIL: lambda question, common: forms.EmailField(
        max_length=254,
        error_messages={"invalid": "Cette adresse n’est pas complète : elle s’écrit comme nom@exemple.fr."},
        **common,
    ),
    QuestionType.SIRET: lambda question, common: SiretField(**common),
    QuestionType.CONSENT: _consent,
}
