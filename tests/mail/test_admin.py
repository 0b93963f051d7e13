"""The mails in the admin."""

import pytest
from django.urls import reverse
from django.utils import timezone

from pat_logistics.mail.models import MailState, OutgoingMail
from pat_logistics.mail.services import queue_mail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_an_administrator_sends_an_uncertain_mail_again(client):
    mail = queue_mail(key="essai", to="a@exemple.fr", subject="Essai", template="mail/base.txt", context={})
    OutgoingMail.objects.update(state=MailState.UNCERTAIN, handed_at=timezone.now())
    client.force_login(UserFactory(administrator=True))
    answer = client.post(
        reverse("admin:mail_outgoingmail_changelist"), {"action": "send_again", "_selected_action": [mail.pk]}
    )
    assert answer.status_code == 302
    mail.refresh_from_db()
    assert mail.state == MailState.WAITING
