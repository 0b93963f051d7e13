"""The four kinds of pages that are moderated, and whom to write to about each."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf

from carriers.models import Carrier, Solution
from carriers.perms import managed_by as manages_carrier
from pat_logistics.accounts.models import Membership, Role
from pat_logistics.actors.models import Actor
from pat_logistics.mail.reserved import is_reserved, reserved
from producers.models import Producer
from producers.perms import managed_by as manages_producer


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of listing. `slug` stands in addresses, `field` is the column of a report that points to it.

    `organisation` leads from the listing to its owner, whose members of this `role` keep it; `address` is
    the listing's own e-mail address.
    """

    slug: str
    field: str
    model: Any
    label: str
    plural: str
    organisation: str
    role: str
    address: Any

    def visible_to(self, user: Any) -> "models.QuerySet[Any]":
        visible: models.QuerySet[Any] = self.model.objects.visible_to(user)
        return visible

    def managed_by(self, user: Any) -> "models.QuerySet[Any]":
        """Listings whose owner the user is, or advises: they may confirm them."""
        rule = (
            manages_producer(user) if self.field == "producer" else manages_carrier(user, self.organisation)
        )
        managed: models.QuerySet[Any] = self.model.objects.filter(rule)
        return managed

    def reachable(self) -> "models.QuerySet[Any]":
        """Listings with somebody to write to, the examples at reserved addresses only; adds `own_address`."""
        keepers = self._keepers(OuterRef(self.organisation))
        real = Q(is_example=False) & (Exists(keepers) | ~Q(own_address=""))
        kept_by_nobody_real = Exists(keepers.filter(reserved("user__email")))
        invented = kept_by_nobody_real | ~Exists(keepers) & reserved("own_address")
        return self._with_address().filter(real | Q(is_example=True) & invented)

    def addresses_of(self, listing: Any) -> list[str]:
        """The members of its organisation; else its own address. The same rule as `reachable`."""
        found = self._with_address().values_list(self.organisation, "own_address")
        organisation, own = found.get(pk=listing.pk)
        members = list(self._keepers(organisation).order_by("pk").values_list("user__email", flat=True))
        addresses = members or [own]
        return [
            address for address in addresses if address and (not listing.is_example or is_reserved(address))
        ]

    def _with_address(self) -> "models.QuerySet[Any]":
        found: models.QuerySet[Any] = self.model.objects.annotate(
            own_address=Coalesce(self.address, Value(""))
        )
        return found

    def _keepers(self, organisation: Any) -> "models.QuerySet[Membership]":
        return Membership.objects.filter(organisation=organisation, role=self.role, user__is_active=True)


PRODUCER = Kind(
    slug="producteur",
    field="producer",
    model=Producer,
    label="producteur",
    plural="producteurs",
    organisation="organisation",
    role=Role.PRODUCER,
    address=F("email"),
)
SOLUTION = Kind(
    slug="solution",
    field="solution",
    model=Solution,
    label="solution",
    plural="solutions",
    organisation="carrier__organisation",
    role=Role.CARRIER,
    address=Coalesce(NullIf("contact_email", Value("")), "carrier__email"),
)
CARRIER = Kind(
    slug="transporteur",
    field="carrier",
    model=Carrier,
    label="transporteur",
    plural="transporteurs",
    organisation="organisation",
    role=Role.CARRIER,
    address=F("email"),
)


class HelperKind(Kind):
    """Who can help: an entry is kept by those who were given it, not by an organisation of the portal."""

    def managed_by(self, user: Any) -> "models.QuerySet[Any]":
        return Actor.objects.managed_by(user)

    def addresses_of(self, listing: Any) -> list[str]:
        """Those who keep it; an address read in a public source asked for no mail."""
        kept = listing.claims.accepted().filter(user__is_active=True)
        return list(kept.order_by("pk").values_list("user__email", flat=True))


ACTOR = HelperKind(
    slug="qui-peut-aider",
    field="actor",
    model=Actor,
    label="qui peut aider",
    plural="qui peut aider",
    organisation="",
    role="",
    address=F("email"),
)
KINDS = {kind.slug: kind for kind in (PRODUCER, SOLUTION, CARRIER, ACTOR)}
# A carrier says nothing that grows old but its name and address: its services are confirmed one by one.
CONFIRMABLE = {kind.slug: kind for kind in (PRODUCER, SOLUTION)}


def kind_of(listing: Any) -> Kind:
    return next(kind for kind in KINDS.values() if isinstance(listing, kind.model))
