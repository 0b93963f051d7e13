"""Choosing solutions: the same filters for the catalogue and for the API."""

import re
from collections.abc import Iterator
from typing import Any

import django_filters
from django.db.models import Count, Q

from carriers.enums import SolutionKind
from carriers.models import Solution, SolutionQuerySet
from producers.enums import Temperature
from producers.filters import CommuneFilter, Facet, FacetOption


class SolutionFilterSet(django_filters.FilterSet):
    """Words, places and facets. Inside a facet any choice will do; two facets must both hold."""

    q = django_filters.CharFilter(
        label="Nom ou service", max_length=100, help_text="Mots du nom, de la description ou du transporteur."
    )
    origin = CommuneFilter(
        label="Au départ de",
        help_text="Commune de la ferme. Un point de dépôt à moins de 20 km convient aussi.",
    )
    destination = CommuneFilter(label="Livre à", help_text="Commune du client.")
    kind = django_filters.MultipleChoiceFilter(label="Nature", choices=SolutionKind.choices)
    temperature = django_filters.MultipleChoiceFilter(label="Température", choices=Temperature.choices)

    class Meta:
        model = Solution
        fields: list[str] = []

    def filter_queryset(self, queryset: SolutionQuerySet) -> SolutionQuerySet:
        return self.narrow(queryset, self.form.cleaned_data)

    def narrow(self, queryset: SolutionQuerySet, wanted: dict[str, Any]) -> SolutionQuerySet:
        """Applies what was understood; a field in error filters nothing, and says so beside it."""
        if text := wanted.get("q"):
            queryset = queryset.search(re.findall(r"\w+", text))
        if origin := wanted.get("origin"):
            queryset = queryset.usable_from(origin)
        if destination := wanted.get("destination"):
            queryset = queryset.delivering_to(destination)
        for name, rule in RULES.items():
            if choices := wanted.get(name):
                queryset = queryset.filter(rule(choices))
        return queryset

    def facets(self) -> Iterator[Facet]:
        """Each facet with its choices and how many solutions each would give, all else being equal.

        One query a facet. A choice that gives nothing is left out, unless it is ticked.
        """
        wanted = self.form.cleaned_data
        for name, rule in RULES.items():
            choices, ticked = self.filters[name].extra["choices"], wanted.get(name, [])
            counts = self.narrow(self.queryset, {**wanted, name: []}).aggregate(
                **{value: Count("pk", filter=rule([value])) for value, _ in choices}
            )
            options = [
                FacetOption(value, label, counts[value], value in ticked)
                for value, label in choices
                if counts[value] or value in ticked
            ]
            yield Facet(self.filters[name].label, name, options)


RULES = {
    "kind": lambda kinds: Q(kind__in=kinds),
    "temperature": lambda temperatures: Q(temperatures__overlap=temperatures),
}
