"""What advisors are told of the visits that wait: at most one mail a week to each."""

import datetime

from django.db import transaction
from django.db.models import Q

from needs_survey.enums import VisitState
from needs_survey.models import Campaign, Visit
from pat_logistics.accounts.models import User
from pat_logistics.mail.services import queue_mail

# Near the end, a visit without a day is worth a word.
LAST_DAYS = datetime.timedelta(days=14)


def remind(today: datetime.date) -> int:
    """Write to each advisor whose visits are late, or still without a day near the end; says to how many.

    Run again in the same week, it writes to nobody twice.
    """
    concerned = _late_or_unplanned(today).order_by().values("advisor")
    advisors = User.objects.filter(pk__in=concerned, is_active=True).order_by("pk")
    return sum(_remind(advisor, today) for advisor in advisors)


def _late_or_unplanned(today: datetime.date):
    """Visits of running campaigns whose day has passed, or that have none in the last days."""
    late = Q(state=VisitState.PLANNED, planned_on__lt=today)
    unplanned = Q(state=VisitState.TO_CONTACT, campaign__last_day__lte=today + LAST_DAYS)
    # What is invented writes to nobody.
    running = Campaign.objects.running(today).filter(is_example=False).order_by().values("pk")
    return Visit.objects.with_outcome().to_do().filter(late | unplanned, campaign__in=running)


@transaction.atomic
def _remind(advisor: User, today: datetime.date) -> bool:
    """The mail counts the visits and names no farm: it outlives a farm that is erased."""
    own = _late_or_unplanned(today).visible_to(advisor).filter(advisor=advisor)
    by_campaign: dict[Campaign, dict[str, int]] = {}
    for visit in own.select_related("campaign__organiser").order_by("campaign__last_day", "pk"):
        counts = by_campaign.setdefault(visit.campaign, {"late": 0, "unplanned": 0})
        counts["late" if visit.state == VisitState.PLANNED else "unplanned"] += 1
    if not by_campaign:
        return False
    year, week, _ = today.isocalendar()
    key = f"campaign:{year}-{week:02d}:{advisor.pk}"
    queue_mail(
        key=key,
        to=advisor.email,
        subject="Vos visites de diagnostic à faire",
        template="needs_survey/mail/visits.txt",
        context={"campaigns": list(by_campaign.items())},
        reply_to=_organiser_of(by_campaign),
    )
    return True


def _organiser_of(campaigns) -> str:
    """Whom to answer, when all the campaigns have the same organiser."""
    organisers = {campaign.organiser.email if campaign.organiser else "" for campaign in campaigns}
    return organisers.pop() if len(organisers) == 1 else ""
