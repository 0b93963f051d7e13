"""Writing a mail down; the outbox sends it (see `pat_logistics.outbox.services`)."""

from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template

from pat_logistics.mail.channel import MAIL
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox import services as outbox
from pat_logistics.typed import one_line

LONGEST_ADDRESS = 254  # RFC 5321, §4.5.3.1.3


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
    return outbox.write(
        MAIL,
        key=key,
        to=to,
        reply_to=reply_to,
        subject=one_line(subject)[:200],
        document=document,
        body=body.replace("\0", "").strip() + "\n",
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
    )


def resend(mail: OutgoingMail, *, to: str = "") -> bool:
    """Send again a mail that was refused or may not have left, as a person asked; False if it cannot be.

    `to` is the address to use from now on, when it was corrected.
    """
    return outbox.send_again(MAIL, mail, **({"to": to} if to else {}))
