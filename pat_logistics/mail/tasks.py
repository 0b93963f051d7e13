"""Background sending."""

from celery import shared_task
from django.utils import timezone

from pat_logistics.mail.channel import MAIL
from pat_logistics.outbox import services as outbox


@shared_task
def deliver_mail(pk: int) -> None:
    outbox.deliver(MAIL, pk)


@shared_task
def sweep() -> None:
    outbox.sweep(MAIL, timezone.now())


@shared_task
def forget_old_mails() -> None:
    outbox.forget_old(MAIL, timezone.now())
