"""Who sees an actor, and who keeps its entry: pages, map, API, files and search all start here."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from pat_logistics.accounts.perms import EVERYTHING, NOTHING, Somebody, counsels
from pat_logistics.actors.models.claims import ActorClaim


def may_enter(user: Somebody) -> bool:
    """Advisors, of any territory, and administrators write the directory and check it."""
    return counsels(user)


def published(prefix: str = "") -> Q:
    return Q(**{f"{prefix}published_at__lte": Now()})


def kept_by(user: Somebody) -> Q:
    """Entries that somebody asked for as the own ones, and was given by an advisor."""
    if not user.is_authenticated:
        return NOTHING
    return Q(Exists(ActorClaim.objects.accepted().filter(actor=OuterRef("pk"), user=user)))


def managed_by(user: Somebody) -> Q:
    """An advisor corrects every entry, as many of them act over several départements; a keeper the own."""
    return EVERYTHING if may_enter(user) else kept_by(user)


def visible_to(user: Somebody) -> Q:
    """What is published is for everybody, the rest for those who keep it."""
    if not user.is_authenticated:
        return published()
    return published() | managed_by(user)
