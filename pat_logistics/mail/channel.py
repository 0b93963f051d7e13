"""Mail as a channel of the outbox: handing one mail to the server of the settings, and reading its answer."""

import logging
import smtplib
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils.module_loading import import_string

from pat_logistics.mail import documents
from pat_logistics.mail.backend import HandOverBackend
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox.channel import RefusedError, UnreachableError

logger = logging.getLogger(__name__)

PERMANENT = 500  # SMTP: 4xx may pass later, 5xx never will


class MailChannel:
    model = OutgoingMail
    deliver_task = "pat_logistics.mail.tasks.deliver_mail"
    emptied = {"to": "", "reply_to": "", "subject": "", "body": "", "document": ""}
    repeats = False

    def send(self, item: OutgoingMail, hand_over: Callable[[], None]) -> None:
        connection = _connection(hand_over)
        message = _message(item, connection)
        try:
            try:
                connection.open()
            except Exception as error:
                raise UnreachableError from error
            if not isinstance(connection, HandOverBackend):
                hand_over()
            connection.send_messages([message])
        # Any other refusal, of a sender or of a password, is our fault: someone will mend it, the mail waits.
        except smtplib.SMTPRecipientsRefused as error:
            code = max(code for code, _ in error.recipients.values())
            raise RefusedError(for_good=code >= PERMANENT) from error
        except smtplib.SMTPDataError as error:
            raise RefusedError(for_good=error.smtp_code >= PERMANENT) from error
        finally:
            _close(connection)


MAIL = MailChannel()


def _connection(hand_over: Callable[[], None]) -> BaseEmailBackend:
    """The backend of the settings; SMTP in the shape that tells when the text leaves."""
    if issubclass(import_string(settings.EMAIL_BACKEND), EmailBackend):
        return HandOverBackend(before_end=hand_over)
    return get_connection()


def _message(mail: OutgoingMail, connection: BaseEmailBackend) -> EmailMessage:
    document = documents.drawn(mail.document, mail.to) if mail.document else None
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
    return message


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):  # the mail is settled: a bad good-bye changes nothing
        logger.info("the mail server left without a good-bye")
