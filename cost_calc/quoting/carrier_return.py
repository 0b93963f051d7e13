"""What the portal brought to a company, month by month: pages opened, requests, and what was lost and why."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from carriers.enums import InvitationState, MissReason, RefusalReason
from carriers.models import Carrier, QuoteInvitation, QuoteMiss, SolutionViews
from cost_calc.quoting.matches import offers_of

MONTHS = 6
ANSWERED = (
    InvitationState.ANSWERED,
    InvitationState.DECLINED,
    InvitationState.ACCEPTED,
    InvitationState.THANKED,
)
REFUSED = "refusées par vous"
SILENT = "restées sans réponse de vous"
DEARER = "au prix : une offre moins chère a été choisie"
OTHERWISE = "à une autre offre, pas moins chère"


@dataclass(slots=True)
class Month:
    """One month of a company; `lost` counts requests by what lost them, `missed` those it was not asked."""

    first_day: datetime.date
    views: int = 0
    received: int = 0
    answered: int = 0
    chosen: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def is_empty(self) -> bool:
        return not (self.views or self.received or self.missed)

    @property
    def reasons(self) -> list[tuple[int, str]]:
        """What was lost then what was missed, the commonest first."""
        return [
            (number, words) for counts in (self.lost, self.missed) for words, number in counts.most_common()
        ]


def months_of(carrier: Carrier, *, today: datetime.date | None = None) -> list[Month]:
    """This month, then those of the last half year where something came, told by its day."""
    today = today or timezone.localdate()
    months = {first: Month(first) for first in _first_days(today)}
    since = min(months)
    views = SolutionViews.objects.filter(solution__carrier=carrier, day__gte=since)
    for row in _by_month(views).annotate(total=Sum("count")):
        months[row["month"]].views = row["total"]
    misses = QuoteMiss.objects.filter(solution__carrier=carrier, day__gte=since)
    for row in _by_month(misses).values("month", "reason").annotate(total=Count("pk")):
        months[row["month"]].missed[MissReason(row["reason"]).label] += row["total"]
    for invitation in _received(carrier, since):
        month = months.get(timezone.localdate(invitation.created_at).replace(day=1))
        if month is not None:
            _add(month, invitation)
    this_month, *before = months.values()
    return [this_month, *(month for month in before if not month.is_empty)]


def _first_days(today: datetime.date) -> list[datetime.date]:
    first = today.replace(day=1)
    days = [first]
    while len(days) < MONTHS:
        first = (first - datetime.timedelta(days=1)).replace(day=1)
        days.append(first)
    return days


def _by_month(rows):
    return rows.annotate(month=TruncMonth("day")).values("month").order_by()


def _received(carrier: Carrier, since: datetime.date):
    beside = QuoteInvitation.objects.filter(
        state__in=[InvitationState.ACCEPTED, InvitationState.THANKED]
    ).prefetch_related("answers__bands")
    return (
        QuoteInvitation.objects.filter(solution__carrier=carrier, created_at__date__gte=since)
        .select_related("request")
        .prefetch_related("answers", Prefetch("request__invitations", beside, to_attr="decided"))
    )


def _add(month: Month, invitation: QuoteInvitation) -> None:
    state = InvitationState(invitation.state)
    month.received += 1
    month.answered += state in ANSWERED
    month.chosen += state is InvitationState.ACCEPTED
    if state is InvitationState.DECLINED:
        reason = invitation.answer.refusal_reason if invitation.answer else ""
        month.lost[f"{REFUSED} ({RefusalReason(reason).label})" if reason else REFUSED] += 1
    elif state is InvitationState.EXPIRED:
        month.lost[SILENT] += 1
    elif state is InvitationState.THANKED:
        month.lost[DEARER if _was_dearer(invitation) else OTHERWISE] += 1


def _was_dearer(invitation: QuoteInvitation) -> bool:
    """Whether the offer chosen cost less, what the producer does himself included, as he compared them."""
    beside: list[QuoteInvitation] = invitation.request.decided  # type: ignore[attr-defined]
    totals = {offer.invitation.pk: offer.total_eur for offer in offers_of(invitation.request, beside)}
    chosen = next((row for row in beside if row.state == InvitationState.ACCEPTED), None)
    own, best = totals.get(invitation.pk), totals.get(chosen.pk) if chosen else None
    return own is not None and best is not None and best < own
