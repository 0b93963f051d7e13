from typing import Any

from django import forms
from django.contrib import admin
from django.db import models

from pat_logistics.actors.models import Actor, ActorClaim
from pat_logistics.admin_parts import ReadOnly, ticks
from pat_logistics.lookups import FoldedSearch
from pat_logistics.territory.departements import NAMES
from pat_logistics.vocabulary import Temperature, Weekday

SECURE_LINKS: dict[type[models.Field], dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}


class ActorForm(forms.ModelForm):
    departements = ticks(NAMES.items(), "Départements où il agit")
    weekdays = ticks(Weekday.choices, "Jours de livraison, ou de marché", coerce=int)
    temperatures = ticks(Temperature.choices, "Températures reçues")


@admin.register(Actor)
class ActorAdmin(FoldedSearch, admin.ModelAdmin):
    form = ActorForm
    formfield_overrides = SECURE_LINKS
    list_display = ["name", "kind", "commune", "customer_type", "confirmed_on", "is_example", "published_at"]
    list_filter = ["kind", "customer_type", "origin", "is_example"]
    list_select_related = ["commune"]
    search_fields = ["search_text"]
    autocomplete_fields = ["commune"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(ActorClaim)
class ActorClaimAdmin(FoldedSearch, ReadOnly, admin.ModelAdmin):
    """Read here, and removed: who no longer keeps an entry loses it so. Advisors answer on their own page."""

    list_display = ["actor", "user", "asked_at", "accepted", "decided_by"]
    list_filter = ["accepted"]
    list_select_related = ["actor", "user", "decided_by"]
    search_fields = ["actor__sort_key"]

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)
