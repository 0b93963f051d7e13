"""Choosing producers: the same filters for the directory, its map and the API."""

import hashlib
import re
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cached_property

import django_filters
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Exists, OuterRef, Q, TextChoices
from drf_spectacular.utils import extend_schema_field

from pat_logistics.forms.numbers import NumberInput
from pat_logistics.territory.filters import CommuneFilter
from pat_logistics.vocabulary import CustomerType, Label, ProductFamily, Temperature
from producers import facets, perms, search
from producers.enums import StorageKind, Wish
from producers.facets import Facet, FacetOption
from producers.models import Flow, Producer, ProductLine, StorageSite

DEFAULT_RADIUS_KM = 30
MAX_RADIUS_KM = 200
PAGE_SIZE = 12
# Above this, counting takes long and one producer more or less tells nobody anything: visitors may be given
# counts of a few minutes ago.
MANY = 5_000
COUNTS_KEPT_S = 300


class Sort(TextChoices):
    RELEVANCE = "relevance", "pertinence"
    DISTANCE = "distance", "distance"
    NAME = "name", "nom"
    RECENT = "recent", "mise à jour récente"


class SearchForm(forms.Form):
    def clean(self):
        if self.cleaned_data.get("sort") == Sort.DISTANCE and not self.data.get("commune"):
            alone = "Pour trier par distance, indiquez une commune."
            self.add_error("sort", ValidationError(alone, "commune_missing"))


class SlugsField(forms.MultipleChoiceField):
    """Any number of slugs; one that names nothing finds nothing."""

    def valid_value(self, value):
        return bool(re.fullmatch(r"[-\w]{1,80}", value))


class SlugsFilter(django_filters.MultipleChoiceFilter):
    field_class = SlugsField


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


def serves_customer(wanted):
    """One flow that the reader may see goes to a customer of a chosen type."""
    types = wanted.get("customer")
    if not types:
        return Q()
    flows = Flow.objects.filter(producer=OuterRef("pk"), customer_type__in=types)
    return Q(shows_flows=True) & Exists(flows)


def offers_storage(wanted):
    """One storage site that the reader may see is of a chosen kind, offered, and has room."""
    kinds = wanted.get("storage")
    if not kinds:
        return Q()
    sites = StorageSite.objects.filter(producer=OuterRef("pk"), kind__in=kinds, offered=True, free_m3__gt=0)
    return Q(shows_storage=True) & Exists(sites)


def has_wish(wanted):
    held = {Wish.POOLING: Q(open_to_pooling=True), Wish.ALONE: Q(refuses_intermediaries=True)}
    rule = Q()
    for wish in wanted.get("wish") or []:
        rule |= held[Wish(wish)]
    return rule


RULES = {
    "family": has_line,  # with the temperature
    "label": has_label,
    "customer": serves_customer,
    "storage": offers_storage,
    "wish": has_wish,
}
FACETS = ["family", "temperature", "label", "customer", "storage", "wish"]
# Facets whose choices are rows: from their codes to what they are called.
NAMES: dict[str, Callable[[Collection[str]], dict[str, str]]] = {}
SHOWN_NAMES = 12


class ProducerFilterSet(django_filters.FilterSet):
    """Words, place and facets. Inside a facet any choice will do; two facets must both hold.

    Needs a queryset of `visible_to`: what its reader may not see neither chooses nor counts. Family and
    temperature are asked of one product line: frozen meat and fresh cheese are no frozen cheese.
    """

    q = django_filters.CharFilter(
        label="Nom, produit ou commune",
        max_length=100,
        help_text="Une faute de frappe est pardonnée.",
    )
    commune = CommuneFilter(label="Autour de", help_text="Commune au centre de la recherche.")
    radius_km = django_filters.NumberFilter(
        label="À moins de (km)",
        min_value=1,
        max_value=MAX_RADIUS_KM,
        decimal_places=0,
        widget=NumberInput,
        help_text=f"À vol d’oiseau, de mairie à mairie. Sans réponse : {DEFAULT_RADIUS_KM} km.",
    )
    sort = django_filters.ChoiceFilter(
        label="Trier par",
        choices=Sort.choices,
        empty_label="le plus utile d’abord",
        help_text="Sans réponse : par distance, sinon par pertinence, sinon par nom.",
    )
    family = django_filters.MultipleChoiceFilter(label="Produits", choices=ProductFamily.choices)
    temperature = django_filters.MultipleChoiceFilter(label="Température", choices=Temperature.choices)
    label = django_filters.MultipleChoiceFilter(label="Signes de qualité", choices=Label.choices)
    customer = django_filters.MultipleChoiceFilter(label="Clients livrés", choices=CustomerType.choices)
    storage = django_filters.MultipleChoiceFilter(label="Stockage proposé", choices=StorageKind.choices)
    wish = django_filters.MultipleChoiceFilter(label="Souhaits", choices=Wish.choices)

    class Meta:
        model = Producer
        fields: list[str] = []
        form = SearchForm

    @classmethod
    def add_facet(cls, name, *, label, help_text, rule, count, names):
        """A facet that an app above brings, as it knows what producers may not import.

        `rule` and `count` are as in `RULES` and `facets.COUNTS`; `names` gives the names of some codes.
        """
        facet = SlugsFilter(field_name=name, label=label, help_text=help_text)
        facet = extend_schema_field({"type": "string", "description": help_text})(facet)
        # The first are those of this class, the others those of the classes made from it.
        cls.base_filters[name] = cls.declared_filters[name] = facet
        RULES[name], facets.COUNTS[name], NAMES[name] = rule, count, names
        if name not in FACETS:
            FACETS.append(name)

    @cached_property
    def wanted(self):
        """The answers that were understood."""
        self.form.full_clean()
        return self.form.cleaned_data

    @cached_property
    def words(self):
        """The words looked up: as written, or by what resembles them when no producer has them."""
        words = search.searched(self.wanted.get("q") or "")
        if not words or search.having(self._near(self.wanted), words, few=self._is_local).exists():
            return words
        return search.respelt(self.queryset, words)

    @property
    def respelt(self):
        """Words that no producer has, as typed."""
        return [word.typed for word in self.words if word.alike]

    # The part of the list that comes with the counts: the first page, unless the view asks for another.
    part = slice(0, PAGE_SIZE)

    @property
    def _is_local(self):
        return bool(self.wanted.get("commune"))

    def _near(self, wanted):
        near = self.queryset
        if commune := wanted.get("commune"):
            near = near.within(commune, float(wanted.get("radius_km") or DEFAULT_RADIUS_KM))
        # Not `none()`: the counts are made from its SQL.
        return near.filter(pk__lt=1) if search.is_unreadable(wanted.get("q") or "") else near

    def _base(self, wanted, words):
        """Everything but the facets; a field in error filters nothing, and says so beside it."""
        return search.having(self._near(wanted), words, few=bool(wanted.get("commune")))

    def _sortable(self, words):
        """The same, with the columns of `_order`."""
        found = self._base(self.wanted, words)
        return search.with_relevance(found, self.wanted["q"], words) if "relevance" in self._order else found

    def filter_queryset(self, queryset):
        found = self._sortable(self.words).filter(*[rule(self.wanted) for rule in RULES.values()])
        return found.order_by(*self._order)

    @property
    def _order(self):
        """Columns that sort the list."""
        sort = self.wanted.get("sort") or (Sort.DISTANCE if self._is_local else Sort.RELEVANCE)
        if sort == Sort.DISTANCE and self._is_local:
            return ("distance_km", "sort_key", "id")
        if sort == Sort.RECENT:
            return ("-updated_at", "-id")
        if sort == Sort.RELEVANCE and self.wanted.get("q") and search.searched(self.wanted["q"]):
            return ("relevance", "sort_key", "id")
        return ("sort_key", "id")

    @cached_property
    def _counts(self):
        """Producers found, and those of each choice of the facets: one query when a word is well spelt."""
        words = search.searched(self.wanted.get("q") or "")
        counted = self._count(words)
        if words and not counted.total:
            respelt = search.respelt(self.queryset, words)
            counted = self._count(respelt) if respelt != words else counted
            words = respelt
        self.words = words
        return counted

    def _count(self, words):
        asked = sorted((name, str(value)) for name, value in self.wanted.items() if value and name != "sort")
        key = "producers:counts:" + hashlib.sha256(repr((asked, words)).encode()).hexdigest()
        may_be_kept = not self._is_local and not (self.request and self.request.user.is_authenticated)
        if may_be_kept and (kept := cache.get(key)):
            return kept
        rules = {name: rule(self.wanted) for name, rule in RULES.items()}
        counted = facets.count_choices(self._sortable(words), rules, self.wanted, self._order, self.part)
        if may_be_kept and counted.total > MANY:
            cache.set(key, replace(counted, page=[]), COUNTS_KEPT_S)
        return counted

    @property
    def total(self):
        return self._counts.total

    def cards(self, part):
        """The producers of one part of the list; those that came with the counts are not searched again."""
        user = self.request.user
        keys = self._counts.page if part == self.part else []
        if not keys:
            return list(self.qs.with_cards(user)[part])
        rows = Producer.objects.filter(perms.visible_to(user), pk__in=keys).with_cards(user)
        if self._is_local:
            rows = rows.with_distance_from(self.wanted["commune"])
        return sorted(rows.order_by(), key=lambda producer: keys.index(producer.pk))

    def facets(self):
        """Each facet with its choices and how many producers each would give, all else being equal.

        A choice that gives nothing is left out, unless it is ticked.
        """
        for name in FACETS:
            counts, ticked = self._counts.choices.get(name, {}), self.wanted.get(name) or []
            options = [
                FacetOption(value, label, counts.get(value, 0), value in ticked)
                for value, label in self._choices(name, counts, ticked)
                if value in counts or value in ticked
            ]
            yield Facet(self.filters[name].label, name, options)

    def _choices(self, name, counts, ticked):
        """Codes and names of a facet: its closed list, or the rows that come up most and those ticked."""
        if name not in NAMES:
            return self.filters[name].extra["choices"]
        codes = {*sorted(counts, key=lambda code: (-counts[code], code))[:SHOWN_NAMES], *ticked}
        return NAMES[name](codes).items() if codes else ()

    def relaxations(self):
        """What dropping one answer would give: (name of the field, its label, producers), best first.

        One query, for when nothing answers everything.
        """
        names = [name for name in ("q", "commune", *FACETS) if self.wanted.get(name)]
        counts, parameters = [], []
        for name in names:
            wanted = {**self.wanted, name: None}
            words = () if name == "q" else self.words
            left = self._base(wanted, words).filter(*[rule(wanted) for rule in RULES.values()])
            sql, values = left.order_by().values("id").query.sql_with_params()
            counts.append(f"(SELECT count(*) FROM ({sql}) AS without_{name})")
            parameters += values
        if not names:
            return []
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(counts)}", parameters)
            found = zip(names, cursor.fetchone(), strict=True)
        useful = [(name, self.filters[name].label, number) for name, number in found if number]
        return sorted(useful, key=lambda row: -row[2])
