"""Scheduled care of quote requests, and of the counts of pages opened."""

from celery import shared_task
from django.utils import timezone

from carriers import audience
from carriers.quotes import follow


@shared_task
def follow_quote_requests() -> None:
    """Remind, report and close, whenever due; each is done once however often this runs."""
    now = timezone.now()
    follow.remind_silent(now=now)
    follow.tell_deadlines(today=timezone.localdate(now))
    follow.close_overdue(today=timezone.localdate(now))


@shared_task
def gather_views() -> None:
    audience.gather(today=timezone.localdate())
