"""Choosing solutions: the same question and the same filters for the catalogue and for the API."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from carriers.enums import SolutionKind
from carriers.models import Delivery, Miss, Seen, Serving, Solution, SolutionQuerySet
from pat_logistics.facets import ShownFacet, shown
from pat_logistics.folding import words_of
from pat_logistics.forms.numbers import NumberInput
from pat_logistics.prepared import AmongKeys
from pat_logistics.territory.filters import CommuneFilter
from pat_logistics.vocabulary import DEFAULT_TEMPERATURE, ProductFamily, Temperature, Weekday

MAX_KG = 20_000


class DeliveryForm(forms.Form):
    """The question, with the rules that hold between its answers."""

    def clean(self) -> dict[str, Any]:
        wanted = super().clean() or {}
        day, date = wanted.get("weekday"), wanted.get("date")
        if (day or date) and not wanted.get("destination") and "destination" not in self.errors:
            field = "weekday" if day else "date"
            unknown = "Dites aussi où livrer : les jours de passage dépendent du lieu."
            self.add_error(field, ValidationError(unknown, "destination_missing"))
        elif day and date and date.isoweekday() != int(day):
            label = Weekday(date.isoweekday()).label
            other = f"Cette date tombe un {label}. Gardez la date ou le jour."
            self.add_error("date", ValidationError(other, "other_weekday"))
        return wanted


class SolutionFilterSet(django_filters.FilterSet):
    """Words, a delivery and facets. Inside a facet any choice will do; two facets must both hold.

    What is asked of the delivery (from, to, what, how much, when) keeps only the solutions that serve it.
    """

    q = django_filters.CharFilter(
        label="Nom ou service", max_length=100, help_text="Mots du nom, de la description ou du transporteur."
    )
    origin = CommuneFilter(
        label="De", help_text="Commune de la ferme. Un point de dépôt à moins de 20 km convient aussi."
    )
    destination = CommuneFilter(label="À", help_text="Commune du client.")
    family = django_filters.ChoiceFilter(
        label="Quoi",
        choices=ProductFamily.choices,
        empty_label="tout produit",
        help_text="Choisit la température habituelle du produit.",
    )
    mass_kg = django_filters.NumberFilter(
        label="Combien de kilos",
        min_value=0.1,
        max_value=MAX_KG,
        widget=NumberInput,
        help_text="Poids d’une livraison.",
    )
    weekday = django_filters.ChoiceFilter(
        label="Livré le",
        choices=Weekday.choices,
        empty_label="n’importe quel jour",
        help_text="Jour de la livraison.",
    )
    date = django_filters.DateFilter(
        label="Ou à une date précise",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Son jour de la semaine compte.",
    )
    kind = django_filters.MultipleChoiceFilter(label="Nature", choices=SolutionKind.choices)
    temperature = django_filters.MultipleChoiceFilter(label="Température", choices=Temperature.choices)

    class Meta:
        model = Solution
        fields: list[str] = []
        form = DeliveryForm

    def filter_queryset(self, queryset: SolutionQuerySet) -> SolutionQuerySet:
        return self._without("").nearest_first(self.delivery)

    @cached_property
    def wanted(self) -> dict[str, Any]:
        """What was understood; a field in error filters nothing, and says so beside it."""
        self.is_valid()
        return self.form.cleaned_data

    @cached_property
    def delivery(self) -> Delivery:
        """The question, the temperature being that of the product unless one is chosen."""
        wanted = self.wanted
        temperatures = tuple(wanted.get("temperature") or ())
        if not temperatures and wanted.get("family"):
            temperatures = (DEFAULT_TEMPERATURE[ProductFamily(wanted["family"])],)
        destination, date, mass_kg = wanted.get("destination"), wanted.get("date"), wanted.get("mass_kg")
        return Delivery(
            origin=wanted.get("origin"),
            destinations=(destination,) if destination else (),
            temperatures=temperatures,
            lightest_kg=mass_kg,
            heaviest_kg=mass_kg,
            weekday=date.isoweekday() if date else int(wanted.get("weekday") or 0) or None,
        )

    @cached_property
    def serving(self) -> Serving:
        return Serving(self.delivery)

    @cached_property
    def _words(self) -> list[str]:
        return words_of(self.wanted.get("q") or "")

    @cached_property
    def is_approximate(self) -> bool:
        """Nothing is written as it was typed: what looks like it is searched instead."""
        return bool(self._words) and not self.queryset.search(self._words).order_by().exists()

    def worded(self, queryset: SolutionQuerySet) -> SolutionQuerySet:
        if not self._words:
            return queryset
        return queryset.resembling(self._words) if self.is_approximate else queryset.search(self._words)

    @cached_property
    def seen(self) -> list[Seen] | None:
        """With a place asked, what serves it: read once for the list, the facets and the near misses."""
        if not self.serving.sets:
            return None
        return self.serving.read(self.worded(self.queryset).carrying_goods())

    @cached_property
    def _kinds(self) -> frozenset[str]:
        """The kinds ticked; all of them when none is."""
        return frozenset(self.wanted.get("kind") or SolutionKind.values)

    def keys(self) -> Sequence[int]:
        """Identifiers of the solutions that answer, in the order of the list."""
        if self.seen is None:
            return self.qs.values_list("pk", flat=True)
        return [seen.pk for seen in self.seen if not seen.missed and seen.kind in self._kinds]

    def found(self) -> SolutionQuerySet:
        """Every solution that answers, in no order: what the map shows."""
        return self._without("") if self.seen is None else self.queryset.filter(AmongKeys(self.keys()))

    def misses(self) -> list[Seen]:
        """What serves one end and not the whole: the closest to fitting first, then the nearest."""
        near = [seen for seen in self.seen or () if seen.missed and seen.kind in self._kinds]
        return sorted(near, key=lambda seen: len(seen.missed))

    def facets(self) -> Iterator[ShownFacet]:
        """Each facet with its choices and how many solutions each would give, all else being equal.

        A choice that gives nothing is left out, unless it is ticked.
        """
        for name in RULES:
            choices, ticked = self.filters[name].extra["choices"], self.wanted.get(name, [])
            counts = self._counted(name, [value for value, _ in choices])
            yield shown(self.filters[name].label, name, choices, counts, ticked)

    def _counted(self, name: str, values: list[str]) -> Mapping[str, int]:
        if self.seen is None:
            rule = RULES[name]
            counted = {value: Count("pk", filter=rule([value])) for value in values}
            return self._without(name).order_by().aggregate(**counted)
        if name == "kind":
            return Counter(seen.kind for seen in self.seen if not seen.missed)
        cold = ((), (Miss.TEMPERATURE,))
        fits = [seen for seen in self.seen if seen.missed in cold and seen.kind in self._kinds]
        return Counter(code for seen in fits for code in seen.temperatures)

    def _without(self, name: str) -> SolutionQuerySet:
        """Solutions that fit everything asked but one facet ("": but none)."""
        queryset = self.worded(self.queryset)
        if self.delivery:
            limits = {miss: rule for miss, rule in self.serving.limits.items() if miss != name}
            queryset = queryset.carrying_goods().filter(self.serving.both_ends, *limits.values())
        for other, rule in RULES.items():
            if other != name and (choices := self.wanted.get(other)):
                queryset = queryset.filter(rule(choices))
        return queryset


RULES = {
    "kind": lambda kinds: Q(kind__in=kinds),
    "temperature": lambda temperatures: Q(temperatures__overlap=temperatures),
}
