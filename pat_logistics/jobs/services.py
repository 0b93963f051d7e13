"""Asking for long work, stopping it, and keeping what workers left in order."""

import hashlib
import json
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from pat_logistics.accounts.models import User
from pat_logistics.jobs.kinds import KINDS, File
from pat_logistics.jobs.models import KEPT, FileRole, Job, JobFile, JobState
from pat_logistics.jobs.running import ask, ask_for_next

# A worker that lives gives a sign each second; one whose database was away for a while does not lose its job.
SILENCE = timedelta(minutes=1)
MAX_ATTEMPTS = 3
GIVEN_UP = (
    "Ce travail s’est arrêté plusieurs fois avant sa fin, avec le programme qui le faisait. Il n’est plus "
    "essayé : écrivez-nous."
)
# The line of a job outlives what it held, for whoever comes back to its address.
REMEMBERED = timedelta(days=90)


def start(*, kind: str, owner: User, inputs: dict[str, Any] | None = None, file: File | None = None) -> Job:
    """Ask for a job, done once the current transaction is committed.

    The same one, asked for by the same person and not finished yet, is given back.
    """
    asked = {"kind": KINDS[kind].name, "owner": owner, "digest": _digest(inputs or {}, file)}
    same = Job.objects.open().filter(**asked)
    if found := same.first():
        return found
    try:
        with transaction.atomic():
            job = Job.objects.create(**asked, inputs=inputs or {})
            if file:
                job.keep(FileRole.INPUT, file)
    except IntegrityError:
        return same.get()  # asked for twice in the same instant
    transaction.on_commit(partial(ask, job))
    return job


def _digest(inputs: dict[str, Any], file: File | None) -> str:
    told = json.dumps(inputs, sort_keys=True).encode() + b"\0" + (file.content if file else b"")
    return hashlib.sha256(told).hexdigest()


def cancel(job: Job) -> bool:
    """Stop a job as its owner asks: at once when it waits, at its next sign of life when it runs.

    False when it is over already.
    """
    now, mine = timezone.now(), Job.objects.filter(pk=job.pk)
    over = {"state": JobState.CANCELLED, "finished_at": now, "expires_at": now + KEPT}
    return bool(
        mine.filter(state=JobState.WAITING).update(**over)
        or mine.filter(state=JobState.RUNNING).update(cancel_requested=True)
    )


def sweep(now: datetime) -> None:
    """Put back to waiting what a dead worker left, empty what is too old, and ask for what waits."""
    _take_back(now)
    _expire(now)
    ask_for_next()


def _take_back(now: datetime) -> None:
    left = Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=now - SILENCE)
    over = {"finished_at": now, "expires_at": now + KEPT}
    left.filter(cancel_requested=True).update(state=JobState.CANCELLED, **over)
    left.filter(attempts__gte=MAX_ATTEMPTS).update(state=JobState.FAILED, error=GIVEN_UP, **over)
    left.update(state=JobState.WAITING, done=0, total=0)


def _expire(now: datetime) -> None:
    """Nobody needs it any more, or nobody has ever done it."""
    old = Job.objects.exclude(state__in=[JobState.RUNNING, JobState.EXPIRED]).filter(expires_at__lt=now)
    with transaction.atomic():
        emptied = list(old.select_for_update().values_list("pk", flat=True).order_by("pk"))
        JobFile.objects.filter(job__in=emptied).delete()
        Job.objects.filter(pk__in=emptied).update(
            state=JobState.EXPIRED,
            finished_at=Coalesce("finished_at", now),
            inputs={},
            rows=None,
            error="",
        )
    Job.objects.filter(state=JobState.EXPIRED, expires_at__lt=now - REMEMBERED).delete()
