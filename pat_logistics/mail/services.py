"""Writing a mail down, and sending what is written down.

A request only writes the mail in the database, in its own transaction. A worker sends it; when the worker,
the broker or the mail server is away, the mail waits, and a scheduled sweep takes it up.

SMTP cannot promise "exactly once": between the final dot of the text and the answer of the server, a machine
that dies knows nothing. That instant is marked in the database by an update that only one worker can win. A
mail left there is never sent again by itself: it is shown as uncertain, and a person decides.
"""

import logging
import random
import smtplib
import time
from datetime import datetime, timedelta
from email.utils import make_msgid
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.core.exceptions import ValidationError
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

from pat_logistics.mail import documents
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
# A sweep ends well before the time limit of its task; the next one goes on.
SWEEP_S = settings.CELERY_TASK_SOFT_TIME_LIMIT / 2
# A broker that fails is left alone for a while: a page that asks for twenty mails waits for it once.
BROKER_REST_S = 30.0
LONGEST_ADDRESS = 254  # RFC 5321, §4.5.3.1.3
PERMANENT = 500  # SMTP: 4xx may pass later, 5xx never will


_broker_rests_until = 0.0


class TakenError(Exception):
    """Another worker is sending this mail."""


def queue_mail(
    *,
    key: str,
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    reply_to: str = "",
    document: str = "",
) -> OutgoingMail:
    """Write a mail down, to be sent once the current transaction is committed.

    `template` is a text (see `mail/base.txt`); `context` also gets `site_url`. A key already used gives back
    the mail it was used for. `document` names what is joined, see `pat_logistics.mail.documents`. Raises
    ValidationError for an address that is none, or no address at all.
    """
    for address in [to, *filter(None, [reply_to])]:
        validate_email(address)
        if len(address) > LONGEST_ADDRESS:
            raise ValidationError("Cette adresse électronique est trop longue.", code="invalid")
    body = get_template(template).template.render(  # type: ignore[attr-defined]
        Context({"site_url": settings.SITE_URL, **context}, autoescape=False)
    )
    mail, created = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "reply_to": reply_to,
            "subject": _one_line(subject)[:200],
            "document": document,
            "body": body.replace("\0", "").strip() + "\n",
            "message_id": make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
        },
    )
    if created:
        transaction.on_commit(partial(_ask_a_worker, mail.pk))
    return mail


def _one_line(text: str) -> str:
    """Printable characters and single spaces: no header can be slipped in."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def _ask_a_worker(pk: int) -> None:
    global _broker_rests_until
    if time.monotonic() < _broker_rests_until:
        return
    try:
        current_app.send_task(DELIVER_TASK, [pk], retry=False)
    except (OperationalError, OSError) as error:
        _broker_rests_until = time.monotonic() + BROKER_REST_S
        logger.warning("no broker for mail %s, left to the sweep: %s", pk, error)


def resend(mail: OutgoingMail, *, to: str = "") -> bool:
    """Send again a mail that was refused or may not have left, as a person asked; False if it cannot be.

    `to` is the address to use from now on, when it was corrected.
    """
    waiting = OutgoingMail.objects.filter(
        pk=mail.pk, state__in=[MailState.REFUSED, MailState.UNCERTAIN]
    ).exclude(body="")
    now = timezone.now()
    again = {
        "state": MailState.WAITING,
        "not_before": now,
        "created_at": now,
        "attempts": 0,
        "last_error": "",
    }
    if not waiting.update(**again, to=to or F("to")):
        return False
    transaction.on_commit(partial(_ask_a_worker, mail.pk))
    return True


def deliver(pk: int) -> bool:
    """Send one mail if it is due. Called twice, or by two workers at once, it still leaves once.

    False when the mail server cannot be reached: the next mail would wait for it in vain.
    """
    mail = OutgoingMail.objects.due(timezone.now()).filter(pk=pk).first()
    if mail is None:
        return True
    document = documents.drawn(mail.document, mail.to) if mail.document else None
    reached = handed = False

    def hand_over() -> None:
        nonlocal handed
        _take(mail)
        handed = True

    connection = _connection(hand_over)
    message = EmailMessage(
        mail.subject,
        mail.body if document or not mail.document else f"{mail.body}\n{documents.MISSING}\n",
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if document:
        message.attach(document.name, document.content, document.mimetype)
    try:
        connection.open()
        reached = True
        if not isinstance(connection, HandOverBackend):
            hand_over()
        connection.send_messages([message])
    except TakenError:
        return True
    except Exception as error:  # noqa: BLE001 - whatever went wrong is written beside the mail
        _failed(mail, error, handed=handed)
    else:
        _settle(mail, MailState.SENT)
    finally:
        _close(connection)
    return reached


def _connection(hand_over: Any) -> BaseEmailBackend:
    """The backend of the settings; SMTP in the shape that tells when the text leaves."""
    if issubclass(import_string(settings.EMAIL_BACKEND), EmailBackend):
        return HandOverBackend(before_end=hand_over)
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


def _settle(mail: OutgoingMail, state: MailState, *, handed: bool = True, **changes: Any) -> None:
    """Write down what became of the mail, unless another worker took it meanwhile."""
    ours = MailState.SENDING if handed else MailState.WAITING
    OutgoingMail.objects.filter(pk=mail.pk, state=ours).update(state=state, **changes)


def _answer(error: Exception) -> int | None:
    """Code with which the server refused the mail, None when it did not answer."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    # A sender or a password it does not want is our fault: someone will mend it, the mail waits.
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code
    return None


def _failed(mail: OutgoingMail, error: Exception, *, handed: bool) -> None:
    code, told = _answer(error), _one_line(f"{type(error).__name__}: {error}")[:300]
    logger.warning("mail %s did not leave: %s", mail.pk, told)
    if handed and code is None:
        _settle(mail, MailState.UNCERTAIN, last_error=told)
        return
    now = timezone.now()
    if (code or 0) >= PERMANENT or now - mail.created_at > GIVE_UP:
        _settle(mail, MailState.REFUSED, handed=handed, last_error=told)
        return
    attempts = mail.attempts + 1
    minutes = RETRY_MINUTES[min(attempts, len(RETRY_MINUTES)) - 1]
    # A little chance in the delay, so that a server that comes back does not meet everyone at once.
    delay = timedelta(minutes=minutes * random.uniform(1, 1.2))  # noqa: S311
    changes = {"last_error": told, "attempts": attempts, "not_before": now + delay}
    _settle(mail, MailState.WAITING, handed=handed, **changes)


def sweep(now: datetime) -> int:
    """Send what nobody sent, and call uncertain what a dead worker left in the middle; gives how many."""
    longest = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)
    OutgoingMail.objects.filter(state=MailState.SENDING, handed_at__lt=now - longest).update(
        state=MailState.UNCERTAIN, last_error="Le serveur de messagerie n’a pas eu le temps de répondre."
    )
    late = OutgoingMail.objects.due(now - HEAD_START).values_list("pk", flat=True)[:SWEPT_AT_ONCE]
    swept, ends_at = 0, time.monotonic() + SWEEP_S
    for pk in list(late):
        swept += 1
        if not deliver(pk) or time.monotonic() > ends_at:
            break
    return swept


def forget_old(now: datetime) -> int:
    """Empty what left long ago of what names people; the key stays, so that it is not sent again."""
    old = (
        OutgoingMail.objects.filter(created_at__lt=now - KEPT).exclude(state=MailState.WAITING).exclude(to="")
    )
    return old.exclude(to="").update(to="", reply_to="", subject="", body="", document="", last_error="")
