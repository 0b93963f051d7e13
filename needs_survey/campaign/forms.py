"""Forms of a campaign and of its visits."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from needs_survey.campaign.choice import epci_choices
from needs_survey.campaign.perms import advisors_of
from needs_survey.enums import OUTCOMES
from needs_survey.models import Campaign, Visit
from pat_logistics.accounts.models import User
from pat_logistics.forms.own_form import OwnForm
from pat_logistics.territory.models import Commune

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NOBODY = "aucun"


class CampaignForm(OwnForm):
    """`departements` may be chosen for a new campaign; the list of an existing one is tied to its own."""

    ERRORS_AT = {"campaign_days_in_order": "last_day", "campaign_days_in_sense": "first_day"}

    class Meta:
        model = Campaign
        fields = ["name", "departement", "first_day", "last_day", "organiser"]
        widgets = {"first_day": DATE, "last_day": DATE}
        help_texts = {
            "name": "Par exemple « Plateaux du nord, hiver 2027 ».",
            "last_day": "Un diagnostic compte s’il est validé entre ces deux jours.",
            "organiser": "Un conseiller du département. Les rappels répondent à son adresse.",
        }

    def __init__(self, *args: Any, departements: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["departement"]
            departements = [self.instance.departement]
        else:
            choices = [(code, code) for code in departements]
            self.fields["departement"] = forms.ChoiceField(label="Département", choices=choices)
        people = User.objects.none()
        for code in departements:
            people |= advisors_of(code)
        self.fields["organiser"].queryset = people.order_by("email")  # type: ignore[attr-defined]

    def clean(self) -> Any:
        data = super().clean()
        departement = data.get("departement") or self.instance.departement
        organiser = data.get("organiser")
        if organiser and departement and organiser not in advisors_of(departement):
            self.add_error("organiser", "Ce conseiller ne suit pas ce département.")
        return data


class VisitForm(OwnForm):
    ERRORS_AT = {"visit_planned_dated": "planned_on", "visit_to_contact_undated": "state"}

    class Meta:
        model = Visit
        fields = ["state", "planned_on", "advisor", "note"]
        widgets = {"planned_on": DATE, "state": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "state": "« Visité » s’inscrit de lui-même quand un diagnostic de la ferme est validé.",
            "planned_on": "Avec un rendez-vous pris.",
            "note": "Le producteur peut demander à lire cette note.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whoever has the visit keeps it, even when the account follows the département no more.
        people = advisors_of(self.instance.campaign.departement).order_by().values("pk")
        kept = Q(pk__in=people) | Q(pk=self.instance.advisor_id)
        self.fields["advisor"].queryset = User.objects.filter(kept).order_by("email")  # type: ignore[attr-defined]


class BulkForm(forms.Form):
    """To whom the ticked visits go, or all those shown; nobody has to be said."""

    advisor = forms.ChoiceField(
        label="Conseiller", error_messages={"required": "Choisissez à qui vont ces visites."}
    )

    every = forms.BooleanField(label="Toutes les visites de la liste, cochées ou non", required=False)

    def __init__(self, *args: Any, people: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in people}
        choices = [(pk, user.email) for pk, user in self.people.items()]
        self.fields["advisor"].choices = [("", "Choisissez"), (NOBODY, "personne"), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User | None:
        return self.people.get(self.cleaned_data["advisor"])


class VisitFilterForm(forms.Form):
    """Which visits of the campaign are shown."""

    state = forms.ChoiceField(label="État", required=False, choices=[("", "tous"), *OUTCOMES.items()])
    advisor = forms.ChoiceField(label="Conseiller", required=False)
    epci = forms.ChoiceField(label="Communauté de communes", required=False)

    def __init__(
        self, *args: Any, people: "QuerySet[User]", communes: "QuerySet[Commune]", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["epci"].choices = epci_choices(communes)  # type: ignore[attr-defined]
        choices = [(str(pk), email) for pk, email in people.values_list("pk", "email")]
        self.fields["advisor"].choices = [("", "tous"), (NOBODY, "sans conseiller"), *choices]  # type: ignore[attr-defined]

    def narrow(self, visits: Any) -> Any:
        """Visits `with_outcome` that answer; all of them when the address makes no sense."""
        wanted = self.cleaned_data if self.is_valid() else {}
        if wanted.get("state"):
            visits = visits.filter(outcome=wanted["state"])
        if wanted.get("epci"):
            visits = visits.filter(producer__commune__epci=wanted["epci"])
        if advisor := wanted.get("advisor"):
            visits = visits.filter(advisor=None if advisor == NOBODY else int(advisor))
        return visits
