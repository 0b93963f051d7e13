"""Numbers as people type and paste them: one reading for every form and every imported file."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

# Far beyond any weight, price or distance; PostgreSQL refuses a zero written with a larger one.
MAX_EXPONENT = 30
# Spaces only stand between groups of three figures: « 12 50 » may well be a slip for « 12,50 ».
NUMBER = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?: \d{3})+|\d+)?(?:[.,]\d*)?) ?(?P<unit>\D.*)?",
    re.ASCII | re.IGNORECASE,
)
# « 14h30 », « 1 h 20 min », « 14:30 » where hours are asked.
CLOCK = re.compile(r"(?P<hours>\d{1,3}) ?(?P<sign>h|:) ?(?:(?P<minutes>[0-5]\d) ?(?:min|mn)?)?", re.ASCII)
# What Python takes for a number, and nobody types for one: « 1e3 », « 1_000 ».
PROGRAMMED = re.compile(r"[+-]?[\d_]*[.,]?[\d_]*(?:_|e[+-]?\d)[\d_]*", re.ASCII | re.IGNORECASE)
# A sign that nobody sees, and that no reader of numbers takes.
UNSEEN = "\u2060"
# « 1.500 » is 1500 for some and 1,5 for others; « 0.275 » and « 1234.500 » can only be one thing.
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}(?!\d)\D*", re.ASCII)
# What else a unit is written, in lower case.
ALSO_WRITTEN = {
    "€": {"eur", "euro", "euros"},
    "kg": {"kgs", "kilo", "kilos"},
    "km": {"kms"},
    "min": {"mn", "minute", "minutes"},
    "h": {"heure", "heures"},
    "m³": {"m3"},
    "l": {"litre", "litres"},
}
# Fields say their unit in their name: « price_eur », « kg_per_pallet ».
NAMED = {
    "eur": "€", "kg": "kg", "km": "km", "minutes": "min", "hours": "h", "m3": "m³", "cm": "cm",
    "litres": "l", "share": "%", "percent": "%",
}  # fmt: skip


def as_digits(text: str, unit: str = "") -> str:
    """The number that a text says, such as « 1 250,50 € », as digits and a point: « 1250.50 ».

    Spaces of any width group the figures, and `unit` may follow. A text that says no number, or may say two
    (« 1.250,50 », « 1,200.50 », another unit), comes back as it is shown, for its reader to refuse.
    """
    visible = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    plain = " ".join(visible.split()).replace("−", "-")
    if time := _time(plain.casefold(), unit.casefold()):
        return time
    if PROGRAMMED.fullmatch(plain):
        return f"{plain}{UNSEEN}"
    found = NUMBER.fullmatch(plain)
    if found is None or (found["unit"] and not _is_unit(found["unit"].casefold(), unit.casefold())):
        return text
    return found["number"].replace(" ", "").replace(",", ".")


def _time(text: str, unit: str) -> str:
    """« 14h30 » in hours, « 1h20 » in minutes; « 1:20 » there may be either, and is none."""
    found = CLOCK.fullmatch(text)
    if found is None or unit not in ("h", "min") or (found["sign"] == ":" and not found["minutes"]):
        return ""
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if unit == "min":
        return str(60 * hours + minutes) if found["sign"] == "h" else ""
    return f"{hours + minutes / 60:.3f}".rstrip("0").rstrip(".")


def _is_unit(written: str, unit: str) -> bool:
    """« € », « euros » and « €/kg » are all said of a price in « €/kg »."""
    head, _, per = unit.replace(" par ", "/").replace(" aux ", "/").partition("/")
    heads = {head, *ALSO_WRITTEN.get(head, ())}
    return bool(unit) and written in {unit, *heads, *(f"{each}/{per}" for each in heads)}


class NumberInput(forms.TextInput):
    """A number typed or pasted the French way; without a `unit`, that of its name may follow.

    The field needs no `localize`: what it gets is plain digits, or a text to refuse.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, *, unit: str = "") -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.unit = unit
        self.is_localized = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return _typed(value, self.unit or _unit_in(name)) if isinstance(value, str) else value

    def format_value(self, value: Any) -> Any:
        shown = super().format_value(value)
        is_digits = isinstance(value, str) and re.fullmatch(r"[+-]?\d*\.\d+", value, re.ASCII)
        return value.replace(".", ",") if is_digits else shown


def _typed(text: str, unit: str) -> str:
    """As digits; a figure that may be two numbers gets both beside it: no field reads that, it is refused."""
    digits = as_digits(text, unit)
    if not AMBIGUOUS.fullmatch(text.strip()) or not re.fullmatch(r"[+-]?\d+\.\d+", digits, re.ASCII):
        return digits
    decimal = digits.rstrip("0").rstrip(".").replace(".", ",")
    return f"{text.strip()} (écrivez {digits.replace('.', '')} ou {decimal})"


def from_a_tool(text: str) -> str:
    """A cell of a file as it would be typed: a tool writes the decimals of « 3.275 », never thousands."""
    return text.replace(".", ",") if AMBIGUOUS.fullmatch(text.strip()) else text


def _unit_in(name: str) -> str:
    parts = name.rpartition("-")[2].split("_")
    return next((NAMED[part] for part in parts if part in NAMED), "")


def typed_the_french_way(fields: Mapping[str, forms.Field]) -> None:
    """Give the numbers of a model's form their widget, instead of the one that only takes digits."""
    for field in fields.values():
        plain = isinstance(field, forms.IntegerField) and not isinstance(field.widget, NumberInput)
        if plain and not field.widget.is_hidden:
            field.widget = NumberInput()


def refuse_huge_exponent(value: Any) -> None:
    """« 0E9999999999 » is a zero for Python, and an error for the database."""
    if isinstance(value, Decimal) and value.is_finite():
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and abs(exponent) > MAX_EXPONENT:
            raise ValidationError("Écrivez un nombre, par exemple 12,50.", code="invalid")


def written(value: Any, *, cents: bool = False) -> str:
    """A number as people type it: « 1234,5 », no useless zero; `cents` keeps two decimals or none."""
    if not isinstance(value, Decimal | int | float):
        return "" if value is None else str(value)
    text = f"{Decimal(str(value)):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if cents and "." in text and len(text.partition(".")[2]) == 1:
        text += "0"
    return text.replace(".", ",")
