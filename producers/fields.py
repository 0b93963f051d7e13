"""Columns and checks that several models of the app share."""

import re

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from producers.enums import Label, SeasonLevel

validate_phone = RegexValidator(
    r"^\+?\d(?:[ .]?\d){8,13}$", "Écrivez le numéro en chiffres, par exemple 04 66 00 00 00."
)


def validate_siret(value):
    """14 digits whose Luhn sum is a multiple of 10; La Poste's own (SIREN 356 000 000) use a plain sum and 5.

    Source: Insee, fiche « Sirene », composition of the SIRET number.
    """
    if not re.fullmatch(r"[0-9]{14}", value):
        raise ValidationError("Le SIRET compte 14 chiffres, sans espace.", code="siret")
    digits = [int(digit) for digit in value]
    luhn = sum(sum(divmod(2 * digit, 10)) if rank % 2 == 0 else digit for rank, digit in enumerate(digits))
    la_poste = value.startswith("356000000") and sum(digits) % 5 == 0
    if luhn % 10 and not la_poste:
        raise ValidationError("Ce SIRET contient une erreur : vérifiez les 14 chiffres.", code="siret")


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


def all_year():
    return [SeasonLevel.NORMAL.value] * 12


def every_month():
    return list(range(1, 13))
