from dataclasses import replace

from django import forms
from django.contrib import admin
from django.utils import timezone

from cost_calc.engine.errors import InvalidInput
from cost_calc.models import LegalRule, ReferenceValue, VehicleType
from cost_calc.pricing import adapters
from cost_calc.pricing.references import MissingReferenceError, ReferenceSet
from pat_logistics.forms.numbers import NumberInput
from pat_logistics.lookups import FoldedSearch


class ReferenceValueForm(forms.ModelForm):
    """Refuses a value the engine could not compute with: it would stop every calculation."""

    class Meta:
        model = ReferenceValue
        fields = [
            "code", "label", "value", "vat_rate", "unit", "valid_from", "checked_on", "confidence", "source",
            "note",
        ]  # fmt: skip
        widgets = {"value": NumberInput, "vat_rate": NumberInput}

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
            vat_rate = data.get("vat_rate") or 0.0
            row = ReferenceValue(
                code=code, value=value, vat_rate=vat_rate, valid_from=date, source="-", label="-"
            )
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
            "code", "label", "text", "value", "unit", "valid_from", "checked_on", "confidence", "source",
            "url", "note",
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


class VehicleTypeForm(forms.ModelForm):
    """Refuses a vehicle whose energy has no price: its yearly cost could not be worked out."""

    class Meta:
        model = VehicleType
        fields = [
            "code", "label", "eur_per_km", "co2e_g_per_km", "litres_per_100km", "kwh_per_100km",
            "consumption_source", "consumption_confidence", "energy", "nox_g_per_km", "pm_g_per_km",
            "temperatures", "payload_kg", "volume_m3", "valid_from", "checked_on", "confidence",
            "source", "note",
        ]  # fmt: skip

    def clean_energy(self):
        energy = self.cleaned_data["energy"]
        codes = adapters.energy_codes(energy)
        known = ReferenceSet.at(timezone.localdate()).values
        if missing := [code for code in codes if code not in known]:
            raise forms.ValidationError(f"Ajoutez d’abord la valeur de référence {missing[0]}.")
        return energy


class DatedAdmin(FoldedSearch, admin.ModelAdmin):
    """A correction is a new row with a new date: what a past result used is never removed."""

    list_filter = ["confidence", "valid_from"]
    search_fields = ["code__fold__contains", "label__fold__contains", "source__fold__contains"]
    actions = ["mark_checked"]

    @admin.display(description="fraîcheur")
    def freshness(self, row):
        today = timezone.localdate()
        return "à vérifier, plus de 12 mois" if row.is_stale(today) else "vérifiée depuis moins d’un an"

    @admin.action(description="Vérifiée aujourd’hui à sa source", permissions=["change"])
    def mark_checked(self, request, queryset):
        queryset.update(checked_on=timezone.localdate())

    def save_model(self, request, obj, form, change):
        # From now on the shipped files leave this code alone.
        obj.corrected_here = True
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["code", "valid_from"] if obj else []


@admin.register(ReferenceValue)
class ReferenceValueAdmin(DatedAdmin):
    form = ReferenceValueForm
    list_display = [
        "code", "label", "value", "vat_rate", "unit", "valid_from", "freshness", "confidence", "source",
    ]  # fmt: skip


@admin.register(LegalRule)
class LegalRuleAdmin(DatedAdmin):
    form = LegalRuleForm
    list_display = ["code", "label", "value", "unit", "valid_from", "freshness", "confidence", "source"]


@admin.register(VehicleType)
class VehicleTypeAdmin(DatedAdmin):
    form = VehicleTypeForm
    list_display = [
        "code", "label", "eur_per_km", "litres_per_100km", "kwh_per_100km", "payload_kg", "volume_m3",
        "valid_from", "freshness",
    ]  # fmt: skip
