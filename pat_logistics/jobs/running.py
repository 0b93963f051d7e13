"""What a worker does with a job: take it, do it, write down what became of it."""

import logging
from datetime import datetime
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from pat_logistics.formats import number
from pat_logistics.jobs.kinds import KINDS, CancelledError, JobError, Kind, Outcome
from pat_logistics.jobs.models import KEPT, FileRole, Job, JobState
from pat_logistics.jobs.pulse import LostError, Pulse
from pat_logistics.workers import ask_a_worker

logger = logging.getLogger(__name__)

RUN_TASK = "pat_logistics.jobs.tasks.run"
# Between the exception that stops a job and the death of its process, to write down what happened.
GRACE_S = 60

UNEXPECTED = (
    "Une erreur imprévue a arrêté ce travail. Elle est consignée : réessayez, ou écrivez-nous si elle "
    "revient."
)
UNKNOWN_KIND = "Cette version du portail ne sait plus faire ce travail."


def ask(job: Job) -> None:
    """Ask a worker for one job, with the time that its kind takes rather than that of the other tasks."""
    kind = KINDS.get(job.kind)
    limit_s = kind.limit.total_seconds() if kind else GRACE_S
    ask_a_worker(RUN_TASK, job.pk, soft_time_limit=limit_s, time_limit=limit_s + GRACE_S)


def ask_for_next() -> None:
    """Ask for the jobs that wait longest, as many as may begin."""
    free = settings.JOBS_AT_ONCE - Job.objects.filter(state=JobState.RUNNING).count()
    if free > 0:
        for job in Job.objects.filter(state=JobState.WAITING).order_by("created_at", "pk")[:free]:
            ask(job)


def run(pk: int) -> None:
    """Do a job that waits. Called twice, or by two workers at once, it is still done once."""
    job = _take(pk, timezone.now())
    if job is None:
        return
    try:
        _run(job)
    except LostError:
        logger.warning("job %s belongs to another run: what this one did is left out", job.pk)
    finally:
        ask_for_next()


def _take(pk: int, now: datetime) -> Job | None:
    """The job, for one worker only; None when it does not wait any more, or when enough others run."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Two that count at the same time would both find a place.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('jobs.take'))")
        if Job.objects.filter(state=JobState.RUNNING).count() >= settings.JOBS_AT_ONCE:
            return None
        taken = Job.objects.filter(pk=pk, state=JobState.WAITING).update(
            state=JobState.RUNNING,
            started_at=now,
            heartbeat_at=now,
            attempts=F("attempts") + 1,
            done=0,
            total=0,
        )
    return Job.objects.get(pk=pk) if taken else None


def _run(job: Job) -> None:
    """Do the job and settle it. A database that fails settles nothing: the sweep will have it done again."""
    kind = KINDS.get(job.kind)
    if kind is None:
        _settle(job, JobState.FAILED, error=UNKNOWN_KIND)
        return
    try:
        _do(job, kind)
    except (LostError, OperationalError, InterfaceError):
        raise
    except CancelledError:
        _settle(job, JobState.CANCELLED)
    except JobError as error:
        _settle(job, JobState.FAILED, error=str(error)[:500])
    except SoftTimeLimitExceeded:
        minutes = number(kind.limit.total_seconds() / 60)
        _settle(job, JobState.FAILED, error=f"Ce travail durait plus de {minutes} minutes : il a été arrêté.")
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _settle(job, JobState.FAILED, error=UNEXPECTED)


def _do(job: Job, kind: Kind) -> None:
    """What the job writes and that it is done appear together, or not at all."""
    with transaction.atomic():
        with Pulse(job) as pulse:
            outcome = kind.run(job, pulse) or Outcome()
        _, total = pulse.told
        _settle(job, JobState.DONE, rows=outcome.rows, done=total, total=total)
        if outcome.file:
            job.keep(FileRole.RESULT, outcome.file)


def _settle(job: Job, state: JobState, **changes: Any) -> None:
    """Write down what became of this run of the job."""
    now = timezone.now()
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    if not mine.update(state=state, finished_at=now, expires_at=now + KEPT, **changes):
        raise LostError
