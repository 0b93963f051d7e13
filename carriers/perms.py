"""Who sees what, said once: pages, API, exports and the calculator all start from these conditions."""

from django.db.models import Exists, Q
from django.db.models.functions import Now

from pat_logistics.accounts.models import Membership, Role
from pat_logistics.accounts.perms import is_administrator


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
    return published_solution(prefix) | managed_by(user, f"{prefix}carrier__organisation")
