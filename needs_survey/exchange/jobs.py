"""Long files of responses, tried and imported as jobs. Their report is kept with the job."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.urls import reverse

from needs_survey.exchange.importing import ResponseImport, ResponseOutcome
from needs_survey.perms import may_survey
from pat_logistics.exchange.report import Outcome, Report, Status
from pat_logistics.exchange.sheets import UnreadableFileError
from pat_logistics.exchange.writing import FORMATS, Sheet, bytes_of
from pat_logistics.jobs.kinds import File, JobError, Progress, job
from pat_logistics.jobs.kinds import Outcome as Result
from pat_logistics.jobs.models import FileRole, Job

TRIAL, IMPORT = "survey_import_trial", "survey_import"
# A response takes about 15 ms to understand, and a file holds MAX_RESPONSES at most.
LIMIT = timedelta(hours=1)
HEADERS = ("Ligne", "Ferme", "État", "Détail")


def report_page(job: Job) -> str:
    return reverse("survey:import_report", args=[job.key])


@job(TRIAL, title="Lecture d’un fichier de réponses", limit=LIMIT, address=report_page)
def try_out(job: Job, progress: Progress) -> Result:
    return _run(job, progress, apply=False)


@job(IMPORT, title="Import de réponses", limit=LIMIT, address=report_page)
def import_responses(job: Job, progress: Progress) -> Result:
    return _run(job, progress, apply=True)


def _run(job: Job, progress: Progress, *, apply: bool) -> Result:
    sent = job.file_of(FileRole.INPUT)
    # Since it was asked for, the owner may have changed places.
    if sent is None or not may_survey(job.owner):
        raise JobError("Ce compte n’importe pas de diagnostics.")
    try:
        report = ResponseImport(job.owner).run(sent.content, apply=apply, progress=progress)
    except UnreadableFileError as error:
        raise JobError(str(error)) from error
    table = Sheet("Rapport", HEADERS, (_cells(line) for line in report.lines))
    file = File("rapport.csv", FORMATS["csv"].content_type, bytes_of("csv", [table]))
    return Result(rows=[asdict(line) for line in report.lines], file=file)


def _cells(line: Outcome) -> tuple[int | None, str, str, str]:
    told = [*line.faults, *(f"À relire : {text}" for text in line.reread), *line.notes, line.conclusion]
    return line.number, line.name, line.in_words(), " ".join(filter(None, told))


def report_of(rows: list[dict[str, Any]]) -> Report:
    """The report that a job has kept."""
    return Report([ResponseOutcome(**row | {"status": Status(row["status"])}) for row in rows])
