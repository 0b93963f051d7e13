"""Where the result of a job is read."""

from pat_logistics.jobs.kinds import KINDS
from pat_logistics.jobs.models import FileRole, Job, JobState


def has_result(job: Job) -> bool:
    """A finished job gave something that can be downloaded."""
    if job.state != JobState.DONE:
        return False
    return job.rows is not None or job.files.filter(role=FileRole.RESULT).exists()


def address_of(job: Job) -> str:
    """Address of the page of its app that shows the result, "" when there is none."""
    kind = KINDS.get(job.kind)
    return kind.address(job) if kind and kind.address and job.state == JobState.DONE else ""
