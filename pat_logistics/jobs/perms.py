"""Who sees a job. Its page, its file and the API filter through this predicate."""

from django.db.models import Q

from pat_logistics.accounts.perms import EVERYTHING, NOTHING, is_administrator


def visible_to(user) -> Q:
    """THE rule: who asked for it, and administrators. They are the ones who may stop it."""
    if not user.is_authenticated:
        return NOTHING
    return EVERYTHING if is_administrator(user) else Q(owner=user)
