"""What time does to quote requests: reminders, the word on the last day, the end. Called by the clock."""

import datetime

from django.db import transaction
from django.utils import timezone

from carriers.enums import InvitationState, QuoteState
from carriers.models import QuoteInvitation, QuoteRequest, QuoteSent
from carriers.quotes import mails
from carriers.quotes.services import MONTH_DAYS, opted_out

REMINDER_DAYS = 2
# Who was asked less than a day ago is left in peace.
_REST = datetime.timedelta(days=1)


def remind_silent(*, now: datetime.datetime) -> int:
    """Write once to those who have not answered two days before the deadline; says to how many."""
    today = timezone.localdate(now)
    due = QuoteInvitation.objects.filter(
        state=InvitationState.SENT,
        reminded_at__isnull=True,
        created_at__lte=now - _REST,
        request__state=QuoteState.OPEN,
        request__deadline__range=(today, today + datetime.timedelta(days=REMINDER_DAYS)),
    ).order_by("pk")
    refused = opted_out(due.values_list("to_email", flat=True))
    reminded = 0
    for pk, email in due.values_list("pk", "to_email"):
        if email.lower() not in refused:
            reminded += _remind(pk, now)
    return reminded


@transaction.atomic
def _remind(pk: int, now: datetime.datetime) -> int:
    rows = QuoteInvitation.objects.select_for_update(of=("self",)).select_related(
        "solution__carrier", "request__origin"
    )
    invitation = rows.filter(pk=pk, state=InvitationState.SENT, reminded_at__isnull=True).first()
    if invitation is None:
        return 0
    invitation.reminded_at = now
    invitation.save(update_fields=["reminded_at"])
    mails.remind(invitation)
    return 1


def tell_deadlines(*, today: datetime.date) -> int:
    """Tell the producers whose request ends today what came in."""
    ending = QuoteRequest.objects.open().filter(deadline=today).with_places().order_by("pk")
    for request in ending:
        mails.tell_deadline(request)
    return len(ending)


@transaction.atomic
def close_overdue(*, today: datetime.date) -> int:
    """Close the requests whose deadline has passed (an offer may still be chosen); forget old counts."""
    due = QuoteRequest.objects.open().filter(deadline__lt=today).order_by("pk").select_for_update()
    closed = [request.pk for request in due]
    QuoteRequest.objects.filter(pk__in=closed).update(state=QuoteState.CLOSED)
    QuoteInvitation.objects.waiting().filter(request__in=closed).update(state=InvitationState.EXPIRED)
    QuoteSent.objects.filter(sent_at__date__lt=today - datetime.timedelta(days=MONTH_DAYS)).delete()
    return len(closed)
