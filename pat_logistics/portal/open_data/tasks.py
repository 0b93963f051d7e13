"""Scheduled care of what the portal gives away."""

from celery import shared_task
from django.utils import timezone

from pat_logistics.portal.open_data import dumps, ledger


@shared_task
def note_public_rows() -> None:
    """Note which rows are public, and which are so no longer."""
    ledger.note_changes()


@shared_task
def forget_withdrawals() -> None:
    """Forget withdrawals of more than a year."""
    ledger.forget_old(timezone.now())


@shared_task
def make_dumps() -> None:
    """Write the files of the day."""
    dumps.make_dumps(timezone.localdate())
