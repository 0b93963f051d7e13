"""Scheduled care of the farms' profiles."""

from celery import shared_task

from producers import entries


@shared_task
def remind_unclaimed() -> None:
    """Write once more to producers who did not answer about the profile an advisor created for them."""
    entries.remind_unclaimed()
