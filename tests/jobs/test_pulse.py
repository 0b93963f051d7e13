"""Signs of life, seen from outside whatever transaction the job is in."""

import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from pat_logistics.jobs import pulse
from pat_logistics.jobs.kinds import CancelledError
from pat_logistics.jobs.models import Job
from pat_logistics.jobs.pulse import LostError, Pulse
from pat_logistics.jobs.services import cancel
from tests.embedded.portal import wait_until
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 20


@pytest.fixture
def job(monkeypatch):
    monkeypatch.setattr(pulse, "BEAT_S", 0.05)
    return JobFactory(running=True, heartbeat_at=timezone.now() - timedelta(seconds=30))


def goes_on(progress):
    """What a job does: tell, again and again, until it is told to stop."""
    for number in range(int(PATIENCE_S / 0.05)):
        progress(number, 1000)
        time.sleep(0.05)


def test_a_sign_of_life_is_given_even_by_a_job_that_says_nothing(job):
    before = job.heartbeat_at
    with Pulse(job):
        wait_until(lambda: Job.objects.get().heartbeat_at > before, PATIENCE_S)


def test_the_progress_is_seen_while_the_job_is_in_a_transaction_of_its_own(job):
    with Pulse(job) as progress:
        # The thread reads and writes by another connection: ours would show nothing before its end.
        with transaction.atomic():
            progress(3, 5)
            wait_until(lambda: Job.objects.get().done == 3, PATIENCE_S)
            transaction.set_rollback(True)
        assert Job.objects.get().done == 3


def test_no_more_is_done_than_there_is_to_do(job):
    with Pulse(job) as progress:
        progress(7, 5)
    assert progress.told == (5, 5)


def test_a_job_asked_to_stop_is_told_so(job):
    with Pulse(job) as progress:
        cancel(job)
        with pytest.raises(CancelledError):
            goes_on(progress)


def test_a_run_that_lost_its_job_is_told_so(job):
    with Pulse(job) as progress:
        Job.objects.update(attempts=2)
        with pytest.raises(LostError):
            goes_on(progress)


def test_a_job_whose_owner_has_left_is_told_that_it_is_no_more(job):
    with Pulse(job) as progress:
        job.owner.delete()
        with pytest.raises(LostError):
            goes_on(progress)


def test_a_database_away_for_a_moment_does_not_end_the_signs_of_life(job, monkeypatch):
    before, answers = job.heartbeat_at, [pulse.InterfaceError("connection already closed")]
    now = timezone.now

    def fail_once():
        if answers:
            raise answers.pop()
        return now()

    monkeypatch.setattr(pulse.timezone, "now", fail_once)
    with Pulse(job):
        wait_until(lambda: Job.objects.get().heartbeat_at > before, PATIENCE_S)
    assert answers == []
