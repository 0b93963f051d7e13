"""Choosing producers: the same filters for the directory and for the API."""

from dataclasses import dataclass

import django_filters
from django.db.models import Count, Exists, OuterRef, Q

from pat_logistics.territory.forms import CommuneField
from producers.enums import Label, ProductFamily, Temperature
from producers.models import Producer, ProductLine

DEFAULT_RADIUS_KM = 30
MAX_RADIUS_KM = 200


class CommuneFilter(django_filters.CharFilter):
    field_class = CommuneField


@dataclass(frozen=True, slots=True)
class FacetOption:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    legend: str
    name: str
    options: list[FacetOption]


def has_line(wanted):
    """One product line is of a chosen family and at a chosen temperature."""
    lines = ProductLine.objects.filter(producer=OuterRef("pk"))
    families, temperatures = wanted.get("family"), wanted.get("temperature")
    if families:
        lines = lines.filter(family__in=families)
    if temperatures:
        lines = lines.filter(temperature__in=temperatures)
    return Q(Exists(lines)) if families or temperatures else Q()


def has_label(wanted):
    """The producer, or one of its product lines, has a chosen label."""
    labels = wanted.get("label")
    if not labels:
        return Q()
    lines = ProductLine.objects.filter(producer=OuterRef("pk"), labels__overlap=labels)
    return Q(labels__overlap=labels) | Exists(lines)


class ProducerFilterSet(django_filters.FilterSet):
    """Words, place and facets. Inside a facet any choice will do; two facets must both hold.

    Family and temperature are asked of one product line: frozen meat and fresh cheese are no frozen cheese.
    """

    q = django_filters.CharFilter(
        label="Nom, produit ou commune",
        max_length=100,
        help_text="Mots du nom, des produits ou de la commune.",
    )
    commune = CommuneFilter(label="Autour de", help_text="Commune au centre de la recherche.")
    radius_km = django_filters.NumberFilter(
        label="À moins de (km)",
        min_value=1,
        max_value=MAX_RADIUS_KM,
        decimal_places=0,
        help_text=f"À vol d’oiseau, de mairie à mairie. Sans réponse : {DEFAULT_RADIUS_KM} km.",
    )
    family = django_filters.MultipleChoiceFilter(label="Produits", choices=ProductFamily.choices)
    temperature = django_filters.MultipleChoiceFilter(label="Température", choices=Temperature.choices)
    label = django_filters.MultipleChoiceFilter(label="Signes de qualité", choices=Label.choices)

    class Meta:
        model = Producer
        fields: list[str] = []

    def filter_queryset(self, queryset):
        return self.narrow(queryset, self.form.cleaned_data)

    def narrow(self, queryset, wanted):
        """Applies what was understood; a field in error filters nothing, and says so beside it."""
        if text := wanted.get("q"):
            queryset = queryset.search(text)
        if commune := wanted.get("commune"):
            queryset = queryset.within(commune, float(wanted.get("radius_km") or DEFAULT_RADIUS_KM))
        return queryset.filter(has_line(wanted), has_label(wanted))

    def facets(self):
        """Each facet with its choices and how many producers each would give, all else being equal.

        One query a facet. A choice that gives nothing is left out, unless it is ticked.
        """
        for name, rule in (("family", has_line), ("temperature", has_line), ("label", has_label)):
            yield Facet(self.filters[name].label, name, self.options(name, rule))

    def options(self, name, rule):
        wanted = self.form.cleaned_data
        choices, ticked = self.filters[name].extra["choices"], wanted.get(name, [])
        counts = self.narrow(self.queryset, {**wanted, name: []}).aggregate(
            **{value: Count("pk", filter=rule({**wanted, name: [value]})) for value, _ in choices}
        )
        return [
            FacetOption(value, label, counts[value], value in ticked)
            for value, label in choices
            if counts[value] or value in ticked
        ]
