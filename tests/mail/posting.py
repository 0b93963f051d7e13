"""What several tests of this folder are made of."""

from django.utils import timezone

from pat_logistics.mail.channel import MAIL
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.mail.services import queue_mail
from pat_logistics.outbox import services as outbox

ADDRESS = "ferme@exemple.fr"


def queue(key="essai-1", **changes):
    given = {"to": ADDRESS, "subject": "Un essai", "template": "mail/base.txt", "context": {}} | changes
    return queue_mail(key=key, **given)


def deliver(mail):
    outbox.deliver(MAIL, mail.pk)


def state_of(mail):
    return OutgoingMail.objects.get(pk=mail.pk).state


def due_again(mail):
    OutgoingMail.objects.filter(pk=mail.pk).update(not_before=timezone.now())
