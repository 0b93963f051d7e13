"""Long work, and its care each minute."""

from celery import shared_task
from django.utils import timezone

from pat_logistics.jobs import running, services


@shared_task
def run(pk: int) -> None:
    running.run(pk)


@shared_task
def sweep() -> None:
    services.sweep(timezone.now())
