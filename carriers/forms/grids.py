"""A tariff grid as a carrier types it: percentages, French decimals, last day included."""

import datetime
from typing import Any

from django import forms
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.forms.utils import ErrorDict, ErrorList

from carriers.enums import BANDED_BASES, TariffBasis
from carriers.forms.fields import NumberField, OwnedForm, PercentField
from carriers.models import TariffBand, TariffGrid, TariffZone
from pat_logistics.forms.fields import day_field
from pat_logistics.optimistic_lock import LockedForm

MAX_BANDS, MAX_ZONES = 200, 40

WEIGHING = ["volumetric_kg_per_m3", "round_below_100_kg", "round_above_100_kg"]
# What each basis needs besides its bands. Fields of the other bases are left empty.
OF_BASIS: dict[str, list[str]] = {
    TariffBasis.PARCEL: [],
    TariffBasis.PER_100KG: [],
    TariffBasis.PALLET: ["kg_per_pallet"],
    TariffBasis.STOP: ["pickup_eur", "pickup_capacity_kg", "step_from_kg", "step_kg", "step_eur"],
    TariffBasis.PERCENT: ["percent_of_value"],
    TariffBasis.FIXED_VARIABLE: ["fixed_eur", "eur_per_km", "eur_per_kg"],
}
EVERY_BASIS_FIELD = [*WEIGHING, "payant_pour", *(name for names in OF_BASIS.values() for name in names)]
EXPLANATIONS = {
    TariffBasis.PARCEL: "Un prix par colis, selon son poids : « jusqu’à 5 kg : 18 € ». Plus lourd que le "
    "colis maximum du service, l’envoi est réparti en plusieurs colis.",
    TariffBasis.PER_100KG: "Un prix aux 100 kg, qui baisse avec le poids : « de 100 à 300 kg : 34 € les "
    "100 kg ». Cochez « forfait » pour un prix de tout l’envoi, comme d’usage au-dessous de 100 kg.",
    TariffBasis.PALLET: "Un prix par palette. Le poids compte par palettes entamées.",
    TariffBasis.STOP: "Un prix par arrêt chez un client, avec un supplément par palier de poids et "
    "l’enlèvement à part.",
    TariffBasis.PERCENT: "Une part de la valeur des produits, sans tranche de poids.",
    TariffBasis.FIXED_VARIABLE: "Une part fixe par envoi, plus un prix au kilomètre et au kilo.",
}
SECTIONS = (
    (
        "Conditions",
        "",
        ["minimum_eur", "payant_pour", "on_quote_above_kg", "vat_included", "vat_share"],
    ),
    ("Poids compté", "Laissez vide si vous comptez le poids réel.", WEIGHING),
    (
        "Suppléments",
        "Les pourcentages s’ajoutent au prix du transport.",
        ["chilled_share", "frozen_share", "appointment_eur", "tail_lift_eur", "weekend_eur", "return_eur"],
    ),
    (
        "Gazole",
        "Le prix suit le gazole : part du gazole × (indice actuel ÷ indice de référence − 1). Article "
        "L3222-1 du code des transports.",
        [
            "fuel_propulsion_share",
            "fuel_index_base",
            "fuel_index_current",
            "fuel_cold_share",
            "cold_index_base",
            "cold_index_current",
        ],
    ),
    ("Origine", "", ["source", "source_date", "note"]),
)


def fields_of(basis: str) -> set[str]:
    """Fields that matter for a basis, among those that do not matter for all."""
    weighing = [] if basis in (TariffBasis.PERCENT, TariffBasis.PALLET) else WEIGHING
    if basis == TariffBasis.PALLET:
        weighing = ["volumetric_kg_per_m3"]
    banded = ["payant_pour"] if basis in BANDED_BASES else []
    return {*OF_BASIS.get(basis, []), *weighing, *banded}


def number_field(column: models.Field, **kwargs: Any) -> forms.Field | None:
    """Form field of a column: shares as percentages, other decimals the French way."""
    if not isinstance(column, models.DecimalField):
        return column.formfield(**kwargs)
    optional = column.null or column.has_default()
    if column.name.endswith("_share") or column.name == "percent_of_value":
        return PercentField(
            label=f"{column.verbose_name[:1].upper()}{column.verbose_name[1:]} (%)", required=not optional
        )
    return NumberField(
        label=f"{column.verbose_name[:1].upper()}{column.verbose_name[1:]}",
        required=not optional,
        min_value=0,
        max_digits=column.max_digits,
        decimal_places=column.decimal_places,
        cents=column.name.endswith("_eur"),
    )


class _Decimals:
    """An empty decimal column that has a default takes it: no supplement is a supplement of 0."""

    def fill_defaults(self, cleaned: dict[str, Any], model: type[models.Model]) -> None:
        for column in model._meta.fields:
            is_defaulted = isinstance(column, models.DecimalField) and column.has_default()
            if is_defaulted and cleaned.get(column.name, 0) is None:
                cleaned[column.name] = column.get_default()


class GridForm(_Decimals, LockedForm, OwnedForm):
    """Everything of a grid but its bands and zones. People give the last day, the database the day after."""

    owner = "solution"
    valid_from = day_field("Valable du")
    valid_to = day_field("au (dernier jour)", required=False, help_text="Vide : jusqu’à nouvel ordre.")
    source_date = day_field("Date de la source")

    class Meta:
        model = TariffGrid
        exclude = ["solution", "valid_during", "is_example"]
        formfield_callback = number_field
        labels = {
            "name": "Nom de la grille",
            "purpose": "Ce qu’elle paie",
            "basis": "Mode de calcul",
            "payant_pour": "Payant-pour",
            "vat_included": "Ces prix sont TTC",
            "note": "Remarque pour les producteurs",
        }
        help_texts = {"vat_share": "20 pour 20 % ; 0 si le service est exonéré."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = self.instance.valid_during
        if period:
            self.initial.setdefault("valid_from", period.lower)
            self.initial.setdefault("valid_to", self.instance.last_day)
        self.fields["opened_on"].required = False

    def hush(self) -> None:
        """Show what was typed without judging it."""
        self._errors = ErrorDict()

    @property
    def basis(self) -> str:
        """The basis that decides what is asked, also before anything is valid."""
        basis = self["basis"].value()
        return basis if basis in TariffBasis.values else TariffBasis.PER_100KG

    @property
    def sections(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        shown = fields_of(self.basis)
        found = [
            (title, text, [self[name] for name in names if name in shown or name not in EVERY_BASIS_FIELD])
            for title, text, names in SECTIONS
        ]
        return [section for section in found if section[2]]

    @property
    def own_prices(self) -> list[forms.BoundField]:
        return [self[name] for name in OF_BASIS.get(self.basis, [])]

    @property
    def set_aside(self) -> list[forms.BoundField]:
        """Fields of the other bases: not asked, yet kept while one hesitates between two bases."""
        return [self[name] for name in EVERY_BASIS_FIELD if name not in fields_of(self.basis)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in EVERY_BASIS_FIELD:
            if name not in fields_of(cleaned.get("basis", "")):
                self.errors.pop(name, None)
                cleaned[name] = False if name == "payant_pour" else None
        self.fill_defaults(cleaned, TariffGrid)
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Le dernier jour vient avant le premier.")
        elif first:
            end = last + datetime.timedelta(days=1) if last else None
            self.instance.valid_during = DateRange(first, end)
        return cleaned


class ZoneForm(_Decimals, forms.ModelForm):
    class Meta:
        model = TariffZone
        fields = ["code", "label", "surcharge_share", "surcharge_eur"]
        formfield_callback = number_field
        labels = {"code": "Code", "label": "Intitulé"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.fill_defaults(cleaned, TariffZone)
        return cleaned


class BandForm(forms.ModelForm):
    class Meta:
        model = TariffBand
        fields = ["zone", "min_kg", "max_kg", "price_eur", "flat"]
        formfield_callback = number_field
        help_texts = {"zone": "", "flat": ""}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("min_kg"), cleaned.get("max_kg")
        if low is not None and high is not None and high <= low:
            self.add_error("max_kg", "La tranche doit finir plus haut qu’elle ne commence.")
        return cleaned


class Rows(forms.BaseFormSet):
    """Rows without identity: an emptied row is a row taken away."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index) | {"empty_permitted": True, "use_required_attribute": False}

    def instances(self) -> list[Any]:
        """Unsaved rows that were filled in and not ticked for removal; only after `is_valid`."""
        kept = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        return [form.instance for form in kept]

    def hush(self) -> None:
        """Show what was typed without judging it: the person is not done."""
        for form in self.forms:
            form._errors = ErrorDict()
        self._errors = [form._errors for form in self.forms]
        self._non_form_errors = ErrorList()


def _rows(form: type[forms.ModelForm], limit: int) -> type[Rows]:
    rows: Any = forms.formset_factory(
        form, formset=Rows, extra=0, can_delete=True, max_num=limit, absolute_max=limit + 1, validate_max=True
    )
    return rows


BandRows = _rows(BandForm, MAX_BANDS)
ZoneRows = _rows(ZoneForm, MAX_ZONES)
