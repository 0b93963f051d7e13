"""Writing mails down, and sending each of them once."""

import smtplib
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail as django_mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from pat_logistics.mail import services
from pat_logistics.mail.models import MailState, OutgoingMail
from pat_logistics.mail.services import deliver, forget_old, queue_mail, resend, sweep

pytestmark = pytest.mark.django_db
ADDRESS = "ferme@exemple.fr"


def queue(key="essai-1", **changes):
    given = {"to": ADDRESS, "subject": "Un essai", "template": "mail/base.txt", "context": {}} | changes
    return queue_mail(key=key, **given)


def state_of(mail):
    return OutgoingMail.objects.get(pk=mail.pk).state


def due_again(mail):
    OutgoingMail.objects.filter(pk=mail.pk).update(not_before=timezone.now())


def test_a_mail_is_written_down_with_what_it_says():
    mail = queue(subject="Une\r\nBcc: autre@exemple.fr question")
    assert mail.subject == "Une Bcc: autre@exemple.fr question"
    assert mail.body.startswith("Bonjour,")
    assert mail.state == MailState.WAITING


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


def test_a_transaction_undone_sends_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert callbacks == []
    assert not OutgoingMail.objects.exists()


def test_without_a_broker_the_request_goes_on_and_the_mail_waits(
    monkeypatch, django_capture_on_commit_callbacks
):
    def away(*_args, **_kwargs):
        raise services.OperationalError("no broker")

    monkeypatch.setattr(services.current_app, "send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        mail = queue()
    assert state_of(mail) == MailState.WAITING
    assert sweep(timezone.now() + services.HEAD_START) == 1
    assert state_of(mail) == MailState.SENT


def test_a_mail_leaves_once_however_often_it_is_asked(smtp):
    mail = queue()
    for _ in range(3):
        deliver(mail.pk)
    assert [message["To"] for message in smtp.accepted] == [ADDRESS]
    assert smtp.accepted[0]["Message-ID"] == mail.message_id
    assert state_of(mail) == MailState.SENT


def test_two_workers_at_once_hand_the_text_over_once(smtp, monkeypatch):
    mail = queue()
    take = services._take

    def meanwhile(taken):
        monkeypatch.setattr(services, "_take", take)
        deliver(mail.pk)  # the other worker goes through the whole mail just before
        take(taken)

    monkeypatch.setattr(services, "_take", meanwhile)
    deliver(mail.pk)
    assert len(smtp.accepted) == 1
    assert state_of(mail) == MailState.SENT


def test_a_backend_other_than_smtp_goes_through_the_same_states():
    mail = queue()
    deliver(mail.pk)
    assert [message.to for message in django_mail.outbox] == [[ADDRESS]]
    assert state_of(mail) == MailState.SENT


def test_a_server_away_makes_the_mail_wait_longer_each_time(smtp):
    mail = queue()
    smtp.close()
    waits = []
    for _ in range(3):
        due_again(mail)
        before = timezone.now()
        deliver(mail.pk)
        mail.refresh_from_db()
        waits.append(mail.not_before - before)
    assert mail.state == MailState.WAITING
    assert mail.attempts == 3
    assert timedelta(minutes=1) <= waits[0] < waits[1] < waits[2]
    assert "ConnectionRefusedError" in mail.last_error


@pytest.mark.parametrize("moment", ["MAIL", "RCPT", "DATA", "."])
def test_a_passing_refusal_is_tried_again(smtp, moment):
    mail = queue()
    smtp.refuse[moment] = "451 later"
    deliver(mail.pk)
    assert state_of(mail) == MailState.WAITING
    smtp.refuse.clear()
    due_again(mail)
    deliver(mail.pk)
    assert len(smtp.accepted) == 1


@pytest.mark.parametrize("moment", ["RCPT", "DATA", "."])
def test_a_final_refusal_is_kept_as_one(smtp, moment):
    mail = queue()
    smtp.refuse[moment] = "550 no such person"
    deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == MailState.REFUSED
    assert "no such person" in mail.last_error


def test_three_days_of_failures_end_the_tries(smtp):
    mail = queue()
    OutgoingMail.objects.update(created_at=timezone.now() - services.GIVE_UP - timedelta(hours=1))
    smtp.close()
    deliver(mail.pk)
    assert state_of(mail) == MailState.REFUSED


def test_a_server_silent_after_the_text_leaves_the_mail_uncertain(smtp, settings):
    settings.EMAIL_TIMEOUT = 1
    mail = queue()
    smtp.hold_at = "."
    deliver(mail.pk)
    assert state_of(mail) == MailState.UNCERTAIN
    assert len(smtp.accepted) == 1


def test_an_uncertain_mail_waits_for_a_person(smtp, django_capture_on_commit_callbacks):
    mail = queue()
    OutgoingMail.objects.update(state=MailState.UNCERTAIN, handed_at=timezone.now())
    sweep(timezone.now() + timedelta(days=1))
    assert smtp.accepted == []
    with django_capture_on_commit_callbacks() as asked:
        assert resend(mail)
    assert len(asked) == 1
    deliver(mail.pk)
    assert len(smtp.accepted) == 1


def test_a_mail_that_left_is_not_sent_again(smtp):
    mail = queue()
    deliver(mail.pk)
    assert not resend(mail)


def test_what_a_dead_worker_left_in_the_middle_becomes_uncertain(settings):
    mail = queue()
    now = timezone.now()
    OutgoingMail.objects.update(state=MailState.SENDING, handed_at=now)
    sweep(now + timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT - 1))
    assert state_of(mail) == MailState.SENDING
    sweep(now + timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 1))
    assert state_of(mail) == MailState.UNCERTAIN


def test_the_sweep_leaves_a_new_mail_to_its_worker(smtp):
    queue()
    assert sweep(timezone.now()) == 0


def test_what_left_long_ago_no_longer_names_anybody(smtp):
    sent, waiting = queue(), queue(key="essai-2")
    deliver(sent.pk)
    assert forget_old(timezone.now() + services.KEPT + timedelta(days=1)) == 1
    sent.refresh_from_db()
    assert (sent.to, sent.subject, sent.body) == ("", "", "")
    assert queue() == sent, "the key is still taken"
    waiting.refresh_from_db()
    assert waiting.to == ADDRESS


def test_a_worker_that_fails_leaves_alone_the_mail_another_one_has_sent(smtp, monkeypatch):
    mail = queue()
    connect = services._connection

    def meanwhile(hand_over):
        monkeypatch.setattr(services, "_connection", connect)
        deliver(mail.pk)  # the other worker goes through the whole mail just before
        smtp.refuse["RCPT"] = "451 later"
        return connect(hand_over)

    monkeypatch.setattr(services, "_connection", meanwhile)
    deliver(mail.pk)
    smtp.refuse.clear()
    OutgoingMail.objects.update(not_before=timezone.now())
    deliver(mail.pk)
    assert len(smtp.accepted) == 1
    assert state_of(mail) == MailState.SENT


def test_a_line_cut_within_the_text_is_a_mail_that_waits(smtp, monkeypatch):
    """Until its final dot the server keeps nothing: nobody needs to wonder."""
    send = smtplib.SMTP.send

    def cut(connection, told):
        if b"Message-ID" in (told if isinstance(told, bytes) else told.encode()):
            raise ConnectionResetError("cable pulled")
        send(connection, told)

    mail = queue()
    with monkeypatch.context() as broken:
        broken.setattr(smtplib.SMTP, "send", cut)
        deliver(mail.pk)
    assert state_of(mail) == MailState.WAITING
    due_again(mail)
    deliver(mail.pk)
    assert len(smtp.accepted) == 1


def test_lines_of_dots_arrive_as_they_were_written(smtp):
    mail = queue(context={"site_url": "avant\n.\n..fin"})
    deliver(mail.pk)
    (message,) = smtp.accepted
    assert message.get_payload(decode=True).decode() == mail.body.replace("\n", "\r\n")


def test_the_sweep_does_not_wait_for_an_absent_server_mail_after_mail(smtp):
    mails = [queue(key=f"essai-{number}") for number in range(3)]
    smtp.close()
    sweep(timezone.now() + services.HEAD_START)
    for mail in mails:
        mail.refresh_from_db()
    assert sum(mail.attempts for mail in mails) == 1


def test_a_page_that_asks_for_many_mails_waits_for_an_absent_broker_once(
    monkeypatch, django_capture_on_commit_callbacks
):
    asked = []

    def away(*arguments, **_kwargs):
        asked.append(arguments)
        raise services.OperationalError("no broker")

    monkeypatch.setattr(services.current_app, "send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            queue(key=f"essai-{number}")
    assert len(asked) == 1


def test_an_absent_broker_is_tried_once():
    """Kombu tries three times more by default, and each mail of a page would wait six seconds."""
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["max_retries"] == 0
