from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count

from carriers import checks
from carriers.enums import BANDED_BASES
from carriers.models import (
    Carrier,
    DropPoint,
    QuoteAnswer,
    QuoteInvitation,
    QuoteMessage,
    QuoteRequest,
    QuoteStop,
    Ride,
    ServiceArea,
    Solution,
    TariffBand,
    TariffGrid,
    TariffZone,
)
from pat_logistics.admin_parts import ReadOnly, ticks
from pat_logistics.lookups import FoldedSearch
from pat_logistics.vocabulary import Temperature, Weekday

SECURE_LINKS: dict[type[models.Field], dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}


class SolutionForm(forms.ModelForm):
    temperatures = ticks(Temperature.choices, "Températures")


class ServiceAreaForm(forms.ModelForm):
    weekdays = ticks(Weekday.choices, "Jours", coerce=int)


class BandFormSet(forms.BaseInlineFormSet):
    """A price by weight needs at least one band: a rule across rows, which no constraint can hold."""

    def clean(self):
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        kept = [form for form in kept if not self._should_delete_form(form)]
        if self.instance.basis in BANDED_BASES and not kept:
            raise ValidationError("Ce mode de calcul demande au moins une tranche.", code="band_required")


class ServiceAreaInline(admin.StackedInline):
    model = ServiceArea
    form = ServiceAreaForm
    extra = 0
    autocomplete_fields = ["commune"]


class DropPointInline(admin.TabularInline):
    model = DropPoint
    extra = 0
    autocomplete_fields = ["commune"]


class TariffBandInline(admin.TabularInline):
    model = TariffBand
    formset = BandFormSet
    extra = 0


class TariffZoneInline(admin.TabularInline):
    model = TariffZone
    extra = 0


class GridLinkInline(admin.TabularInline):
    """The grids of a solution, each opening on its own page with its bands."""

    model = TariffGrid
    fields = ("name", "purpose", "basis", "valid_during")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Carrier)
class CarrierAdmin(FoldedSearch, admin.ModelAdmin):
    formfield_overrides = SECURE_LINKS
    list_display = ["name", "commune", "services", "published_at", "is_example"]
    list_filter = ["is_example", ("published_at", admin.EmptyFieldListFilter)]
    list_select_related = ["commune"]
    search_fields = ["sort_key", "slug", "siret"]
    autocomplete_fields = ["commune", "organisation"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(service_count=Count("solutions"))

    @admin.display(description="services", ordering="service_count")
    def services(self, carrier):
        return carrier.service_count


@admin.register(Solution)
class SolutionAdmin(FoldedSearch, admin.ModelAdmin):
    form = SolutionForm
    formfield_overrides = SECURE_LINKS
    list_display = ["name", "kind", "carrier", "confirmed_on", "published_at", "is_example"]
    list_filter = ["kind", "is_example", ("published_at", admin.EmptyFieldListFilter)]
    list_select_related = ["carrier"]
    search_fields = ["sort_key", "slug", "carrier__sort_key"]
    autocomplete_fields = ["carrier", "commune", "round_destination"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ServiceAreaInline, DropPointInline, GridLinkInline]
    fieldsets = [
        (None, {"fields": ["kind", "carrier", "operator", "name", "slug", "summary", "description", "url"]}),
        (
            "Ce qu’elle prend",
            {
                "fields": [
                    "temperatures",
                    ("min_kg", "max_kg", "max_parcel_kg", "on_quote_above_kg"),
                    ("max_length_cm", "max_width_cm", "max_height_cm"),
                    "delay_hours",
                    "breaks_load",
                    "direct",
                    ("returns_empties", "returns_note"),
                    ("holds_celsius", "atp_attested", "atp_expires_on"),
                    ("sanitary_approval", "approval_number"),
                ]
            },
        ),
        ("Contact", {"fields": ["contact_name", ("contact_email", "contact_phone")]}),
        ("Lieu", {"fields": ["commune", ("latitude", "longitude")]}),
        (
            "Tournée partagée",
            {"fields": ["co_delivery", "round_destination", "vehicle_code", "other_load_kg"]},
        ),
        ("CO₂", {"fields": ["level_one_code", "declared_kgco2e_per_tkm"]}),
        (
            "Origine de l’information",
            {"fields": [("source", "source_date"), "confirmed_on", "is_example", "published_at"]},
        ),
    ]


@admin.register(TariffGrid)
class TariffGridAdmin(FoldedSearch, admin.ModelAdmin):
    list_display = ["name", "solution", "purpose", "basis", "valid_during", "is_example"]
    list_filter = ["basis", "purpose", "is_example"]
    list_select_related = ["solution"]
    search_fields = ["name__fold__contains", "solution__sort_key"]
    autocomplete_fields = ["solution"]
    inlines = [TariffZoneInline, TariffBandInline]

    def save_related(self, request, form, formsets, change):
        """Once its rows are there, say what looks like a slip."""
        super().save_related(request, form, formsets, change)
        grid = form.instance
        bands, zones = grid.bands.order_by("zone", "min_kg"), grid.zones.order_by("code")
        for warning in checks.warnings(grid, list(bands), list(zones)):
            self.message_user(request, warning, messages.WARNING)

    fieldsets = [
        (None, {"fields": ["solution", "purpose", "name", "valid_during", "basis"]}),
        ("Origine", {"fields": [("source", "source_date"), "note", "is_example"]}),
        (
            "Prix hors tranches",
            {
                "fields": [
                    ("vat_included", "vat_share"),
                    ("minimum_eur", "on_quote_above_kg"),
                    "percent_of_value",
                    ("fixed_eur", "eur_per_km", "eur_per_kg"),
                    "kg_per_pallet",
                    ("pickup_eur", "pickup_capacity_kg"),
                    ("step_from_kg", "step_kg", "step_eur"),
                ]
            },
        ),
        (
            "Poids taxable",
            {
                "fields": [
                    "payant_pour",
                    ("round_below_100_kg", "round_above_100_kg", "volumetric_kg_per_m3"),
                ]
            },
        ),
        (
            "Suppléments",
            {
                "fields": [
                    ("chilled_share", "frozen_share"),
                    ("appointment_eur", "tail_lift_eur", "weekend_eur", "return_eur"),
                    ("fuel_propulsion_share", "fuel_index_base", "fuel_index_current"),
                    ("fuel_cold_share", "cold_index_base", "cold_index_current"),
                ]
            },
        ),
    ]


@admin.register(Ride)
class RideAdmin(FoldedSearch, admin.ModelAdmin):
    """Read and removed here, never agreed to: that is for the two of them."""

    list_display = ["producer", "carrier", "producer_agreed_at", "carrier_agreed_at"]
    list_select_related = ["producer", "carrier"]
    search_fields = ["producer__sort_key", "carrier__sort_key"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class QuoteStopInline(ReadOnly, admin.TabularInline):
    model = QuoteStop
    fields = ["commune", "mass_kg"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("commune")


class QuoteInvitationInline(ReadOnly, admin.TabularInline):
    """Who was asked; each opens on its answers."""

    model = QuoteInvitation
    fields = ["solution", "to_email", "state", "reminded_at", "created_at"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("solution")


@admin.register(QuoteRequest)
class QuoteRequestAdmin(FoldedSearch, ReadOnly, admin.ModelAdmin):
    """Read here; written by the farm that asks and by those who answer."""

    list_display = [
        "created_at",
        "producer",
        "origin",
        "family",
        "mass_kg",
        "state",
        "deadline",
        "asked",
        "offers",
        "waiting",
    ]
    list_filter = ["state", "created_at", "family"]
    search_fields = ["producer__sort_key", "origin__search_key"]
    exclude = ["token"]
    inlines = [QuoteStopInline, QuoteInvitationInline]

    def get_queryset(self, request):
        return super().get_queryset(request).with_places().with_counts()

    @admin.display(description="interrogés", ordering="asked")
    def asked(self, quote):
        return quote.asked

    @admin.display(description="offres", ordering="offers")
    def offers(self, quote):
        return quote.offers

    @admin.display(description="en attente", ordering="waiting")
    def waiting(self, quote):
        return quote.waiting


class QuoteAnswerInline(ReadOnly, admin.StackedInline):
    model = QuoteAnswer


class QuoteMessageInline(ReadOnly, admin.TabularInline):
    model = QuoteMessage


@admin.register(QuoteInvitation)
class QuoteInvitationAdmin(FoldedSearch, ReadOnly, admin.ModelAdmin):
    """One company asked, with all that it answered."""

    list_display = ["created_at", "solution", "producer", "state", "reminded_at"]
    list_filter = ["state", "created_at"]
    list_select_related = ["solution", "request__producer"]
    search_fields = ["solution__sort_key", "request__producer__sort_key"]
    inlines = [QuoteAnswerInline, QuoteMessageInline]

    @admin.display(description="producteur", ordering="request__producer__sort_key")
    def producer(self, invitation):
        return invitation.request.producer
