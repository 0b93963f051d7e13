"""Numbers as people type them in a form."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

# Far beyond any weight, price or distance; PostgreSQL refuses a zero written with a larger one.
MAX_EXPONENT = 30


class NumberInput(forms.TextInput):
    """A number typed the French way; those copied from the portal bring narrow no-break spaces along."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\u202f", "") if isinstance(value, str) else value


def refuse_huge_exponent(value: Any) -> None:
    """« 0E9999999999 » is a zero for Python, and an error for the database."""
    if isinstance(value, Decimal) and value.is_finite():
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and abs(exponent) > MAX_EXPONENT:
            raise ValidationError("Écrivez un nombre, par exemple 12,50.", code="invalid")
