"""Columns and checks that several models of the app share."""

import math
import re
import unicodedata

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from pat_logistics.numbers import NumberInput
from producers.enums import Label

# A number of France, « 0 » or « +33 » first, or of elsewhere, after « + » or « 00 »; one pattern for our
# forms and those of the tools that collect diagnoses, hence no lookahead and no class of Unicode.
_APART = "[ ./()-]*"
PHONE = (
    rf"{_APART}(?:(?:(?:\+|00)?{_APART}33{_APART}0?|0){_APART}[1-9](?:{_APART}[0-9]){{8}}"
    rf"|(?:\+|00){_APART}(?:[124-9]|3{_APART}[0-24-9])(?:{_APART}[0-9]){{8,12}}){_APART}"
)
WRONG_PHONE = "Écrivez un seul numéro, en chiffres, par exemple 04 66 00 00 00."


def phone_number(text):
    """A telephone number however it is typed, as it is stored: « 04 66 12 34 56 », « +32475123456 ».

    What is not one stays as it is.
    """
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    typed = re.sub("[\u2010-\u2015\u2212]", "-", " ".join(seen.split()))
    if not re.fullmatch(PHONE, typed):
        return text
    digits = re.sub("[^0-9]", "", typed).removeprefix("00")
    is_french = digits.startswith(("0", "33"))
    return f"0{digits[-9]} {' '.join(re.findall('..', digits[-8:]))}" if is_french else f"+{digits}"


def validate_phone(value):
    """A number as `phone_number` stores it."""
    if not re.fullmatch(PHONE, value):
        raise ValidationError(WRONG_PHONE, code="phone")


def validate_siret(value):
    """14 digits whose Luhn sum is a multiple of 10; La Poste's own (SIREN 356 000 000) use a plain sum and 5.

    Source: Insee, fiche « Sirene », composition of the SIRET number.
    """
    if not re.fullmatch(r"[0-9]{14}", value):
        figures = f" ; « {value} » en compte {len(value)}" if re.fullmatch(r"[0-9]{1,30}", value) else ""
        raise ValidationError(f"Le SIRET compte 14 chiffres{figures}.", code="siret")
    digits = [int(digit) for digit in value]
    luhn = sum(sum(divmod(2 * digit, 10)) if rank % 2 == 0 else digit for rank, digit in enumerate(digits))
    la_poste = value.startswith("356000000") and sum(digits) % 5 == 0
    if luhn % 10 and not la_poste:
        raise ValidationError("Ce SIRET contient une erreur : vérifiez les 14 chiffres.", code="siret")


class PhoneField(forms.CharField):
    """A telephone number as people write it."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"max_length": 40, "validators": [validate_phone]})
        self.widget.attrs["inputmode"] = "tel"

    def to_python(self, value):
        return phone_number(super().to_python(value))


class DaysField(forms.FloatField):
    """Days for who types, hours for the database: « 7 », « 0,5 »."""

    def __init__(self, **kwargs):
        super().__init__(widget=NumberInput(unit="jours"), min_value=1, **kwargs)

    def prepare_value(self, value):
        return f"{value / 24:.3f}".rstrip("0").rstrip(".") if isinstance(value, int) else value

    def to_python(self, value):
        days = super().to_python(value)
        return days if days is None or not math.isfinite(days) else round(days * 24)


class SiretField(forms.CharField):
    """Typed as it is printed, in groups, or at one go."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"max_length": 30, "validators": [validate_siret]})
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value):
        return re.sub(r"[\s.-]", "", super().to_python(value))


class PhoneColumn(models.CharField):
    """The number is stored as `phone_number` writes it, whichever form it comes from."""

    def formfield(self, **kwargs):
        return super().formfield(**kwargs | {"form_class": PhoneField})


class SiretColumn(models.CharField):
    """14 digits."""

    def formfield(self, **kwargs):
        return super().formfield(**kwargs | {"form_class": SiretField})


def known(field, choices, model, subject):
    """Constraint: the column holds one of the codes of `choices`."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name=f"{model}_{field}_known",
        violation_error_message=f"{subject} n’est pas dans la liste.",
    )


def all_known(field, choices, model, subject):
    """Constraint: the array holds only codes of `choices`, each at most once as far as its length tells."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__contained_by": choices.values, f"{field}__len__lte": len(choices.values)}),
        name=f"{model}_{field}_known",
        violation_error_message=f"{subject} n’est pas dans la liste.",
    )


def between(field, low, high, model, message):
    """Constraint: the number, when there is one, lies in [low, high]."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": low, f"{field}__lte": high}),
        name=f"{model}_{field}_in_sense",
        violation_error_message=message,
    )


def departement_shape(model):
    """Constraint: the column `departement` holds what the code of one looks like."""
    return models.CheckConstraint(
        condition=Q(departement__regex=r"^([0-9]{2,3}|2[AB])$"),
        name=f"{model}_departement_shape",
        violation_error_message="Ce département n’existe pas.",
    )


def labels_field():
    return ArrayField(
        models.CharField(max_length=24, choices=Label.choices),
        verbose_name="signes de qualité",
        default=list,
        blank=True,
    )


def every_month():
    return list(range(1, 13))
