"""Who sees what, said once: pages, API, exports and the calculator all start from these conditions."""

from django.db.models import Exists, Q
from django.db.models.functions import Now

from pat_logistics.accounts.models import Membership, Role
from pat_logistics.accounts.perms import counsels, is_administrator
from producers import perms as producer_perms


def published_carrier(prefix: str = "") -> Q:
    return Q(**{f"{prefix}published_at__lte": Now()})


def published_solution(prefix: str = "") -> Q:
    """A solution names its carrier, so it stays hidden as long as the carrier itself is not published."""
    no_carrier = Q(**{f"{prefix}carrier__isnull": True})
    own = Q(**{f"{prefix}published_at__lte": Now()})
    return own & (no_carrier | published_carrier(f"{prefix}carrier__"))


def managed_by(user, path: str) -> Q:
    """What the user manages: the own carrier of its staff; everything for advisors and administrators.

    A carrier drives through many départements: any advisor may moderate it, while producers
    are for the advisors of their own.
    `path` leads from the filtered model to the organisation of the carrier.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    if is_administrator(user):
        return ~Q(pk__in=[])
    memberships = Membership.objects.filter(user=user)
    employers = memberships.filter(role=Role.CARRIER).values("organisation")
    return Q(**{f"{path}__in": employers}) | Q(Exists(memberships.filter(role=Role.ADVISOR)))


def visible_carrier(user) -> Q:
    return published_carrier() | managed_by(user, "organisation")


def visible_solution(user, prefix: str = "") -> Q:
    """`prefix` leads from the filtered model to the solution, such as "solution__"."""
    if not user.is_authenticated:
        return published_solution(prefix)  # a visitor manages nothing: no need to ask the database
    return published_solution(prefix) | managed_by(user, f"{prefix}carrier__organisation")


def agreed_ride() -> Q:
    """Both the producer and the carrier agreed to show it, and both have a public page."""
    both = Q(producer_agreed_at__lte=Now(), carrier_agreed_at__lte=Now())
    return both & producer_perms.published("producer__") & published_carrier("carrier__")


def visible_ride(user) -> Q:
    """Public once agreed; before, only for those who manage the producer or the carrier."""
    manages = producer_perms.managed_by(user, "producer__") | managed_by(user, "carrier__organisation")
    return agreed_ride() | manages


def owned_by(user) -> Q:
    """Carriers whose staff the user is: only they say whom they carry for, not the advisors."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    employers = Membership.objects.filter(user=user, role=Role.CARRIER).values("organisation")
    return Q(organisation__in=employers)


def may_publish(user) -> bool:
    """Whether the user checks and publishes companies and services: advisors and administrators.

    A carrier that published itself would be believed before anyone looked.
    """
    return counsels(user)


def quotes_of(user, prefix: str = "") -> Q:
    """Quote requests of the producers the user manages; `prefix` leads to the request."""
    return producer_perms.managed_by(user, f"{prefix}producer__")


def received_by(user, prefix: str = "") -> Q:
    """Invitations sent to the user's own company: its staff only, not the advisors.

    `prefix` leads to the invitation.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    employers = Membership.objects.filter(user=user, role=Role.CARRIER).values("organisation")
    return Q(**{f"{prefix}solution__carrier__organisation__in": employers})
