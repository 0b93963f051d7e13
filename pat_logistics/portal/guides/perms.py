"""Who reads and who corrects the guides."""

from django.db.models import Q
from django.db.models.functions import Now

from pat_logistics.accounts.perms import EVERYTHING, counsels


def may_edit(user) -> bool:
    """Advisors, of any territory, and administrators: the guides are common to all."""
    return counsels(user)


def visible_to(user) -> Q:
    """THE rule: published guides are for everyone, the others for those who edit them."""
    if user.is_authenticated and may_edit(user):
        return EVERYTHING
    return Q(published_at__lte=Now())
