"""Scheduled care of the tokens."""

from celery import shared_task

from pat_logistics.tokens import services


@shared_task
def write_uses() -> None:
    """Write down which tokens served."""
    services.write_uses()
