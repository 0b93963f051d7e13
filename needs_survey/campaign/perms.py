"""Who follows a campaign, and who may be sent on its visits."""

from django.db.models import Q

from pat_logistics.accounts.models import Role, User
from pat_logistics.accounts.perms import (
    EVERYTHING,
    NOTHING,
    advised_departements,
    is_administrator,
    is_advisor,
)
from producers.perms import managed_by


def campaigns_visible_to(user) -> Q:
    """THE rule: the advisors of its département, and administrators."""
    if is_administrator(user):
        return EVERYTHING
    if not is_advisor(user):
        return NOTHING
    return Q(departement__in=advised_departements(user))


def visits_visible_to(user) -> Q:
    """THE rule: those of a campaign one follows, to a farm one follows: a farm may move away."""
    if is_administrator(user):
        return EVERYTHING
    if not is_advisor(user):
        return NOTHING
    return Q(campaign__departement__in=advised_departements(user)) & managed_by(user, prefix="producer__")


def advisors_of(departement: str):
    """Open accounts of the advisors who follow a département, by address."""
    memberships = {"role": Role.ADVISOR, "organisation__departements__contains": [departement]}
    there = {f"memberships__{name}": value for name, value in memberships.items()}
    return User.objects.filter(is_active=True, **there).distinct().order_by("email")
