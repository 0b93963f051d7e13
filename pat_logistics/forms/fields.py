"""Form fields that several apps share."""

import math
import re

from django import forms

from pat_logistics.constraints import phone_number, validate_phone, validate_siret
from pat_logistics.forms.numbers import NumberInput


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
