"""Writes of a company's own space that touch several rows, or that only some people may make."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from carriers.models import Carrier, Solution
from carriers.perms import may_publish
from pat_logistics.accounts.models import Membership, Organisation, Role, User
from pat_logistics.slugs import free_slug

SLUG_LENGTH = 70
SLUG_TRIES = 5


def save_with_slug(row: Carrier | Solution) -> None:
    """Insert a row under an address of its own, drawn from its name: the next free number when taken."""
    for attempt in range(SLUG_TRIES):
        row.slug = free_slug(type(row), row.name, longest=SLUG_LENGTH, unnamed="sans-nom")
        try:
            with transaction.atomic():
                row.save(force_insert=True)
                return
        except IntegrityError:
            # Someone may have taken the address in between; anything else wrong stays wrong.
            taken = type(row)._default_manager.filter(slug=row.slug).exists()
            if not taken or attempt == SLUG_TRIES - 1:
                raise
            row.pk = None


@transaction.atomic
def register_company(*, user: User, carrier: Carrier) -> Carrier:
    """Create a company and make the user its staff; nothing is published before an advisor's check.

    Someone who already has one gets it back: a form sent twice makes one company.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if existing := own_company(user):
        return existing
    membership = (
        Membership.objects.filter(user=user, role=Role.CARRIER, organisation__carrier__isnull=True)
        .select_related("organisation")
        .order_by("pk")
        .first()
    )
    if membership is None:
        organisation = Organisation.objects.create(name=carrier.name)
        Membership.objects.create(user=user, organisation=organisation, role=Role.CARRIER)
    else:
        organisation = membership.organisation
    carrier.organisation = organisation
    save_with_slug(carrier)
    return carrier


def own_company(user: User) -> Carrier | None:
    """The company the user works for, None when there is none (an advisor keeps pages, and has none)."""
    employers = Membership.objects.filter(user=user, role=Role.CARRIER).values("organisation")
    return Carrier.objects.filter(organisation__in=employers).order_by("pk").first()


def publish(*, user: User, row: Carrier | Solution) -> None:
    """Show a company or a service to everybody; its date stays that of the first time.

    Raises ValidationError when something it must say is missing.
    """
    if not may_publish(user):
        raise PermissionDenied("only advisors and administrators publish")
    if row.published_at is None:
        row.published_at = timezone.now()
        row.validate_constraints()
        row.save(update_fields=["published_at"])


def withdraw(*, row: Carrier | Solution) -> None:
    """Hide a company or a service at once; showing it again takes an advisor."""
    row.published_at = None
    row.save(update_fields=["published_at"])
