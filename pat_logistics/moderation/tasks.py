"""Scheduled care of the listings and of what is reported about them."""

from celery import shared_task
from django.utils import timezone

from pat_logistics.moderation import confirmations, services


@shared_task
def remind_stale_listings() -> None:
    confirmations.remind(timezone.now())


@shared_task
def forget_reporters() -> None:
    services.forget_reporters(timezone.now())
