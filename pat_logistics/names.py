"""What a name may be, whoever types it: a farm's, a person's, a company's, a group's."""

import unicodedata
from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

LEAST_LETTERS = 2
# Line ends and control signs; those that turn the direction of what follows can make one name pass for
# another: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
UNREADABLE = {"Cc", "Cs", "Zl", "Zp"}
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def validate_readable(text: str) -> None:
    """What is read is what is written: no sign that is not seen, or that changes the order of the others."""
    if any(unicodedata.category(sign) in UNREADABLE or sign in TURNING for sign in text):
        raise ValidationError(
            "Ce texte contient un signe invisible : tapez-le de nouveau.", code="unreadable"
        )


def validate_name(text: str) -> None:
    """A readable text with two letters at least: « 12 », « - » or « X » name nobody."""
    validate_readable(text)
    if sum(unicodedata.category(sign).startswith("L") for sign in text) < LEAST_LETTERS:
        raise ValidationError("Un nom compte deux lettres au moins.", code="letters")


class Named(models.Model):
    """Checks the columns that hold names: in forms, imports and the admin, whatever calls `full_clean`."""

    # Names of people, farms, companies; and those that may be a number, as « T4 » or « 2026 ».
    NAMES: ClassVar[tuple[str, ...]] = ("name",)
    SHORT_NAMES: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        errors: dict[str, Any] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.error_dict
        checks = [(name, validate_name) for name in self.NAMES]
        checks += [(name, validate_readable) for name in self.SHORT_NAMES]
        for name, check in checks:
            value = getattr(self, name)
            if value and name not in errors and name not in (exclude or ()):
                try:
                    check(value)
                except ValidationError as error:
                    errors[name] = error.error_list
        if errors:
            raise ValidationError(errors)
