"""Asking for long work, stopping it, and what the sweep keeps in order."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from pat_logistics.jobs import services
from pat_logistics.jobs.kinds import File
from pat_logistics.jobs.models import KEPT, FileRole, Job, JobFile, JobState
from pat_logistics.jobs.services import cancel, start, sweep
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db
SHEET = File("réponses.csv", "text/csv", b"name;siret")


def begin(owner, **changes):
    return start(**{"kind": "tests_count", "owner": owner, "inputs": {"total": 3}, "file": SHEET} | changes)


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def test_a_job_is_asked_for_once_the_change_is_kept(asked, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = begin(UserFactory())
        assert asked == []
    limits = {"retry": False, "soft_time_limit": 1800, "time_limit": 1860}
    assert asked == [(job.pk, limits)]
    assert job.file_of(FileRole.INPUT) == SHEET


def test_the_same_work_not_finished_yet_is_one_job(asked, django_capture_on_commit_callbacks):
    owner = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        assert begin(owner) == begin(owner)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "other", [{"inputs": {"total": 4}}, {"file": File("autre.csv", "text/csv", b"siret")}, {"file": None}]
)
def test_other_inputs_are_another_job(other):
    owner = UserFactory()
    assert begin(owner) != begin(owner, **other)


def test_the_same_work_of_somebody_else_is_another_job():
    assert begin(UserFactory()) != begin(UserFactory())


def test_work_that_is_over_may_be_asked_for_again():
    owner = UserFactory()
    first = begin(owner)
    cancel(first)
    assert begin(owner) != first


def test_two_requests_in_the_same_instant_are_one_job(monkeypatch):
    owner, atomic, first = UserFactory(), transaction.atomic, []

    def meanwhile():
        monkeypatch.setattr(transaction, "atomic", atomic)
        first.append(begin(owner))  # the other request goes through just after ours has found nothing
        return atomic()

    monkeypatch.setattr(transaction, "atomic", meanwhile)
    assert begin(owner) == first[0]
    assert Job.objects.count() == 1


def test_a_waiting_job_is_stopped_at_once():
    job = begin(UserFactory())
    assert cancel(job)
    assert state_of(job) == JobState.CANCELLED
    assert not cancel(job)


def test_a_running_job_is_asked_to_stop():
    job = JobFactory(running=True)
    assert cancel(job)
    job.refresh_from_db()
    assert (job.state, job.cancel_requested) == (JobState.RUNNING, True)


def test_a_job_whose_worker_has_died_waits_again_and_is_asked_for(asked):
    dead, alive = JobFactory(silent=True), JobFactory(running=True)
    sweep(timezone.now())
    assert (state_of(dead), state_of(alive)) == (JobState.WAITING, JobState.RUNNING)
    assert asked == [], "as many as may run at once already do"
    Job.objects.filter(pk=alive.pk).delete()
    sweep(timezone.now())
    assert [pk for pk, _ in asked] == [dead.pk]


def test_a_job_that_kills_its_workers_is_given_up_with_the_reason():
    job = JobFactory(silent=True, attempts=services.MAX_ATTEMPTS)
    sweep(timezone.now())
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, services.GIVEN_UP)


def test_a_job_asked_to_stop_whose_worker_has_died_is_stopped():
    job = JobFactory(silent=True, cancel_requested=True)
    sweep(timezone.now())
    assert state_of(job) == JobState.CANCELLED


def test_the_longest_waiting_job_comes_first(asked):
    now = timezone.now()
    late, early = (JobFactory(created_at=now - timedelta(minutes=minutes)) for minutes in (1, 9))
    sweep(now)
    assert [pk for pk, _ in asked] == [early.pk]
    assert late.pk != early.pk


def test_an_old_job_loses_what_it_was_given_and_what_it_gave():
    job = JobFactory(finished=True, inputs={"folder": "secret"})
    for role in FileRole.values:
        job.keep(role, SHEET)
    finished = job.finished_at
    sweep(timezone.now() + KEPT - timedelta(hours=1))
    assert state_of(job) == JobState.DONE
    sweep(timezone.now() + KEPT + timedelta(hours=1))
    job.refresh_from_db()
    assert (job.state, job.inputs, job.rows) == (JobState.EXPIRED, {}, None)
    assert job.finished_at == finished
    assert not JobFile.objects.exists()


def test_a_failure_and_a_job_that_nobody_ever_did_are_emptied_too():
    failed, waiting = JobFactory(failed=True), JobFactory(inputs={"folder": "secret"})
    sweep(timezone.now() + KEPT + timedelta(hours=1))
    assert (state_of(failed), state_of(waiting)) == (JobState.EXPIRED, JobState.EXPIRED)
    waiting.refresh_from_db()
    assert waiting.inputs == {}


def test_what_is_emptied_is_forgotten_in_the_end():
    JobFactory(finished=True)
    later = timezone.now() + KEPT + timedelta(hours=1)
    sweep(later)
    sweep(later + services.REMEMBERED)
    assert not Job.objects.exists()
