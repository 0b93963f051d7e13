"""Versions of the questionnaire: written, checked, then published for good."""

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.utils import timezone

from needs_survey.models import Questionnaire


class DefinitionForm(forms.ModelForm):
    """A new version begins as a copy of the last one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = Questionnaire.objects.order_by("-version").first()
        if not self.instance.pk and last and "definition" in self.fields:
            self.initial["version"], self.initial["definition"] = last.version + 1, last.definition


class PrettyJSON(json.JSONEncoder):
    """Readable by who corrects a label: one thing a line, with its accents."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "indent": 1, "ensure_ascii": False})


@admin.register(Questionnaire)
class QuestionnaireAdmin(admin.ModelAdmin):
    form = DefinitionForm
    list_display = ("version", "published_at", "created_at")
    actions = ("publish",)
    exclude = ("published_at", "created_at")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "definition":
            return forms.JSONField(
                label="Questions",
                encoder=PrettyJSON,
                widget=forms.Textarea({"rows": 40, "spellcheck": "false"}),
                validators=db_field.validators,
                help_text="Gardez les codes des questions et des choix qui restent : les réponses "
                "des versions se comparent par eux.",
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        """A published version never changes."""
        return super().has_change_permission(request, obj) and (obj is None or obj.published_at is None)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and obj is not None and obj.published_at is None

    @admin.action(description="Publier : les nouveaux diagnostics la suivront", permissions=["change"])
    def publish(self, request, queryset):
        number = queryset.filter(published_at__isnull=True).update(published_at=timezone.now())
        messages.success(request, f"Versions publiées : {number}.")
