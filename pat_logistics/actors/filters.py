"""Choosing who can help: the same filters for the list, its map and the API."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q

from pat_logistics.actors.enums import OUTLET_TYPES, ActorKind, Standing
from pat_logistics.actors.models import Actor, ActorQuerySet
from pat_logistics.facets import Counted, Facet, ShownFacet, Wanted, count_choices, required
from pat_logistics.folding import words_of
from pat_logistics.territory.departements import NAMES
from pat_logistics.territory.filters import CommuneFilter

PAGE_SIZE = 20


def is_of_kind(wanted: Wanted) -> Q:
    kinds = wanted.get("kind")
    return Q(kind__in=kinds) if kinds else Q()


def buys(wanted: Wanted) -> Q:
    return ~Q(customer_type="") if wanted.get("outlet") else Q()


def is_customer(wanted: Wanted) -> Q:
    types = wanted.get("customer")
    return Q(customer_type__in=types) if types else Q()


def stands(wanted: Wanted) -> Q:
    standings = wanted.get("standing")
    return Q(is_at__in=standings) if standings else Q()


KIND = Facet(
    "kind",
    "Nature",
    choices=ActorKind.choices,
    rule=is_of_kind,
    columns=("kind",),
    count="SELECT 'kind', kind, count(*) FROM found WHERE {others} GROUP BY kind",
)
OUTLET = Facet(
    "outlet",
    "Débouchés",
    choices=(("yes", "achète ou reçoit les produits des fermes"),),
    rule=buys,
    columns=("customer_type",),
    count="SELECT 'outlet', 'yes', count(*) FROM found WHERE {others} AND customer_type <> ''",
)
CUSTOMER = Facet(
    "customer",
    "Type de client",
    choices=OUTLET_TYPES,
    rule=is_customer,
    columns=("customer_type",),
    count="SELECT 'customer', customer_type, count(*) FROM found"
    " WHERE {others} AND customer_type <> '' GROUP BY customer_type",
)
STANDING = Facet(
    "standing",
    "Vérification",
    choices=Standing.choices,
    rule=stands,
    columns=("is_at",),
    count="SELECT 'standing', is_at, count(*) FROM found WHERE {others} GROUP BY is_at",
)
FACETS = (KIND, OUTLET, CUSTOMER, STANDING)


def departement_filter() -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label="Ou dans le département",
        choices=sorted(NAMES.items()),
        empty_label="n’importe lequel",
        help_text="Où il agit, ou se trouve.",
    )


class ActorFilterSet(django_filters.FilterSet):
    """Words, a place and facets. Inside a facet any choice will do; two facets must both hold.

    Needs a queryset of `visible_to`.
    """

    q = django_filters.CharFilter(
        label="Nom, service ou commune", max_length=100, help_text="Une faute de frappe est pardonnée."
    )
    commune = CommuneFilter(label="Qui agit à", help_text="Votre commune : ceux de son département, et plus.")
    departement = departement_filter()
    kind = KIND.as_filter()
    outlet = OUTLET.as_filter()
    customer = CUSTOMER.as_filter()
    standing = STANDING.as_filter()

    class Meta:
        model = Actor
        fields: list[str] = []

    @cached_property
    def wanted(self) -> dict[str, Any]:
        """What was understood; a field in error filters nothing, and says so beside it."""
        self.form.full_clean()
        understood: dict[str, Any] = self.form.cleaned_data
        return understood

    @cached_property
    def _words(self) -> list[str]:
        return words_of(self.wanted.get("q") or "")

    @cached_property
    def is_approximate(self) -> bool:
        """Nothing is written as it was typed: what looks like it is searched instead."""
        return bool(self._words) and not self.queryset.search(self._words).order_by().exists()

    @property
    def _base(self) -> ActorQuerySet:
        """Everything but the facets."""
        found: ActorQuerySet = self.queryset.with_standing()
        if self._words:
            found = found.resembling(self._words) if self.is_approximate else found.search(self._words)
        if commune := self.wanted.get("commune"):
            found = found.acting_in(commune.departement)
        if departement := self.wanted.get("departement"):
            found = found.acting_in(departement)
        return found

    def filter_queryset(self, queryset: ActorQuerySet) -> ActorQuerySet:
        return self._base.filter(*required(FACETS, self.wanted)).order_by("is_example", "sort_key", "pk")

    @cached_property
    def _counts(self) -> Counted:
        return count_choices(self._base, FACETS, self.wanted, ("id",), slice(0, 0))

    @property
    def total(self) -> int:
        return self._counts.total

    @property
    def unconfirmed(self) -> int:
        """Of what was found, how many wait to be confirmed: told beside the total."""
        return self.qs.filter(is_at=Standing.UNCONFIRMED).count()

    def facets(self) -> Iterator[ShownFacet]:
        """Each facet with its choices and how many each would give, all else being equal."""
        for facet in FACETS:
            counts = self._counts.choices.get(facet.name, {})
            yield facet.shown(counts, self.wanted.get(facet.name) or [])
