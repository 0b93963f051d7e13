"""Background sending."""

from celery import shared_task
from django.utils import timezone

from pat_logistics.mail import services


@shared_task
def deliver_mail(pk: int) -> None:
    services.deliver(pk)


@shared_task
def sweep() -> None:
    services.sweep(timezone.now())


@shared_task
def forget_old_mails() -> None:
    services.forget_old(timezone.now())
