"""Background sending of webhooks."""

from celery import shared_task
from django.utils import timezone

from pat_logistics.webhooks import services


@shared_task
def deliver(pk: int) -> None:
    services.deliver(pk)


@shared_task
def sweep() -> None:
    services.sweep(timezone.now())


@shared_task
def forget_old() -> None:
    """Forget messages of more than a month."""
    services.forget_old(timezone.now())
