"""The one filter bar of the territory views: what is asked stands in the address."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied

from needs_survey.perms import surveyed_departements
from pat_logistics.accounts.models import User
from pat_logistics.territory.models import HOME_DEPARTEMENT, Commune
from producers.enums import CustomerType, Month, ProductFamily, Temperature, Weekday

SCALES = [("epci", "par intercommunalité"), ("commune", "par commune")]
ANY: list[tuple[Any, str]] = [("", "—")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood of the address: one département, and the filters that hold."""

    departement: str
    family: str = ""
    month: int | None = None
    temperature: str = ""
    customer: str = ""
    weekday: int | None = None
    epci: str = ""


FILTERS = ("family", "month", "temperature", "customer", "weekday", "epci")


class FilterForm(forms.Form):
    """One value a filter: figures of several would overlap, and masking compares nested questions.

    One département at a time too, so that no sum of several can be subtracted from.
    """

    departement = forms.ChoiceField(label="Département", required=False)
    family = forms.ChoiceField(label="Produit", choices=[*ANY, *ProductFamily.choices], required=False)
    month = forms.TypedChoiceField(
        label="Mois", choices=[*ANY, *Month.choices], coerce=int, empty_value=None, required=False
    )
    temperature = forms.ChoiceField(label="Température", choices=[*ANY, *Temperature.choices], required=False)
    customer = forms.ChoiceField(label="Client", choices=[*ANY, *CustomerType.choices], required=False)
    weekday = forms.TypedChoiceField(
        label="Jour possible", choices=[*ANY, *Weekday.choices], coerce=int, empty_value=None, required=False
    )
    epci = forms.ChoiceField(label="Intercommunalité", required=False)

    scale = forms.ChoiceField(label="Détail de la carte", choices=SCALES, required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        fields: Any = self.fields
        codes = sorted(surveyed_departements(user), key=lambda code: (code != HOME_DEPARTEMENT, code))
        if not codes:  # an advisor of no département yet
            raise PermissionDenied
        self.home = codes[0]
        chosen = self.data.get("departement")
        self.territory: str = str(chosen) if chosen in codes else self.home
        if len(codes) > 1:
            fields["departement"].choices = [(code, code) for code in codes]
            fields["departement"].initial = self.home
        else:
            del fields["departement"]
        self.epcis = dict(
            Commune.objects.filter(departement=self.territory)
            .exclude(epci="")
            .order_by("epci_name")
            .values_list("epci", "epci_name")
            .distinct()
        )
        fields["epci"].choices = [*ANY, *self.epcis.items()]

    @property
    def asked(self) -> Asked:
        """A filter that was not understood filters nothing, and says so beside it."""
        self.full_clean()
        kept = {name: self.cleaned_data.get(name) for name in FILTERS}
        return Asked(departement=self.territory, **{name: value for name, value in kept.items() if value})

    @property
    def by(self) -> str:
        """Ends of the flows: groupings of communes unless communes are asked for."""
        return "commune" if self.data.get("scale") == "commune" else "epci"

    def in_words(self) -> list[tuple[str, str]]:
        """Each filter that holds, as a file says it."""
        fields: Any = self.fields
        told = [("Département", self.territory)]
        for name in FILTERS:
            value = getattr(self.asked, name)
            if value:
                told.append((fields[name].label, dict(fields[name].choices)[value]))
        return told

    @property
    def cleared(self) -> str:
        """The address without filters: of the same département."""
        return f"?{urlencode({'departement': self.territory})}" if "departement" in self.fields else ""

    @property
    def is_filtered(self) -> bool:
        return self.asked != Asked(departement=self.territory)
