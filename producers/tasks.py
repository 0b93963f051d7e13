"""Scheduled care of the farms' profiles."""

from celery import shared_task
from django.utils import timezone

from producers import entries
from producers.intake import services as intake


@shared_task
def remind_unclaimed() -> None:
    """Write once more to producers who did not answer about the profile an advisor created for them."""
    entries.remind_unclaimed()


@shared_task
def tell_listed() -> None:
    """Write to the producers of the lists that advisors imported an hour ago, and did not take back."""
    intake.tell_listed(timezone.now())


@shared_task
def forget_lists() -> None:
    """Empty the files of lists that have not served, and reports that nobody needs any more."""
    intake.forget(timezone.now())
