"""The mails in the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from pat_logistics.mail.models import OutgoingMail
from pat_logistics.mail.services import queue_mail
from pat_logistics.outbox.models import OutboxState
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_an_administrator_sends_an_uncertain_mail_again(client):
    mail = queue_mail(key="essai", to="a@exemple.fr", subject="Essai", template="mail/base.txt", context={})
    OutgoingMail.objects.update(state=OutboxState.UNCERTAIN, handed_at=timezone.now())
    client.force_login(UserFactory(administrator=True))
    answer = client.post(
        reverse("admin:mail_outgoingmail_changelist"), {"action": "send_again", "_selected_action": [mail.pk]}
    )
    assert answer.status_code == 302
    mail.refresh_from_db()
    assert mail.state == OutboxState.WAITING


def test_the_text_is_shown_to_nobody_since_its_links_are_for_its_reader(client):
    mail = queue_mail(
        key="essai",
        to="a@exemple.fr",
        subject="Essai",
        template="mail/base.txt",
        context={"site_url": "lien-secret"},
    )
    client.force_login(UserFactory(administrator=True))
    page = client.get(reverse("admin:mail_outgoingmail_change", args=[mail.pk]))
    assert "a@exemple.fr" in page.text
    assert "lien-secret" not in page.text


def test_whoever_may_only_read_the_list_sends_nothing_again(client):
    mail = queue_mail(key="essai", to="a@exemple.fr", subject="Essai", template="mail/base.txt", context={})
    OutgoingMail.objects.update(state=OutboxState.UNCERTAIN, handed_at=timezone.now())
    reader = UserFactory(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_outgoingmail"))
    client.force_login(reader)
    client.post(
        reverse("admin:mail_outgoingmail_changelist"), {"action": "send_again", "_selected_action": [mail.pk]}
    )
    mail.refresh_from_db()
    assert mail.state == OutboxState.UNCERTAIN
