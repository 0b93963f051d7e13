"""What the database says of a job, and what a job says of itself."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from pat_logistics.jobs.kinds import File
from pat_logistics.jobs.models import FileRole, Job, JobState
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": JobState.RUNNING},
        {"state": JobState.DONE},
        {"finished_at": timezone.now()},
        {"state": JobState.FAILED, "finished_at": timezone.now()},
        {"error": "Une erreur."},
        {"done": 2, "total": 1},
    ],
)
def test_the_database_refuses_a_state_that_makes_no_sense(wrong):
    job = JobFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**wrong)


def test_the_same_work_open_twice_is_refused():
    job = JobFactory()
    with pytest.raises(IntegrityError):
        JobFactory(owner=job.owner, digest=job.digest)


def test_a_job_keeps_one_file_of_each_role():
    job, sheet = JobFactory(), File("n" * 300 + ".csv", "text/csv", b"name;siret")
    assert job.file_of(FileRole.INPUT) is None
    job.keep(FileRole.INPUT, sheet)
    kept = job.file_of(FileRole.INPUT)
    assert (kept.name, kept.media_type, kept.content) == ("n" * 200, "text/csv", b"name;siret")
    with pytest.raises(IntegrityError):
        job.keep(FileRole.INPUT, sheet)


@pytest.mark.parametrize(("kind", "title"), [("tests_count", "Compter"), ("tests_gone", "tests_gone")])
def test_a_job_is_called_by_the_title_of_its_kind(kind, title):
    assert str(JobFactory(kind=kind)) == f"{title} (en attente)"


@pytest.mark.parametrize("state", JobState.values)
def test_only_what_waits_or_runs_is_open(state):
    assert Job(state=state).is_open == (state in ("waiting", "running"))
