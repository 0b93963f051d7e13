"""Scheduled care of the listings and of what is reported about them."""

from celery import shared_task
from django.utils import timezone

from pat_logistics.portal.moderation import confirmations, services


# The names they had where they were first: a task that waits in a queue is found by it.
@shared_task(name="pat_logistics.moderation.tasks.remind_stale_listings")
def remind_stale_listings() -> None:
    confirmations.remind(timezone.now())


@shared_task(name="pat_logistics.moderation.tasks.forget_reporters")
def forget_reporters() -> None:
    services.forget_reporters(timezone.now())
