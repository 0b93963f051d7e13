"""The one filter bar of the territory views: what is asked stands in the address."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied

from needs_survey.perms import surveyed_departements
from pat_logistics.accounts.models import User
from pat_logistics.territory.departements import NAMES
from pat_logistics.territory.models import HOME_DEPARTEMENT, Commune
from pat_logistics.vocabulary import CustomerType, Month, ProductFamily, Temperature, Weekday

SCALES = [("epci", "par intercommunalité"), ("commune", "par commune")]
ALL = "tous"
ANY: list[tuple[Any, str]] = [("", "—")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood of the address: one département or several, and the filters that hold."""

    departements: tuple[str, ...]
    family: str = ""
    month: int | None = None
    temperature: str = ""
    customer: str = ""
    weekday: int | None = None
    epci: str = ""

    @property
    def filters(self) -> dict[str, Any]:
        """Those that hold, by name."""
        kept = {name: getattr(self, name) for name in FILTERS}
        return {name: value for name, value in kept.items() if value}


FILTERS = ("family", "month", "temperature", "customer", "weekday", "epci")


class FilterForm(forms.Form):
    """One value a filter; one of the départements of the reader, or all of them together."""

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

    def __init__(self, data: Any, *, user: User, together: bool = True) -> None:
        super().__init__(data)
        fields: Any = self.fields
        codes = sorted(surveyed_departements(user), key=lambda code: (code != HOME_DEPARTEMENT, code))
        if not codes:  # an advisor of no département yet
            raise PermissionDenied
        self.home = codes[0]
        chosen = str(self.data.get("departement"))
        self.is_all = together and chosen == ALL and len(codes) > 1
        # Where a question bears on one of them only.
        self.territory: str = chosen if chosen in codes else self.home
        self.departements = tuple(codes) if self.is_all else (self.territory,)
        if len(codes) > 1:
            every = [(ALL, "tous les miens ensemble")] if together else []
            fields["departement"].choices = [*((code, named(code)) for code in codes), *every]
            fields["departement"].initial = self.home
        else:
            del fields["departement"]
        self.epcis = dict(
            Commune.objects.filter(departement__in=self.departements)
            .exclude(epci="")
            .order_by("epci_name")
            .values_list("epci", "epci_name")
            .distinct()
        )
        fields["epci"].choices = [*ANY, *self.epcis.items()]

    @cached_property
    def asked(self) -> Asked:
        """A filter that was not understood filters nothing, and says so beside it."""
        self.full_clean()
        kept = {name: self.cleaned_data.get(name) for name in FILTERS}
        return Asked(self.departements, **{name: value for name, value in kept.items() if value})

    @property
    def by(self) -> str:
        """Ends of the flows: groupings of communes unless communes are asked for."""
        return "commune" if self.data.get("scale") == "commune" else "epci"

    @property
    def place(self) -> str:
        """The départements, by name."""
        return ", ".join(named(code) for code in self.departements)

    def in_words(self) -> list[tuple[str, str]]:
        """Each filter that holds, as a file says it."""
        fields: Any = self.fields
        told = [("Département", self.place)]
        for name, value in self.asked.filters.items():
            told.append((fields[name].label, dict(fields[name].choices)[value]))
        return told

    @property
    def cleared(self) -> str:
        """The address without filters: of the same département."""
        chosen = ALL if self.is_all else self.territory
        return f"?{urlencode({'departement': chosen})}" if "departement" in self.fields else ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.asked.filters)


def named(code: str) -> str:
    return NAMES.get(code, code)
