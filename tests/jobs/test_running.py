"""What becomes of a job, whatever happens to it. Nothing here lasts long enough for a sign of life."""

import pytest
from django.db import OperationalError

from pat_logistics.jobs import running
from pat_logistics.jobs.kinds import KINDS, CancelledError, File, JobError, Kind
from pat_logistics.jobs.models import FileRole, Job, JobState
from pat_logistics.jobs.running import run
from tests.factories.jobs import JobFactory
from tests.jobs.kinds import noted

pytestmark = pytest.mark.django_db


@pytest.fixture
def does(monkeypatch):
    """Make of a function what the jobs of these tests do."""

    def make(function):
        monkeypatch.setitem(
            KINDS, "tests_count", Kind("tests_count", "Essai", function, KINDS["tests_count"].limit)
        )

    return make


def done(job):
    run(job.pk)
    job.refresh_from_db()
    return job


def test_a_job_done_keeps_its_rows_and_its_file(tmp_path):
    job = done(JobFactory(inputs={"folder": str(tmp_path), "total": 3}))
    assert (job.state, job.rows, job.done, job.total) == (JobState.DONE, [0, 1, 2], 3, 3)
    assert job.file_of(FileRole.RESULT) == File("compte.csv", "text/csv", b"0;1;2")
    assert job.started_at <= job.heartbeat_at <= job.finished_at < job.expires_at


def test_a_job_asked_for_several_times_is_done_once(tmp_path):
    job = JobFactory(inputs={"folder": str(tmp_path), "total": 3})
    for _ in range(3):
        run(job.pk)
    assert len(noted(tmp_path)) == 2


def test_a_job_that_gives_nothing_is_done():
    assert done(JobFactory(kind="tests_silent")).state == JobState.DONE


def test_an_error_in_what_was_given_is_told_as_it_is():
    job = done(JobFactory(kind="tests_wrong"))
    assert (job.state, job.error) == (JobState.FAILED, "Ce fichier ne se lit pas.")


def test_a_fault_of_ours_is_told_in_french_and_logged(caplog):
    job = done(JobFactory(kind="tests_crash"))
    assert (job.state, job.error) == (JobState.FAILED, running.UNEXPECTED)
    assert "a fault of ours" in caplog.text


def test_a_result_that_cannot_be_kept_is_a_fault_of_ours(does):
    does(lambda _job, _progress: running.Outcome(rows=object()))
    assert done(JobFactory()).error == running.UNEXPECTED


def test_a_kind_that_this_version_does_not_know_is_told():
    job = done(JobFactory(kind="tests_of_yesterday"))
    assert (job.state, job.error) == (JobState.FAILED, running.UNKNOWN_KIND)
    assert job.title == "tests_of_yesterday"


def test_a_job_that_obeys_the_order_to_stop_is_cancelled(does):
    def obey(_job, _progress):
        raise CancelledError

    does(obey)
    assert done(JobFactory()).state == JobState.CANCELLED


def test_a_database_that_fails_leaves_the_job_to_the_sweep(does):
    def cut(_job, _progress):
        raise OperationalError("server closed the connection")

    does(cut)
    job = JobFactory()
    with pytest.raises(OperationalError):
        run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_a_run_that_lost_its_job_to_another_one_leaves_it_alone(does):
    def lose(job, _progress):
        Job.objects.filter(pk=job.pk).update(attempts=2)

    does(lose)
    assert done(JobFactory()).state == JobState.RUNNING


@pytest.mark.parametrize("wrong", [RuntimeError, CancelledError, JobError])
def test_what_a_job_wrote_before_it_stopped_is_undone(does, wrong):
    def write_then_stop(job, _progress):
        JobFactory(owner=job.owner, kind="tests_silent")
        raise wrong("Non.")

    does(write_then_stop)
    run(JobFactory().pk)
    assert Job.objects.count() == 1


def test_what_a_run_wrote_that_lost_its_job_is_undone(does):
    def write_then_lose(job, _progress):
        JobFactory(owner=job.owner, kind="tests_silent")
        Job.objects.filter(pk=job.pk).update(attempts=2)

    does(write_then_lose)
    run(JobFactory().pk)
    assert Job.objects.count() == 1


def test_a_job_waits_while_enough_others_run(tmp_path, settings):
    JobFactory(running=True)
    job = JobFactory(inputs={"folder": str(tmp_path), "total": 1})
    assert done(job).state == JobState.WAITING
    settings.JOBS_AT_ONCE = 2
    assert done(job).state == JobState.DONE


def test_the_next_job_is_asked_for_when_one_ends(asked):
    first, second = JobFactory(kind="tests_silent"), JobFactory(kind="tests_silent")
    run(first.pk)
    assert [pk for pk, _ in asked] == [second.pk]
