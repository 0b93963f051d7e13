"""What is written about reports: received, taken, closed, forgotten."""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from pat_logistics.accounts.models import User
from pat_logistics.mail.services import queue_mail
from pat_logistics.portal.moderation.enums import OPEN, ReportState
from pat_logistics.portal.moderation.listings import Kind
from pat_logistics.portal.moderation.models import ErrorReport

logger = logging.getLogger(__name__)

# Long enough to ask the reporter a question about the answer, no longer.
EMAIL_KEPT = timedelta(days=90)


def report_error(
    *, kind: Kind, listing: Any, reason: str, text: str, email: str, form_key: uuid.UUID
) -> ErrorReport:
    """Keep what somebody reports. The same form sent twice is kept once; with other words, it is another."""
    said = {"reason": reason, "text": text, "email": email}
    report, is_new = ErrorReport.objects.get_or_create(
        form_key=form_key, defaults={kind.field: listing, **said}
    )
    if is_new or all(getattr(report, name) == value for name, value in said.items()):
        return report
    corrected, _ = ErrorReport.objects.get_or_create(
        form_key=uuid.uuid5(form_key, repr(said)), defaults={kind.field: listing, **said}
    )
    return corrected


def take(*, report: ErrorReport, user: User) -> bool:
    """The user says "I look after it", also in the place of somebody else; False once it is closed."""
    open_one = ErrorReport.objects.filter(pk=report.pk, state__in=OPEN)
    return bool(open_one.update(state=ReportState.IN_PROGRESS, handled_by=user))


@transaction.atomic
def close(*, report: ErrorReport, user: User, state: str, answer: str) -> bool:
    """Settle a report and tell those it concerns; False if somebody else has settled it meanwhile.

    The reporter gets the answer; the owner of the listing learns of what was accepted, never of who told.
    """
    open_one = ErrorReport.objects.filter(pk=report.pk, state__in=OPEN)
    if not open_one.update(state=state, handled_by=user, handled_at=timezone.now(), answer=answer):
        return False
    report.refresh_from_db()
    public = report.kind.visible_to(AnonymousUser()).filter(pk=report.listing.pk).exists()
    context = {"report": report, "listing": report.listing, "kind": report.kind, "public": public}
    if report.email:
        _write(
            key=f"report:{report.pk}:answer",
            to=report.email,
            subject=f"Votre signalement sur « {report.listing} »",
            template="moderation/mail/answer.txt",
            context=context,
        )
    if state == ReportState.DONE:
        for number, address in enumerate(report.kind.addresses_of(report.listing)):
            _write(
                key=f"report:{report.pk}:owner:{number}",
                to=address,
                subject=f"Une erreur signalée sur « {report.listing} »",
                template="moderation/mail/owner.txt",
                context=context,
            )
    return True


def _write(*, to: str, **mail: Any) -> None:
    """An address that is none must not keep a report open."""
    try:
        queue_mail(to=to, **mail)
    except ValidationError:
        logger.warning("no mail %s: its address is not valid", mail["key"])


def forget_reporters(now: datetime) -> int:
    """Empty the addresses of reporters some time after the answer; gives how many."""
    old = ErrorReport.objects.filter(handled_at__lt=now - EMAIL_KEPT).exclude(email="")
    return old.update(email="")
