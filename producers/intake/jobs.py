"""The work on a list, done by a worker: its trial, its writing, its undoing."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from pat_logistics.accounts.perms import counsels
from pat_logistics.exchange.sheets import UnreadableFileError
from pat_logistics.exchange.writing import safe
from pat_logistics.jobs.kinds import File, JobError, Outcome, Progress, job
from pat_logistics.jobs.models import Job
from producers.intake.importing import run
from producers.intake.undo import undo as undo_all
from producers.models import Intake, IntakeRow, RowState
from producers.services import one_creation_at_a_time

TRIAL, APPLY, UNDO = "producers_intake_trial", "producers_intake", "producers_intake_undo"
LIMIT = timedelta(hours=1)
HEADERS = ("ligne", "ferme", "lieu", "état", "détail")
GONE = "Cette liste n’est plus là : envoyez-la de nouveau."


def page_of(job: Job) -> str:
    """Address of the list that a job works on."""
    return Intake(pk=job.inputs.get("intake")).get_absolute_url() if job.inputs.get("intake") else ""


@job(TRIAL, title="Lecture d’une liste de producteurs", limit=LIMIT, address=page_of)
def try_out(job: Job, progress: Progress) -> Outcome:
    """What the list would do, each record with what becomes of it."""

    def work(intake: Intake) -> dict[str, Any]:
        counts = run(intake, progress, apply=False)
        intake.tried_at = timezone.now()
        intake.save(update_fields=["tried_at"])
        return dict(counts)

    return _on(job, work, is_there=lambda intake: intake.may_change)


@job(APPLY, title="Import d’une liste de producteurs", limit=LIMIT, address=page_of)
def write(job: Job, progress: Progress) -> Outcome:
    """Write the list that was tried. What changed since is judged again."""

    def work(intake: Intake) -> dict[str, Any]:
        with one_creation_at_a_time():
            counts = run(intake, progress, apply=True)
        intake.applied_at, intake.content, intake.samples = timezone.now(), None, {}
        intake.save(update_fields=["applied_at", "content", "samples"])
        return dict(counts)

    return _on(job, work, is_there=lambda intake: intake.may_change and bool(intake.tried_at))


@job(UNDO, title="Annulation d’un import de producteurs", limit=LIMIT, address=page_of)
def undo(job: Job, progress: Progress) -> Outcome:
    """Take back what the list wrote and nobody has touched since."""

    def work(intake: Intake) -> dict[str, Any]:
        found = undo_all(intake, progress)
        return {"erased": found.erased, "restored": found.restored, "kept": found.kept}

    return _on(job, work, is_there=lambda intake: intake.may_be_undone)


def _on(job: Job, work: Callable[[Intake], dict[str, Any]], *, is_there: Callable[[Intake], bool]) -> Outcome:
    """Do the work on the list of a job, for an owner who still may."""
    lists = Intake.objects.select_for_update(of=("self",)).filter(owner=job.owner)
    intake = lists.select_related("owner").filter(pk=job.inputs.get("intake")).first()
    if intake is None or not is_there(intake):
        raise JobError(GONE)
    if not counsels(job.owner):
        raise JobError("Ce compte n’importe pas de listes de producteurs.")
    try:
        rows = work(intake)
    except UnreadableFileError as error:
        raise JobError(str(error)) from error
    return Outcome(rows=rows, file=report_file(intake))


def report_file(intake: Intake) -> File:
    """What becomes of each record, to be read beside the file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for row in intake.rows.order_by("number").iterator(chunk_size=2_000):
        writer.writerow(cells(row))
    return File("rapport.csv", "text/csv; charset=utf-8", ("\ufeff" + text.getvalue()).encode())


def cells(row: IntakeRow) -> tuple[str, ...]:
    told = " ".join([*row.faults, *row.notes])
    return str(row.number), safe(row.name), safe(row.place), RowState(row.state).label, safe(told)
