"""What may be stored: checks that the models of several apps share."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

# A number of France, « 0 » or « +33 » first, or of elsewhere, after « + » or « 00 »; one pattern for our
# forms and those of the tools that collect diagnoses, hence no lookahead and no class of Unicode.
_APART = "[ ./()-]*"
PHONE = (
    rf"{_APART}(?:(?:(?:\+|00)?{_APART}33{_APART}0?|0){_APART}[1-9](?:{_APART}[0-9]){{8}}"
    rf"|(?:\+|00){_APART}(?:[124-9]|3{_APART}[0-24-9])(?:{_APART}[0-9]){{8,12}}){_APART}"
)
WRONG_PHONE = "Écrivez un seul numéro, en chiffres, par exemple 04 66 00 00 00."


def phone_number(text: str) -> str:
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


def validate_phone(value: str) -> None:
    """A number as `phone_number` stores it."""
    if not re.fullmatch(PHONE, value):
        raise ValidationError(WRONG_PHONE, code="phone")


def validate_siret(value: str) -> None:
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


def known(
    field: str,
    choices: type[models.Choices],
    model: str,
    subject: str = "",
    *,
    message: str = "",
    name: str = "",
    optional: bool = False,
) -> models.CheckConstraint:
    """Constraint: the column holds one of the codes of `choices`, or nothing when it is `optional`.

    The message is made of its `subject`, or given whole.
    """
    nothing = Q(**{field: ""}) if optional else Q()
    return models.CheckConstraint(
        condition=nothing | Q(**{f"{field}__in": choices.values}),
        name=name or f"{model}_{field}_known",
        violation_error_message=message or f"{subject} n’est pas dans la liste.",
    )


def all_known(field: str, choices: type[models.Choices], model: str, subject: str) -> models.CheckConstraint:
    """Constraint: the array holds only codes of `choices`, each at most once as far as its length tells."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__contained_by": choices.values, f"{field}__len__lte": len(choices.values)}),
        name=f"{model}_{field}_known",
        violation_error_message=f"{subject} n’est pas dans la liste.",
    )


def between(
    field: str, low: Any, high: Any, model: str, message: str, *, name: str = ""
) -> models.CheckConstraint:
    """Constraint: the number, when there is one, lies in [low, high]."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": low, f"{field}__lte": high}),
        name=name or f"{model}_{field}_in_sense",
        violation_error_message=message,
    )


def siret_shape(name: str, message: str) -> models.CheckConstraint:
    """Constraint: the column `siret` holds 14 digits or nothing; their sum is for `validate_siret`."""
    return models.CheckConstraint(
        condition=Q(siret="") | Q(siret__regex=r"^[0-9]{14}$"), name=name, violation_error_message=message
    )


def departement_shape(model: str) -> models.CheckConstraint:
    """Constraint: the column `departement` holds what the code of one looks like."""
    return models.CheckConstraint(
        condition=Q(departement__regex=r"^([0-9]{2,3}|2[AB])$"),
        name=f"{model}_departement_shape",
        violation_error_message="Ce département n’existe pas.",
    )
