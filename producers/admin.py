from django import forms
from django.contrib import admin
from django.contrib.postgres.forms import SplitArrayField
from django.db import models

from pat_logistics.admin_parts import ReadOnly, ticks
from pat_logistics.lookups import FoldedSearch
from pat_logistics.vocabulary import Label, Month, Packaging, SeasonLevel, Temperature, Weekday
from producers.enums import ErasedBy
from producers.holdings import erase
from producers.models import Erasure, Flow, Producer, ProductLine, PublicationChoice, StorageSite, Vehicle
from producers.seasons import season_of


class ProducerForm(forms.ModelForm):
    labels = ticks(Label.choices, "Signes de qualité")


class ProductLineForm(forms.ModelForm):
    season = SplitArrayField(
        forms.ChoiceField(choices=[("", "non précisé"), *SeasonLevel.choices], required=False),
        size=12,
        label="Saison, de janvier à décembre",
        required=False,
    )
    packagings = ticks(Packaging.choices, "Conditionnements")
    labels = ticks(Label.choices, "Signes de qualité")

    def clean_season(self):
        return season_of(self.cleaned_data["season"])


class FlowForm(forms.ModelForm):
    months = ticks(Month.choices, "Mois de livraison", coerce=int)
    weekdays = ticks(Weekday.choices, "Jours possibles", coerce=int)


class VehicleForm(forms.ModelForm):
    temperatures = ticks(Temperature.choices, "Températures possibles")


class PublicationChoiceInline(ReadOnly, admin.TabularInline):
    model = PublicationChoice
    extra = 0


class ProductLineInline(admin.StackedInline):
    model = ProductLine
    form = ProductLineForm
    extra = 0


class StorageSiteInline(admin.TabularInline):
    model = StorageSite
    extra = 0


class VehicleInline(admin.StackedInline):
    model = Vehicle
    form = VehicleForm
    extra = 0


@admin.register(Producer)
class ProducerAdmin(FoldedSearch, admin.ModelAdmin):
    form = ProducerForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["name", "commune", "legal_form", "published_at", "is_example", "updated_at"]
    list_filter = ["is_example", "legal_form", ("published_at", admin.EmptyFieldListFilter)]
    list_select_related = ["commune"]
    search_fields = ["sort_key", "slug", "siret", "commune__search_key"]
    autocomplete_fields = ["commune", "organisation"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ProductLineInline, StorageSiteInline, VehicleInline, PublicationChoiceInline]
    readonly_fields = [
        "published_at",
        "contact_published_at",
        "position_published_at",
        "storage_published_at",
        "flows_published_at",
    ]
    fieldsets = [
        (None, {"fields": ["name", "slug", "legal_form", "siret", "labels", "description", "is_example"]}),
        ("Lieu", {"fields": ["commune", "address", "latitude", "longitude"]}),
        ("Contact", {"fields": ["contact_name", "email", "phone", "website", "organisation"]}),
        ("Souhaits", {"fields": ["refuses_intermediaries", "open_to_pooling"]}),
        (
            "Publication choisie par le producteur",
            {
                "description": "Le producteur choisit dans son espace ; chaque choix est daté.",
                "fields": [
                    "published_at",
                    "contact_published_at",
                    "position_published_at",
                    "storage_published_at",
                    "flows_published_at",
                    "confirmed_on",
                ],
            },
        ),
    ]

    def delete_model(self, request, obj):
        """Erase all that the portal holds on the farm, not its row alone."""
        erase(producer=obj, by=ErasedBy.ADMINISTRATOR)

    def delete_queryset(self, request, queryset):
        for producer in queryset:
            self.delete_model(request, producer)


@admin.register(Erasure)
class ErasureAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["erased_at", "departement", "erased_by"]
    list_filter = ["erased_by", "departement"]


@admin.register(ProductLine)
class ProductLineAdmin(FoldedSearch, admin.ModelAdmin):
    form = ProductLineForm
    list_display = ["__str__", "producer", "family", "temperature"]
    list_filter = ["family", "temperature"]
    list_select_related = ["producer"]
    search_fields = ["name__fold__contains", "producer__sort_key"]
    autocomplete_fields = ["producer"]


@admin.register(Flow)
class FlowAdmin(FoldedSearch, admin.ModelAdmin):
    form = FlowForm
    list_display = ["producer", "destination", "customer_type", "product_line", "kg_per_delivery"]
    list_filter = ["customer_type", "transport_today"]
    list_select_related = ["producer", "destination", "product_line"]
    search_fields = ["producer__sort_key", "destination__search_key"]
    autocomplete_fields = ["producer", "product_line", "destination", "outlet"]
