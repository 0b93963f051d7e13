"""Who moderates what."""

from django.db.models import Q

from pat_logistics.accounts.perms import (
    EVERYTHING,
    NOTHING,
    advised_departements,
    counsels,
    is_administrator,
    is_advisor,
)


def may_moderate(user) -> bool:
    """Advisors and administrators; what each of them finds in the queue is `moderates`."""
    return counsels(user)


def moderates_producer(user, prefix: str = "") -> Q:
    """Producers of the advised départements; all of them for an administrator.

    Owning a farm gives no eye on what is reported about it. `prefix` leads to the producer.
    """
    if is_administrator(user):
        return EVERYTHING
    if not is_advisor(user):
        return NOTHING
    return Q(**{f"{prefix}commune__departement__in": advised_departements(user)})


def moderates(user) -> Q:
    """Reports on these producers, and on every carrier and solution: they serve many départements."""
    if not may_moderate(user):
        return NOTHING
    return Q(producer__isnull=True) | moderates_producer(user, "producer__")
