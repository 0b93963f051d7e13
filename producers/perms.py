"""Who sees what of a producer. Every page, map, API, export and search filters through these predicates."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Now

from pat_logistics.accounts.models import Membership, Role
from pat_logistics.accounts.perms import (
    EVERYTHING,
    NOTHING,
    Somebody,
    advised_departements,
    belongs_to,
    is_administrator,
)

if TYPE_CHECKING:
    from producers.models import Producer


def owned_by(user: Somebody) -> Q:
    """Producers of the user's own farms."""
    if not user.is_authenticated:
        return NOTHING
    farms = Membership.objects.filter(user=user, role=Role.PRODUCER).values("organisation")
    return Q(organisation__in=farms)


def may_publish(user: Somebody, producer: "Producer") -> bool:
    """Publishing is the choice of the producer alone; whoever manages the profile may withdraw."""
    return belongs_to(user, producer.organisation_id, Role.PRODUCER)


def may_erase(user: Somebody, producer: "Producer") -> bool:
    """The producer, an administrator, and the advisor as long as the profile is nobody's."""
    return may_publish(user, producer) or is_administrator(user) or producer.organisation_id is None


def managed_by(user: Somebody, prefix: str = "") -> Q:
    """Producers the user may see whole: own organisations', advised départements', or all (administrator).

    `prefix` is the path from the filtered model to the producer, such as "producer__".
    """
    if not user.is_authenticated:
        return NOTHING
    if is_administrator(user):
        return EVERYTHING
    farms = Membership.objects.filter(user=user, role=Role.PRODUCER).values("organisation")
    advised = advised_departements(user)
    return Q(**{f"{prefix}organisation__in": farms}) | Q(**{f"{prefix}commune__departement__in": advised})


def published(prefix: str = "", group: str | None = None) -> Q:
    """The profile is published, and so is the group ("contact", "position", "storage", "flows") if named.

    A publication is the date the producer chose: from then on, until it is emptied.
    """
    rule = Q(**{f"{prefix}published_at__lte": Now()})
    if group:
        rule &= Q(**{f"{prefix}{group}_published_at__lte": Now()})
    return rule


def visible_to(user: Somebody, prefix: str = "", group: str | None = None) -> Q:
    """THE rule: what is published is for everyone, the rest for those who manage the producer."""
    if not user.is_authenticated:
        return published(prefix, group)  # what a visitor manages is nothing: no need to ask the database
    return published(prefix, group) | managed_by(user, prefix)
