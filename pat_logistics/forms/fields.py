"""Form fields that several apps share."""

import datetime
import math
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pat_logistics.constraints import phone_number, validate_phone, validate_siret
from pat_logistics.forms.numbers import NumberInput

FIRST_YEAR, LAST_YEAR = 2000, 2100


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


def _year_makes_sense(day: datetime.date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"Une date entre {FIRST_YEAR} et {LAST_YEAR}.", code="year")


def day_field(label: str, **options: Any) -> forms.DateField:
    """A day picked, or typed the French way in a file."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[_year_makes_sense],
        error_messages={
            "invalid": "Nous ne lisons pas cette date, ou elle n’existe pas. Écrivez-la ainsi : 31/12/2026."
        },
        **options,
    )
