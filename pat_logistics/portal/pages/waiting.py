"""What waits for an advisor, said when signing in: each line only when there is something.

Reported errors are counted by their own app, see its template tag.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from needs_survey.enums import ResponseState
from needs_survey.models import SurveyResponse, Visit
from pat_logistics.accounts.models import User
from producers.models import Claim


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of what, and where to see to it."""

    number: int
    words: str
    url: str


def waiting_for_advisor(user: User) -> list[Waiting]:
    """Four counts, whatever there is."""
    return [row for row in _counts(user, timezone.localdate()) if row.number]


def _counts(user: User, today: datetime.date) -> Iterator[Waiting]:
    visits = Visit.objects.visible_to(user).filter(advisor=user, campaign__last_day__gte=today)
    planned = visits.with_outcome().to_do().order_by()
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    this_week = planned.filter(planned_on__range=(today, sunday)).count()
    yield _said(this_week, "visite", "visites", " cette semaine", "diagnosis:day")
    late = planned.filter(planned_on__lt=today).count()
    yield _said(late, "rendez-vous", "rendez-vous", " dont la date est passée", "survey:my_visits")
    drafts = SurveyResponse.objects.entered_by(user).filter(author=user, state=ResponseState.DRAFT).count()
    query = f"?state={ResponseState.DRAFT}"
    yield _said(drafts, "diagnostic", "diagnostics", " en brouillon", "survey:index", query)
    claims = Claim.objects.visible_to(user).pending().count()
    yield _said(claims, "demande", "demandes", " de rattachement à confirmer", "advising:claims")


def _said(number: int, one: str, several: str, rest: str, name: str, query: str = "") -> Waiting:
    return Waiting(number, (one if number == 1 else several) + rest, reverse(name) + query)
