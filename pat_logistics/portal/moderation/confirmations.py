"""Asking the owners of listings whether all is still right, and noting that it is.

A reminder carries a signed link, so that nobody needs an account to say « Tout est juste ». The link opens
one listing, for a limited time, and no longer once the listing is confirmed.
"""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.timezone import localdate

from pat_logistics.mail.models import OutgoingMail
from pat_logistics.mail.services import queue_mail
from pat_logistics.portal.moderation.listings import CONFIRMABLE, Kind
from producers.freshness import stale

logger = logging.getLogger(__name__)

SALT = "pat_logistics.portal.moderation.confirm"
# Longer than the month between two reminders, so that the last mail received always works.
LINK_AGE = timedelta(days=45)
# One run of the task stays far under its time limit; what is left is for the next days.
REMINDERS_A_DAY = 300


def link_token(kind: Kind, listing: Any) -> str:
    """Opens this listing, in the state of confirmation it is in now."""
    return signing.dumps([kind.slug, listing.pk, _told(listing)], salt=SALT)


def _told(listing: Any) -> str:
    return listing.confirmed_on.isoformat() if listing.confirmed_on else ""


def read_token(token: str) -> tuple[Kind, int, str]:
    """Kind, key and last confirmation that a link was made for.

    Raises SignatureExpired for a link too old, BadSignature for one we did not make.
    """
    slug, pk, told = signing.loads(token, salt=SALT, max_age=LINK_AGE)
    return CONFIRMABLE[slug], pk, told


def is_used(listing: Any, told: str) -> bool:
    """The listing was confirmed since the link was made."""
    return _told(listing) != told


def due(kind: Kind, today: date) -> "models.QuerySet[Any]":
    """Published listings to remind of: stale, with somebody to write to, and not reminded this month."""
    key = Concat(
        Value(f"confirm:{kind.slug}:"),
        Cast(OuterRef("pk"), models.CharField()),
        Value(_month(today)),
        output_field=models.CharField(),
    )
    waiting = kind.reachable().filter(pk__in=kind.visible_to(AnonymousUser()).order_by().values("pk"))
    return (
        waiting.filter(stale(today))
        .exclude(Exists(OutgoingMail.objects.filter(key=key)))
        .order_by(Coalesce(F("confirmed_on"), F("published_at__date")), "pk")
    )


def _month(today: date) -> str:
    return f":{today:%Y-%m}"


def remind(now: datetime) -> int:
    """Write to the owners of stale listings, the longest unconfirmed first; gives how many listings."""
    today, written = localdate(now), 0
    for kind in CONFIRMABLE.values():
        # Keys alone: who stops in the middle of an open cursor leaves it to the collector of garbage.
        for key in due(kind, today).values_list("pk", flat=True):
            if written >= REMINDERS_A_DAY:
                return written
            if listing := kind.reachable().filter(pk=key).first():
                written += _remind_of(kind, listing, today)
    return written


def _remind_of(kind: Kind, listing: Any, today: date) -> bool:
    """One mail for each keeper of the listing; the first key alone says that the month is done."""
    key = f"confirm:{kind.slug}:{listing.pk}{_month(today)}"
    context = {
        "listing": listing,
        "path": reverse("moderation:confirm_link", args=[link_token(kind, listing)]),
        "days": LINK_AGE.days,
    }
    try:
        with transaction.atomic():
            for number, address in enumerate(kind.addresses_of(listing)):
                queue_mail(
                    key=f"{key}:{number}" if number else key,
                    to=address,
                    subject=f"« {listing} » : tout est-il encore juste ?",
                    template="moderation/mail/confirm.txt",
                    context=context,
                )
    except ValidationError:
        logger.warning("no reminder %s: its address is not valid", key)
        return False
    return True
