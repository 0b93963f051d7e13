"""Who sees and who enters a response. Every page, export and import filters through these predicates."""

from django.db.models import Q

from needs_survey.enums import ResponseState
from pat_logistics.accounts.perms import (
    EVERYTHING,
    NOTHING,
    advised_departements,
    counsels,
    is_administrator,
    is_advisor,
)
from pat_logistics.territory.models import Commune
from producers.entries import departements_of
from producers.models import Producer
from producers.perms import owned_by


def may_survey(user):
    """Advisors enter responses, administrators too."""
    return counsels(user)


def surveyed_departements(user) -> list[str]:
    """Codes of the départements where the user leads diagnoses, sorted; every one for an administrator."""
    followed = departements_of(user)
    if followed is not None:
        return followed
    return sorted(Commune.objects.order_by().values_list("departement", flat=True).distinct())


def entered_by(user):
    """Responses the user may fill, correct and validate: of the départements advised, and the own ones."""
    if not user.is_authenticated:
        return NOTHING
    if is_administrator(user):
        return EVERYTHING
    if not is_advisor(user):
        return NOTHING
    return Q(departement__in=advised_departements(user)) | Q(author=user)


def visible_to(user):
    """THE rule: those who enter responses, and the producer of whom a validated one speaks."""
    if not user.is_authenticated:
        return NOTHING
    own = Producer.objects.filter(owned_by(user)).order_by().values("pk")
    return entered_by(user) | Q(producer__in=own, state=ResponseState.VALIDATED)
