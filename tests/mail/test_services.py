"""Writing mails down. That each leaves once is told in tests/outbox, and by SMTP in test_channel.py."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pat_logistics.mail.models import OutgoingMail
from pat_logistics.mail.services import queue_mail, resend
from pat_logistics.outbox.models import OutboxState

pytestmark = pytest.mark.django_db
ADDRESS = "ferme@exemple.fr"


def queue(key="essai-1", **changes):
    given = {"to": ADDRESS, "subject": "Un essai", "template": "mail/base.txt", "context": {}} | changes
    return queue_mail(key=key, **given)


def test_a_mail_is_written_down_with_what_it_says():
    mail = queue(subject="Une\r\nBcc: autre@exemple.fr question")
    assert mail.subject == "Une Bcc: autre@exemple.fr question"
    assert mail.body.startswith("Bonjour,")
    assert mail.state == OutboxState.WAITING


def test_a_text_is_not_escaped_like_a_page():
    mail = queue(context={"site_url": "L’été & l’hiver <ici>"})
    assert "L’été & l’hiver <ici>" in mail.body


def test_the_same_key_is_one_mail():
    first = queue()
    assert queue(to="autre@exemple.fr") == first
    assert OutgoingMail.objects.count() == 1


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ValidationError):
        queue(to="a@exemple.fr\nBcc: b@exemple.fr")


@pytest.mark.parametrize("address", ["", "a@exemple.fr, b@exemple.fr", f"a@{'exemple.' * 32}fr"])
def test_a_mail_that_could_reach_nobody_is_refused_at_once(address):
    with pytest.raises(ValidationError):
        queue(to=address)


def test_characters_that_no_mail_may_hold_are_left_out():
    mail = queue(subject="Un\0 essai\x1b", context={"site_url": "a\0b"})
    mail.refresh_from_db()
    assert mail.subject == "Un essai"
    assert "ab" in mail.body


def test_a_mail_refused_is_sent_again_to_the_address_corrected():
    mail = queue()
    OutgoingMail.objects.update(state=OutboxState.REFUSED, handed_at=timezone.now())
    assert resend(mail, to="autre@exemple.fr")
    mail.refresh_from_db()
    assert (mail.to, mail.state) == ("autre@exemple.fr", OutboxState.WAITING)
