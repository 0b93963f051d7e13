"""Writing a mail down, and sending what is written down.

A request only writes the mail in the database, in its own transaction. A worker sends it; when the worker,
the broker or the mail server is away, the mail waits, and a scheduled sweep takes it up.

SMTP cannot promise "exactly once": between the text handed over and the answer of the server, a machine that
dies knows nothing. That instant is marked in the database by an update that only one worker can win. A mail
left there is never sent again by itself: it is shown as uncertain, and a person decides.
"""

import logging
import random
import smtplib
from datetime import datetime, timedelta
from email.utils import make_msgid
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from pat_logistics.mail.backend import HandOverBackend
from pat_logistics.mail.models import MailState, OutgoingMail

logger = logging.getLogger(__name__)

DELIVER_TASK = "pat_logistics.mail.tasks.deliver_mail"
# Minutes before the next try; the last delay is repeated until GIVE_UP.
RETRY_MINUTES = (1, 5, 15, 60, 180, 360)
GIVE_UP = timedelta(days=3)
# The sweep leaves a new mail to the worker that was just asked.
HEAD_START = timedelta(seconds=30)
KEPT = timedelta(days=90)
SWEPT_AT_ONCE = 200
PERMANENT = 500  # SMTP: 4xx may pass later, 5xx never will


class TakenError(Exception):
    """Another worker is sending this mail."""


def queue_mail(
    *, key: str, to: str, subject: str, template: str, context: dict[str, Any], reply_to: str = ""
) -> OutgoingMail:
    """Write a mail down, to be sent once the current transaction is committed.

    `template` is a text (see `mail/base.txt`); `context` also gets `site_url`. A key already used gives back
    the mail it was used for. Raises ValidationError for an address that is none.
    """
    for address in (to, reply_to):
        if address:
            validate_email(address)
    body = get_template(template).template.render(  # type: ignore[attr-defined]
        Context({"site_url": settings.SITE_URL, **context}, autoescape=False)
    )
    mail, created = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "reply_to": reply_to,
            "subject": " ".join(subject.split())[:200],
            "body": f"{body.strip()}\n",
            "message_id": make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
        },
    )
    if created:
        transaction.on_commit(partial(_ask_a_worker, mail.pk))
    return mail


def _ask_a_worker(pk: int) -> None:
    try:
        current_app.send_task(DELIVER_TASK, [pk], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("no broker for mail %s, left to the sweep: %s", pk, error)


def resend(mail: OutgoingMail) -> bool:
    """Send again a mail that was refused or may not have left, as a person asked; False if it cannot be."""
    waiting = OutgoingMail.objects.filter(
        pk=mail.pk, state__in=[MailState.REFUSED, MailState.UNCERTAIN]
    ).exclude(body="")
    now = timezone.now()
    if not waiting.update(state=MailState.WAITING, not_before=now, created_at=now, attempts=0, last_error=""):
        return False
    transaction.on_commit(partial(_ask_a_worker, mail.pk))
    return True


def deliver(pk: int) -> None:
    """Send one mail if it is due. Called twice, or by two workers at once, it still leaves once."""
    mail = OutgoingMail.objects.due(timezone.now()).filter(pk=pk).first()
    if mail is None:
        return
    handed = False

    def hand_over() -> None:
        nonlocal handed
        _take(mail)
        handed = True

    connection = _connection(hand_over)
    message = EmailMessage(
        mail.subject,
        mail.body,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        connection.open()
        if not isinstance(connection, HandOverBackend):
            hand_over()
        connection.send_messages([message])
    except TakenError:
        return
    except Exception as error:  # noqa: BLE001 - whatever went wrong is written beside the mail
        _failed(mail, error, handed=handed)
    else:
        _settle(mail, MailState.SENT)
    finally:
        _close(connection)


def _connection(hand_over: Any) -> BaseEmailBackend:
    """The backend of the settings; SMTP in the shape that tells when the text leaves."""
    if issubclass(import_string(settings.EMAIL_BACKEND), EmailBackend):
        return HandOverBackend(before_data=hand_over)
    return get_connection()


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):  # the mail is settled: a bad good-bye changes nothing
        logger.info("the mail server left without a good-bye")


def _take(mail: OutgoingMail) -> None:
    """Mark the mail as handed over, for one worker only."""
    taken = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.WAITING).update(
        state=MailState.SENDING, handed_at=timezone.now(), attempts=F("attempts") + 1
    )
    if not taken:
        raise TakenError


def _settle(mail: OutgoingMail, state: MailState, **changes: Any) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, **changes)


def _answer(error: Exception) -> int | None:
    """Code with which the server refused the mail, None when it did not answer."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    # A sender or a password it does not want is our fault: someone will mend it, the mail waits.
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code
    return None


def _failed(mail: OutgoingMail, error: Exception, *, handed: bool) -> None:
    code, told = _answer(error), f"{type(error).__name__}: {error}"[:300]
    logger.warning("mail %s did not leave: %s", mail.pk, told)
    if handed and code is None:
        _settle(mail, MailState.UNCERTAIN, last_error=told)
        return
    now = timezone.now()
    if (code or 0) >= PERMANENT or now - mail.created_at > GIVE_UP:
        _settle(mail, MailState.REFUSED, last_error=told)
        return
    attempts = mail.attempts + 1
    minutes = RETRY_MINUTES[min(attempts, len(RETRY_MINUTES)) - 1]
    # A little chance in the delay, so that a server that comes back does not meet everyone at once.
    delay = timedelta(minutes=minutes * random.uniform(1, 1.2))  # noqa: S311
    _settle(mail, MailState.WAITING, last_error=told, attempts=attempts, not_before=now + delay)


def sweep(now: datetime) -> int:
    """Send what nobody sent, and call uncertain what a dead worker left in the middle; gives how many."""
    longest = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)
    OutgoingMail.objects.filter(state=MailState.SENDING, handed_at__lt=now - longest).update(
        state=MailState.UNCERTAIN, last_error="Le serveur de messagerie n’a pas eu le temps de répondre."
    )
    late = OutgoingMail.objects.due(now - HEAD_START).values_list("pk", flat=True)[:SWEPT_AT_ONCE]
    for pk in (found := list(late)):
        deliver(pk)
    return len(found)


def forget_old(now: datetime) -> int:
    """Empty what left long ago of what names people; the key stays, so that it is not sent again."""
    old = (
        OutgoingMail.objects.filter(created_at__lt=now - KEPT).exclude(state=MailState.WAITING).exclude(to="")
    )
    return old.exclude(to="").update(to="", reply_to="", subject="", body="", last_error="")
