"""Versions of the questionnaire: written, checked, then published for good."""

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import path

from needs_survey import services
from needs_survey.exchange import reading_xlsform
from needs_survey.models import Questionnaire
from pat_logistics.exchange import sheets


class DefinitionForm(forms.ModelForm):
    """A new version begins as a copy of the last one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = Questionnaire.objects.order_by("-version").first()
        if not self.instance.pk and last and "definition" in self.fields:
            self.initial["version"], self.initial["definition"] = last.version + 1, last.definition


class XLSFormForm(forms.Form):
    """Cleans to the questions of the form that was sent."""

    file = forms.FileField(
        label="XLSForm",
        help_text="Le classeur .xlsx exporté du portail, de KoboToolbox ou d’ODK : 2 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
    )

    def clean_file(self):
        sent = self.cleaned_data["file"]
        try:
            return reading_xlsform.read(sent.read(sheets.MAX_BYTES + 1))
        except sheets.UnreadableFileError as error:
            raise forms.ValidationError(str(error), code="xlsform") from None


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
    change_list_template = "admin/needs_survey/questionnaire/change_list.html"

    def get_urls(self):
        address = path(
            "importer/",
            self.admin_site.admin_view(self.import_xlsform),
            name="needs_survey_questionnaire_import",
        )
        return [address, *super().get_urls()]

    def import_xlsform(self, request):
        """A new draft from an XLSForm; the same one sent twice is one draft."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = XLSFormForm(request.POST, request.FILES) if request.method == "POST" else XLSFormForm()
        if form.is_valid():
            try:
                draft = services.draft_questionnaire(form.cleaned_data["file"])
            except ValidationError as error:
                form.add_error("file", error.messages)
            else:
                messages.success(request, f"La {draft} est un brouillon. Relisez-la, puis publiez-la.")
                return redirect("admin:needs_survey_questionnaire_change", draft.pk)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "form": form}
        context["title"] = "Importer un XLSForm"
        return render(request, "admin/needs_survey/questionnaire/import.html", context)

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
        number = 0
        for row in queryset.filter(published_at__isnull=True).order_by("version"):
            try:
                services.publish(row)
            except ValidationError as error:
                messages.error(request, f"La {row} n’est pas publiée. {' '.join(error.messages)}")
            else:
                number += 1
        messages.success(request, f"Versions publiées : {number}.")
