from dataclasses import replace

from django import forms
from django.contrib import admin
from django.utils import timezone

from cost_calc import adapters
from cost_calc.engine.errors import InvalidInput
from cost_calc.models import LegalRule, ReferenceValue, VehicleType
from cost_calc.references import MissingReferenceError, ReferenceSet
from pat_logistics.numbers import NumberInput


class ReferenceValueForm(forms.ModelForm):
    """Refuses a value the engine could not compute with: it would stop every calculation."""

    class Meta:
        model = ReferenceValue
        fields = ["code", "label", "value", "unit", "valid_from", "confidence", "source", "note"]
        widgets = {"value": NumberInput}

    def clean(self):
        data = super().clean()
        code = self.instance.code or data.get("code")
        date = self.instance.valid_from or data.get("valid_from")
        value = data.get("value")
        if code and value is not None and value < 0 and ".poly" not in code:
            # The constraint says so too, but a form skips a constraint on a read-only field.
            self.add_error("value", "Cette valeur ne peut pas être négative.")
        elif code and date and value is not None:
            known = ReferenceSet.at(max(date, timezone.localdate()))
            row = ReferenceValue(code=code, value=value, valid_from=date, source="-", label="-")
            try:
                adapters.check(replace(known, values=known.values | {code: row}))
            except (InvalidInput, ValueError) as error:
                self.add_error("value", f"Le calcul ne peut pas se servir de cette valeur ({error}).")
        return data


class LegalRuleForm(forms.ModelForm):
    """Refuses a threshold the engine could not judge with."""

    class Meta:
        model = LegalRule
        fields = [
            "code", "label", "text", "value", "unit", "valid_from", "confidence", "source", "url", "note",
        ]  # fmt: skip

    def clean(self):
        data = super().clean()
        code = self.instance.code or data.get("code")
        date = self.instance.valid_from or data.get("valid_from")
        if code and date and "value" in data:
            known = ReferenceSet.at(max(date, timezone.localdate()))
            row = LegalRule(code=code, value=data["value"], valid_from=date, source="-", label="-")
            try:
                adapters.check(replace(known, rules=known.rules | {code: row}))
            except (InvalidInput, MissingReferenceError, ValueError) as error:
                self.add_error("value", f"Le calcul ne peut pas se servir de ce seuil ({error}).")
        return data


class DatedAdmin(admin.ModelAdmin):
    """A correction is a new row with a new date: what a past result used is never removed."""

    list_filter = ["confidence", "valid_from"]
    search_fields = ["code", "label", "source"]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["code", "valid_from"] if obj else []


@admin.register(ReferenceValue)
class ReferenceValueAdmin(DatedAdmin):
    form = ReferenceValueForm
    list_display = ["code", "label", "value", "unit", "valid_from", "confidence", "source"]


@admin.register(LegalRule)
class LegalRuleAdmin(DatedAdmin):
    form = LegalRuleForm
    list_display = ["code", "label", "value", "unit", "valid_from", "confidence", "source"]


@admin.register(VehicleType)
class VehicleTypeAdmin(DatedAdmin):
    list_display = [
        "code", "label", "eur_per_km", "litres_per_100km", "kwh_per_100km", "payload_kg", "valid_from",
    ]  # fmt: skip
