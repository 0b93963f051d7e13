"""Choosing producers: the same filters for the directory, its map and the API."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import TextChoices

from pat_logistics.facets import Counted, Facet, ShownFacet, Wanted, count_choices, required
from pat_logistics.forms.numbers import NumberInput
from pat_logistics.territory.filters import CommuneFilter
from producers import facets, perms, search
from producers.models import Producer, ProducerQuerySet
from producers.search import Word

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
    def clean(self) -> None:
        if self.cleaned_data.get("sort") == Sort.DISTANCE and not self.data.get("commune"):
            alone = "Pour trier par distance, indiquez une commune."
            self.add_error("sort", ValidationError(alone, "commune_missing"))


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
    family = facets.FAMILY.as_filter()
    temperature = facets.TEMPERATURE.as_filter()
    label = facets.LABEL.as_filter()
    customer = facets.CUSTOMER.as_filter()
    storage = facets.STORAGE.as_filter()
    wish = facets.WISH.as_filter()

    registered: ClassVar[list[Facet]] = [
        facets.FAMILY,
        facets.TEMPERATURE,
        facets.LABEL,
        facets.CUSTOMER,
        facets.STORAGE,
        facets.WISH,
    ]

    class Meta:
        model = Producer
        fields: list[str] = []
        form = SearchForm

    @classmethod
    def add_facet(cls, facet: Facet) -> None:
        """A facet that an app above brings, as it knows what producers may not import."""
        # The first are those of this class, the others those of the classes made from it.
        cls.base_filters[facet.name] = cls.declared_filters[facet.name] = facet.as_filter()
        cls.registered[:] = [*(each for each in cls.registered if each.name != facet.name), facet]

    @cached_property
    def wanted(self) -> dict[str, Any]:
        """The answers that were understood."""
        self.form.full_clean()
        understood: dict[str, Any] = self.form.cleaned_data
        return understood

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words looked up: as written, or by what resembles them when no producer has them."""
        words = search.searched(self.wanted.get("q") or "")
        if not words or search.having(self._near(self.wanted), words, few=self._is_local).exists():
            return words
        return search.respelt(self.queryset, words)

    @property
    def respelt(self) -> list[str]:
        """Words that no producer has, as typed."""
        return [word.typed for word in self.words if word.alike]

    # The part of the list that comes with the counts: the first page, unless the view asks for another.
    part = slice(0, PAGE_SIZE)

    @property
    def _is_local(self) -> bool:
        return bool(self.wanted.get("commune"))

    def _near(self, wanted: Wanted) -> ProducerQuerySet:
        near: ProducerQuerySet = self.queryset
        if commune := wanted.get("commune"):
            near = near.within(commune, float(wanted.get("radius_km") or DEFAULT_RADIUS_KM))
        # Not `none()`: the counts are made from its SQL.
        return near.filter(pk__lt=1) if search.is_unreadable(wanted.get("q") or "") else near

    def _base(self, wanted: Wanted, words: Sequence[Word]) -> ProducerQuerySet:
        """Everything but the facets; a field in error filters nothing, and says so beside it."""
        return search.having(self._near(wanted), words, few=bool(wanted.get("commune")))

    def _sortable(self, words: Sequence[Word]) -> ProducerQuerySet:
        """The same, with the columns of `_order`."""
        found = self._base(self.wanted, words)
        return search.with_relevance(found, self.wanted["q"], words) if "relevance" in self._order else found

    def filter_queryset(self, queryset: ProducerQuerySet) -> ProducerQuerySet:
        found = self._sortable(self.words).filter(*required(self.registered, self.wanted))
        return found.order_by(*self._order)

    @property
    def _order(self) -> tuple[str, ...]:
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
    def _counts(self) -> Counted:
        """Producers found, and those of each choice of the facets: one query when a word is well spelt."""
        words = search.searched(self.wanted.get("q") or "")
        counted = self._count(words)
        if words and not counted.total:
            respelt = search.respelt(self.queryset, words)
            counted = self._count(respelt) if respelt != words else counted
            words = respelt
        self.words = words
        return counted

    def _count(self, words: Sequence[Word]) -> Counted:
        asked = sorted((name, str(value)) for name, value in self.wanted.items() if value and name != "sort")
        key = "producers:facets:" + hashlib.sha256(repr((asked, words)).encode()).hexdigest()
        may_be_kept = not self._is_local and not (self.request and self.request.user.is_authenticated)
        kept: Counted | None = cache.get(key) if may_be_kept else None
        if kept:
            return kept
        rows = self._sortable(words)
        counted = count_choices(rows, self.registered, self.wanted, self._order, self.part)
        if may_be_kept and counted.total > MANY:
            cache.set(key, replace(counted, page=[]), COUNTS_KEPT_S)
        return counted

    @property
    def total(self) -> int:
        return self._counts.total

    def cards(self, part: slice) -> list[Producer]:
        """The producers of one part of the list; those that came with the counts are not searched again."""
        user = self.request.user
        keys = self._counts.page if part == self.part else []
        if not keys:
            return list(self.qs.with_cards(user)[part])
        rows = Producer.objects.filter(perms.visible_to(user), pk__in=keys).with_cards(user)
        if self._is_local:
            rows = rows.with_distance_from(self.wanted["commune"])
        return sorted(rows.order_by(), key=lambda producer: keys.index(producer.pk))

    def facets(self) -> Iterator[ShownFacet]:
        """Each facet with its choices and how many producers each would give, all else being equal.

        A choice that gives nothing is left out, unless it is ticked.
        """
        for facet in self.registered:
            counts = self._counts.choices.get(facet.name, {})
            yield facet.shown(counts, self.wanted.get(facet.name) or [])

    def relaxations(self) -> list[tuple[str, str, int]]:
        """What dropping one answer would give: (name of the field, its label, producers), best first.

        One query, for when nothing answers everything.
        """
        among = ("q", "commune", *(facet.name for facet in self.registered))
        names = [name for name in among if self.wanted.get(name)]
        counts: list[str] = []
        parameters: list[Any] = []
        for name in names:
            wanted = {**self.wanted, name: None}
            words = () if name == "q" else self.words
            left = self._base(wanted, words).filter(*required(self.registered, wanted))
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
