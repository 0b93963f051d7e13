"""Scheduled care of the accounts."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def clear_expired_sessions() -> None:
    """Forget the sessions that are over: they are personal data without a use any more."""
    call_command("clearsessions")
