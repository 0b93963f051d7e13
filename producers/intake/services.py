"""A list of producers, from its sending to the day its producers are told: each step in one transaction."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from pat_logistics.accounts.models import User
from pat_logistics.exchange.records import Records, records_of
from pat_logistics.folding import fold
from pat_logistics.jobs import services as jobs_services
from pat_logistics.jobs.models import Job
from producers import entries
from producers.intake import jobs, targets
from producers.models import AdvisorEntry, Decision, Intake, IntakeRow, RowState
from producers.models.intake import FILE_KEPT, ROWS_KEPT

SAMPLES, SAMPLE_LENGTH = 3, 60
# Until then a list may be undone without anybody having been written to.
TOLD_AFTER = timedelta(hours=1)
TOLD_AT_ONCE = 500
WRITTEN = "Cette liste est déjà écrite : elle peut s’annuler, pas se changer."
WORKING = "Un travail est en cours sur cette liste : attendez sa fin."


def receive(*, owner: User, name: str, source: str, reason: str, mode: str, content: bytes) -> Intake:
    """Keep a list, with the columns as they are most likely to be read. Raises UnreadableFileError."""
    records = records_of(content, targets.is_header)
    signature = _signature(records.headers)
    return Intake.objects.create(
        owner=owner,
        name=name,
        source=source,
        reason=reason,
        mode=mode,
        content=content,
        headers=list(records.headers),
        signature=signature,
        columns=_columns(records.headers, signature),
        samples=_samples(records),
    )


def _signature(headers: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps([fold(header) for header in headers]).encode()).hexdigest()


def _columns(headers: Sequence[str], signature: str) -> dict[str, str]:
    """As a list of the same columns was read the last time, else by the names of the columns."""
    last = Intake.objects.filter(signature=signature, tried_at__isnull=False).order_by("-sent_at").first()
    chosen = last.columns if last else targets.suggested(headers)
    folded = {fold(header): code for header, code in chosen.items()}
    return {header: folded.get(fold(header), "") for header in headers}


def _samples(records: Records) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {header: {} for header in records.headers}
    waiting = set(records.headers)
    for _, texts in records.rows:
        for header, text in zip(records.headers, texts, strict=True):
            if text and header in waiting:
                found[header][text[:SAMPLE_LENGTH]] = None
                if len(found[header]) == SAMPLES:
                    waiting.discard(header)
        if not waiting:
            break
    return {header: list(texts) for header, texts in found.items()}


@transaction.atomic
def choose_columns(*, intake: Intake, columns: Mapping[str, str]) -> Job:
    """Say what each column is, and try the list. Raises ValidationError when it cannot be any more."""
    locked = _open(intake)
    locked.columns = dict(columns)
    locked.save(update_fields=["columns"])
    return _start(locked, jobs.TRIAL)


@transaction.atomic
def decide(*, intake: Intake, answers: Mapping[int, str], rest: str = "") -> int:
    """Answer records that resemble a farm, by their number; `rest` answers the others. How many were."""
    locked = _open(intake)
    asked = {row.number: row for row in locked.rows.filter(state=RowState.ASKED).select_for_update()}
    changed = []
    for number, row in asked.items():
        answer = answers.get(number) or rest
        if answer in Decision.values:
            row.decision = answer
            changed.append(row)
    IntakeRow.objects.bulk_update(changed, ["decision"], batch_size=1_000)
    if changed:
        _start(locked, jobs.TRIAL)
    return len(changed)


@transaction.atomic
def apply(*, intake: Intake) -> Job:
    """Write the list that was tried."""
    locked = _open(intake)
    if not locked.tried_at:
        raise ValidationError("Essayez d’abord cette liste.")
    return _start(locked, jobs.APPLY)


@transaction.atomic
def undo(*, intake: Intake) -> Job:
    """Take a written list back."""
    locked = Intake.objects.select_for_update().get(pk=intake.pk)
    if not locked.may_be_undone:
        raise ValidationError("Cette liste n’est pas écrite, ou elle est déjà annulée.")
    if not locked.rows.exists():
        raise ValidationError("Cette liste est trop ancienne pour être annulée d’un coup.")
    return _start(locked, jobs.UNDO)


def _open(intake: Intake) -> Intake:
    locked = Intake.objects.select_for_update().get(pk=intake.pk)
    if not locked.may_change:
        raise ValidationError(WRITTEN if locked.applied_at else jobs.GONE)
    return locked


def _start(intake: Intake, kind: str) -> Job:
    """One work at a time on a list."""
    if intake.job and intake.job.is_open:
        raise ValidationError(WORKING)
    intake.job = jobs_services.start(kind=kind, owner=intake.owner, inputs={"intake": intake.pk})
    intake.save(update_fields=["job"])
    return intake.job


def tell_listed(now: datetime) -> int:
    """Tell the producers of the lists written an hour ago and not undone, some at a time; says how many."""
    waiting = Intake.objects.filter(
        applied_at__lte=now - TOLD_AFTER, told_at__isnull=True, undone_at__isnull=True
    )
    told = 0
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        after = 0
        while part := _tell_part(pk, after, now):
            told, after = told + len(part), part[-1]
    return told


@transaction.atomic
def _tell_part(pk: int, after: int, now: datetime) -> list[int]:
    """Tell the producers of the next entries of a list; their keys. Once there is none, the list is told."""
    intake = Intake.objects.select_for_update().filter(pk=pk, undone_at__isnull=True).first()
    if intake is None:
        return []
    made = intake.rows.filter(state=RowState.NEW).values("producer")
    found = list(
        AdvisorEntry.objects.open()
        .filter(producer__in=made, pk__gt=after)
        .exclude(email="")
        .select_related("producer__commune", "entered_by", "organisation")
        .order_by("pk")[:TOLD_AT_ONCE]
    )
    for entry in found:
        entries.tell_entered(entry=entry)
    if not found:
        intake.told_at = now
        intake.save(update_fields=["told_at"])
    return [entry.pk for entry in found]


def forget(now: datetime) -> None:
    """Empty the files that have not served, and the reports that nobody needs any more."""
    Intake.objects.filter(content__isnull=False, sent_at__lt=now - FILE_KEPT).update(content=None, samples={})
    IntakeRow.objects.filter(intake__sent_at__lt=now - ROWS_KEPT).delete()
