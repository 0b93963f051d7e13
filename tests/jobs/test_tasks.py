"""The tasks of jobs on real workers: killed in the middle, told to stop, asked twice, killed by the job."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from pat_logistics.jobs import running, services
from pat_logistics.jobs.models import FileRole, Job, JobState
from pat_logistics.jobs.tasks import sweep
from tests.embedded.portal import wait_until
from tests.factories.accounts import UserFactory
from tests.jobs.kinds import noted
from tests.workers import Workers

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 60


@pytest.fixture
def workers():
    current_app.control.purge()
    opened = Workers(app="tests.jobs.kinds")
    yield opened
    opened.end()
    current_app.control.purge()


@pytest.fixture
def begin(tmp_path):
    def begin(kind="tests_count", **inputs):
        given = {"folder": str(tmp_path), "total": 5} | inputs
        return services.start(kind=kind, owner=UserFactory(), inputs=given)

    return begin


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def waiting_messages():
    """How many tasks no worker has taken yet."""
    with current_app.connection_for_read() as broker:
        return broker.default_channel.client.llen("celery")


def sweep_after_a_silence():
    """What the scheduled sweep does once a dead worker has said nothing for long enough."""
    Job.objects.filter(state=JobState.RUNNING).update(
        heartbeat_at=timezone.now() - services.SILENCE - timedelta(seconds=1)
    )
    sweep.delay()


def test_a_job_whose_worker_is_killed_in_its_middle_ends_once_and_whole(workers, begin, tmp_path):
    workers.start()
    job = begin(hold=2)
    wait_until(lambda: Job.objects.get().done == 2, PATIENCE_S)
    workers.kill()
    (tmp_path / "go").touch()
    workers.start()
    sweep_after_a_silence()
    wait_until(lambda: state_of(job) == JobState.DONE, PATIENCE_S)
    job.refresh_from_db()
    assert (job.rows, job.attempts) == ([0, 1, 2, 3, 4], 2)
    assert job.file_of(FileRole.RESULT).content == b"0;1;2"
    assert [line.split()[0] for line in noted(tmp_path)] == ["begin", "begin", "end"]


def test_stopping_a_running_job_takes_seconds(workers, begin):
    workers.start()
    job = begin(hold=2)
    wait_until(lambda: Job.objects.get().done == 2, PATIENCE_S)
    services.cancel(job)
    wait_until(lambda: state_of(job) == JobState.CANCELLED, 10)


def test_two_workers_never_do_the_same_job_at_once(workers, begin, tmp_path):
    workers.start()
    workers.start()
    job = begin(hold=2)
    for _ in range(10):
        running.ask(job)
    wait_until(lambda: Job.objects.get().done == 2, PATIENCE_S)
    other = begin(total=1)
    # The second worker has taken what was asked for in the meantime, and left it: its turn comes later.
    wait_until(lambda: waiting_messages() == 0, PATIENCE_S)
    assert [line.split()[0] for line in noted(tmp_path)] == ["begin"]
    assert state_of(other) == JobState.WAITING
    (tmp_path / "go").touch()
    wait_until(lambda: {state_of(job), state_of(other)} == {JobState.DONE}, PATIENCE_S)
    assert [line.split()[0] for line in noted(tmp_path)] == ["begin", "end"] * 2


def test_a_job_that_kills_its_worker_fails_in_french_and_never_loops(workers, begin, tmp_path):
    workers.start()
    job = begin("tests_poison")
    for attempt in range(1, services.MAX_ATTEMPTS + 1):
        wait_until(lambda attempt=attempt: len(noted(tmp_path)) == attempt, PATIENCE_S)
        sweep_after_a_silence()
    wait_until(lambda: state_of(job) == JobState.FAILED, PATIENCE_S)
    job.refresh_from_db()
    assert job.error == services.GIVEN_UP
    after = begin(total=1)
    wait_until(lambda: state_of(after) == JobState.DONE, PATIENCE_S)
    assert len([line for line in noted(tmp_path) if line == "begin"]) == services.MAX_ATTEMPTS


def test_a_job_that_never_ends_is_stopped_at_the_limit_of_its_kind(workers, begin):
    workers.start()
    job = begin("tests_endless")
    wait_until(lambda: state_of(job) == JobState.FAILED, PATIENCE_S)
    job.refresh_from_db()
    assert "il a été arrêté" in job.error
