"""Which farms to put on the list of a campaign."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from needs_survey.enums import ResponseState
from needs_survey.models import Campaign, SurveyResponse
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import ProductFamily
from producers import search
from producers.models import Producer, ProductLine

NEVER, BEFORE = "never", "before"
ANY = [("", "toutes")]


def epci_choices(communes: "QuerySet[Commune]") -> list[tuple[str, str]]:
    """All of them, then each group of communes by name."""
    groups = communes.exclude(epci="").order_by("epci_name", "epci").values_list("epci", "epci_name")
    return [*ANY, *groups.distinct()]


class ChoiceForm(forms.Form):
    """Filters of the farms that are not on the list yet."""

    q = forms.CharField(label="Nom, produit ou commune", required=False, max_length=100)
    epci = forms.ChoiceField(label="Communauté de communes", required=False)
    family = forms.ChoiceField(
        label="Famille de produits", required=False, choices=[*ANY, *ProductFamily.choices]
    )
    diagnosed = forms.ChoiceField(
        label="Diagnostic",
        required=False,
        choices=[("", "tous"), (NEVER, "jamais fait"), (BEFORE, "fait avant le…")],
    )
    before = forms.DateField(
        label="Fait avant le",
        required=False,
        help_text="Le dernier diagnostic validé date d’avant ce jour.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        communes = Commune.objects.filter(departement=campaign.departement)
        self.fields["epci"].choices = epci_choices(communes)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("diagnosed") == BEFORE and not data.get("before") and "before" not in self.errors:
            self.add_error("before", "Indiquez le jour.")
        return data

    def chosen(self, user: Any) -> Any:
        """Farms of the département that the user follows, not listed yet, that answer the filters; by name.

        None of them while a filter makes no sense.
        """
        listed = self.campaign.visits.filter(producer=OuterRef("pk")).order_by()
        farms = Producer.objects.managed_by(user).filter(
            ~Exists(listed), commune__departement=self.campaign.departement
        )
        if not self.is_valid():
            return farms.none()
        wanted = self.cleaned_data
        if wanted["q"]:
            farms = search.having(farms, search.searched(wanted["q"]), few=False)
        if wanted["epci"]:
            farms = farms.filter(commune__epci=wanted["epci"])
        if wanted["family"]:
            lines = ProductLine.objects.filter(producer=OuterRef("pk"), family=wanted["family"])
            farms = farms.filter(Exists(lines.order_by()))
        if wanted["diagnosed"]:
            farms = farms.filter(*self._diagnosed(wanted))
        last = SurveyResponse.objects.filter(producer=OuterRef("pk"), state=ResponseState.VALIDATED)
        latest = last.order_by("-validated_at", "-pk").values("validated_at")[:1]
        return farms.annotate(diagnosed_at=Subquery(latest)).order_by("sort_key", "pk")

    def _diagnosed(self, wanted: dict[str, Any]) -> list[Any]:
        validated = SurveyResponse.objects.filter(producer=OuterRef("pk"), state=ResponseState.VALIDATED)
        validated = validated.order_by()
        if wanted["diagnosed"] == NEVER:
            return [~Exists(validated)]
        since = validated.filter(validated_at__date__gte=wanted["before"])
        return [Exists(validated), ~Exists(since)]
