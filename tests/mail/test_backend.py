"""The instant of handing over: before the final dot the server keeps nothing."""

import smtplib

import pytest

from pat_logistics.outbox.models import OutboxState
from tests.mail.posting import deliver, due_again, queue, state_of

pytestmark = pytest.mark.django_db


def test_a_line_cut_within_the_text_is_a_mail_that_waits(smtp):
    """Until its final dot the server keeps nothing: nobody needs to wonder."""
    send = smtplib.SMTP.send

    def cut(connection, told):
        if b"Message-ID" in (told if isinstance(told, bytes) else told.encode()):
            raise ConnectionResetError("cable pulled")
        send(connection, told)

    mail = queue()
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(smtplib.SMTP, "send", cut)
        deliver(mail)
    assert state_of(mail) == OutboxState.WAITING
    due_again(mail)
    deliver(mail)
    assert len(smtp.accepted) == 1


def test_lines_of_dots_arrive_as_they_were_written(smtp):
    mail = queue(context={"site_url": "avant\n.\n..fin"})
    deliver(mail)
    (message,) = smtp.accepted
    assert message.get_payload(decode=True).decode() == mail.body.replace("\n", "\r\n")
