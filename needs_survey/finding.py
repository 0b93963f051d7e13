"""The list of diagnoses, narrowed: by words, state, campaign, place and age."""

import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from needs_survey.enums import ResponseState
from needs_survey.models import Campaign, SurveyResponse, Visit
from pat_logistics.accounts.models import User
from pat_logistics.folding import Fold, fold
from pat_logistics.territory.models import Commune

RECENT, OLD = "recent", "old"
# Days in the words of the list: a year, and two.
YEAR, TWO_YEARS = datetime.timedelta(days=365), datetime.timedelta(days=730)


class FindForm(forms.Form):
    """Filters of the list; what makes no sense filters nothing."""

    q = forms.CharField(label="Ferme ou commune", required=False, max_length=100)
    state = forms.ChoiceField(label="État", required=False, choices=[("", "tous"), *ResponseState.choices])
    campaign = forms.ChoiceField(label="Campagne", required=False)
    epci = forms.ChoiceField(label="Communauté de communes", required=False)
    age = forms.ChoiceField(
        label="Ancienneté",
        required=False,
        choices=[("", "toutes"), (RECENT, "de moins d’un an"), (OLD, "de plus de 2 ans")],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaigns = Campaign.objects.visible_to(user).order_by("-last_day", "-pk")
        self.fields["campaign"].choices = [  # type: ignore[attr-defined]
            ("", "toutes"), *((str(row.pk), row.name) for row in campaigns)
        ]  # fmt: skip
        seen = SurveyResponse.objects.visible_to(user).order_by().values("departement")
        communes = Commune.objects.filter(departement__in=seen).exclude(epci="")
        names = communes.order_by("epci_name", "epci").values_list("epci", "epci_name").distinct()
        self.fields["epci"].choices = [("", "toutes"), *names]  # type: ignore[attr-defined]

    def narrow(self, rows: "QuerySet[SurveyResponse]", today: datetime.date) -> "QuerySet[SurveyResponse]":
        """Those that answer every filter."""
        wanted = self.cleaned_data if self.is_valid() else {}
        rows = rows.annotate(
            said_name=Fold(KeyTextTransform("name", "answers")),
            said_commune=KeyTextTransform("commune", "answers"),
        )
        if words := fold(wanted.get("q") or ""):
            rows = rows.filter(_named(words))
        if state := wanted.get("state"):
            rows = rows.filter(state=state)
        if campaign := wanted.get("campaign"):
            rows = rows.filter(_of_campaign(Campaign.objects.get(pk=campaign)))
        if epci := wanted.get("epci"):
            rows = rows.filter(_in(Commune.objects.filter(epci=epci)))
        if age := wanted.get("age"):
            limit = today - (YEAR if age == RECENT else TWO_YEARS)
            column = "updated_at__date__gte" if age == RECENT else "updated_at__date__lt"
            rows = rows.filter(**{column: limit})
        return rows


def _in(communes: "QuerySet[Commune]") -> Q:
    """Of a farm there, or whose answers say so before it is attached to one."""
    keys = communes.order_by().values("pk")
    return Q(producer__commune__in=keys) | Q(producer=None, said_commune__in=keys)


def _named(words: str) -> Q:
    named = Q(producer__sort_key__contains=words) | Q(said_name__contains=words)
    return named | _in(Commune.objects.filter(search_key__contains=words))


def _of_campaign(campaign: Campaign) -> Q:
    """Validated within its days, of a farm on its list."""
    listed = Visit.objects.filter(campaign=campaign, producer=OuterRef("producer")).order_by()
    days = (campaign.first_day, campaign.last_day)
    return Q(Exists(listed)) & (Q(state=ResponseState.DRAFT) | Q(validated_at__date__range=days))
