"""Mails by SMTP, against a small real server: each leaves once, and what the server says is understood."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from pat_logistics.mail import channel
from pat_logistics.mail.channel import MAIL
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox import services as outbox
from pat_logistics.outbox.models import OutboxState
from tests.mail.posting import ADDRESS, deliver, due_again, queue, state_of

pytestmark = pytest.mark.django_db


def test_a_mail_leaves_once_however_often_it_is_asked(smtp):
    mail = queue()
    for _ in range(3):
        deliver(mail)
    assert [message["To"] for message in smtp.accepted] == [ADDRESS]
    assert smtp.accepted[0]["Message-ID"] == mail.message_id
    assert state_of(mail) == OutboxState.SENT


def test_two_workers_at_once_hand_the_text_over_once(smtp, monkeypatch):
    mail = queue()
    take = outbox._take

    def meanwhile(taken):
        monkeypatch.setattr(outbox, "_take", take)
        deliver(mail)  # the other worker goes through the whole mail just before
        take(taken)

    monkeypatch.setattr(outbox, "_take", meanwhile)
    deliver(mail)
    assert len(smtp.accepted) == 1
    assert state_of(mail) == OutboxState.SENT


def test_a_backend_other_than_smtp_goes_through_the_same_states():
    mail = queue()
    deliver(mail)
    assert [message.to for message in django_mail.outbox] == [[ADDRESS]]
    assert state_of(mail) == OutboxState.SENT


def test_a_server_away_makes_the_mail_wait_longer_each_time(smtp):
    mail = queue()
    smtp.close()
    waits = []
    for _ in range(3):
        due_again(mail)
        before = timezone.now()
        deliver(mail)
        mail.refresh_from_db()
        waits.append(mail.not_before - before)
    assert mail.state == OutboxState.WAITING
    assert mail.attempts == 3
    assert timedelta(minutes=1) <= waits[0] < waits[1] < waits[2]
    assert "ConnectionRefusedError" in mail.last_error


@pytest.mark.parametrize("moment", ["MAIL", "RCPT", "DATA", "."])
def test_a_passing_refusal_is_tried_again(smtp, moment):
    mail = queue()
    smtp.refuse[moment] = "451 later"
    deliver(mail)
    assert state_of(mail) == OutboxState.WAITING
    smtp.refuse.clear()
    due_again(mail)
    deliver(mail)
    assert len(smtp.accepted) == 1


@pytest.mark.parametrize("moment", ["RCPT", "DATA", "."])
def test_a_final_refusal_is_kept_as_one(smtp, moment):
    mail = queue()
    smtp.refuse[moment] = "550 no such person"
    deliver(mail)
    mail.refresh_from_db()
    assert mail.state == OutboxState.REFUSED
    assert "no such person" in mail.last_error


def test_a_server_silent_after_the_text_leaves_the_mail_uncertain(smtp, settings):
    settings.EMAIL_TIMEOUT = 1
    mail = queue()
    smtp.hold_at = "."
    deliver(mail)
    assert state_of(mail) == OutboxState.UNCERTAIN
    assert len(smtp.accepted) == 1


def test_a_mail_long_gone_keeps_its_key_and_nothing_that_names_people(smtp):
    mail = queue(reply_to="autre@exemple.fr")
    deliver(mail)
    assert outbox.forget_old(MAIL, timezone.now() + outbox.KEPT + timedelta(days=1)) == 1
    mail.refresh_from_db()
    assert (mail.to, mail.reply_to, mail.subject, mail.body, mail.document) == ("", "", "", "", "")
    assert queue() == mail, "the key is still taken"


def test_a_worker_that_fails_leaves_alone_the_mail_another_one_has_sent(smtp, monkeypatch):
    mail = queue()
    connect = channel._connection

    def meanwhile(hand_over):
        monkeypatch.setattr(channel, "_connection", connect)
        deliver(mail)  # the other worker goes through the whole mail just before
        smtp.refuse["RCPT"] = "451 later"
        return connect(hand_over)

    monkeypatch.setattr(channel, "_connection", meanwhile)
    deliver(mail)
    smtp.refuse.clear()
    due_again(mail)
    deliver(mail)
    assert len(smtp.accepted) == 1
    assert state_of(mail) == OutboxState.SENT


def test_the_sweep_does_not_wait_for_an_absent_server_mail_after_mail(smtp):
    for number in range(3):
        queue(key=f"essai-{number}")
    smtp.close()
    outbox.sweep(MAIL, timezone.now() + outbox.HEAD_START)
    assert sum(OutgoingMail.objects.values_list("attempts", flat=True)) == 1
