"""A number typed the French way, with its unit and its bounds."""

from typing import Any

from django import forms

from pat_logistics.forms.numbers import NumberInput


class Quantity(forms.FloatField):
    """A number typed the French way (« 1 234,5 »), inside bounds that make sense."""

    def __init__(self, *, low: float, high: float, unit: str, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(min_value=low, max_value=high, widget=NumberInput(unit=unit), **kwargs)
        self.unit = unit
        bounds = f"{low:n} et {high:,.0f}".replace(",", " ").replace(".", ",")
        message = f"Donnez un nombre entre {bounds} {unit}."
        self.error_messages |= {"invalid": message, "min_value": message, "max_value": message}
