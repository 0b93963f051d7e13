"""Reporting an error, answering a report, and choosing what the queue shows."""

import uuid
from datetime import timedelta

from django import forms

from pat_logistics.portal.moderation.enums import CLOSED, OPEN, ReportState
from pat_logistics.portal.moderation.listings import KINDS
from pat_logistics.portal.moderation.models import LONGEST, ErrorReport


class ReportForm(forms.ModelForm):
    """What is wrong on a page. `homepage` is a trap: people do not see it, machines fill it in."""

    homepage = forms.CharField(
        label="Laissez cette case vide",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = ErrorReport
        fields = ["reason", "text", "email"]
        widgets = {
            "reason": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        labels = {"reason": "Qu’est-ce qui est faux ?", "email": "Votre adresse électronique"}
        help_texts = {
            "text": "Dites ce que la page devrait dire. Ne donnez pas d’information sur quelqu’un d’autre.",
            "email": "Pour recevoir la réponse, et rien d’autre. Effacée 90 jours après la réponse.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = self.fields["reason"].choices[1:]
        self.initial["form_key"] = uuid.uuid4()

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("homepage"))


class AnswerForm(forms.Form):
    """How a report ends."""

    state = forms.ChoiceField(
        label="Décision",
        choices=[
            (ReportState.DONE.value, "Accepter : la page est corrigée, ou son titulaire doit la corriger"),
            (ReportState.REJECTED.value, "Écarter : la page est juste, ou on ne peut pas vérifier"),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Réponse",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Envoyée à qui a signalé ; aussi au titulaire de la page, si vous acceptez.",
    )


class QueueForm(forms.Form):
    """What the queue shows. An answer it does not know counts as none."""

    state = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "à traiter ou en cours"), *ReportState.choices, ("all", "tous")],
    )
    kind = forms.ChoiceField(
        label="Page",
        required=False,
        choices=[("", "toutes"), *((kind.slug, kind.plural) for kind in KINDS.values())],
    )
    age = forms.ChoiceField(
        label="Reçu",
        required=False,
        choices=[("", "à toute date"), ("7", "il y a plus d’une semaine"), ("30", "il y a plus d’un mois")],
    )

    def narrow(self, reports, now):
        """The reports that fit the answers."""
        self.is_valid()
        wanted = self.cleaned_data
        state = wanted.get("state")
        if state != "all":
            reports = reports.filter(state__in=[state] if state in OPEN + CLOSED else OPEN)
        if kind := wanted.get("kind"):
            reports = reports.filter(**{f"{KINDS[kind].field}__isnull": False})
        if age := wanted.get("age"):
            reports = reports.filter(created_at__lt=now - timedelta(days=int(age)))
        return reports
