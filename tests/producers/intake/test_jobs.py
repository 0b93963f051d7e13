"""The work on a list, as a worker does it."""

import pytest

from pat_logistics.jobs import services as jobs_services
from pat_logistics.jobs.models import FileRole, JobState
from pat_logistics.jobs.results import address_of
from pat_logistics.jobs.running import run as work
from producers.intake import jobs, services
from producers.models import Intake, IntakeMode, Producer
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.producers import IntakeFactory
from tests.producers.intake.lists import CAUSSE, VENT, csv_of, received

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _communes(lozere):
    """Where the farms of the lists are."""


def done(job):
    work(job.pk)
    job.refresh_from_db()
    return job


def tried(intake):
    return done(services.choose_columns(intake=intake, columns=intake.columns))


def applied(intake):
    intake.refresh_from_db()
    return done(services.apply(intake=intake))


def report(job):
    return job.file_of(FileRole.RESULT).content.decode("utf-8-sig").splitlines()


def test_a_list_goes_from_its_trial_to_its_undoing(advisor):
    intake = received(advisor, csv_of(CAUSSE, VENT, ("", "", "Mende")))
    job = tried(intake)
    assert (job.state, job.rows) == (JobState.DONE, {"new": 2, "refused": 1})
    assert address_of(job) == intake.get_absolute_url()
    assert report(job)[1].startswith("2;GAEC du Causse;Mende (48);nouvelle fiche;")
    assert not Producer.objects.exists()
    assert applied(intake).rows == {"new": 2, "refused": 1}
    intake.refresh_from_db()
    assert (intake.content, intake.samples, intake.may_be_undone) == (None, {}, True)
    assert done(services.undo(intake=intake)).rows == {"erased": 2, "restored": 0, "kept": 0}
    assert not Producer.objects.exists()
    intake.refresh_from_db()
    assert not intake.may_be_undone


def test_all_or_nothing_fails_with_the_reason_and_leaves_the_list_to_correct(advisor):
    intake = received(advisor, csv_of(CAUSSE, ("", "", "Mende")), mode=IntakeMode.WHOLE)
    tried(intake)
    job = applied(intake)
    assert job.state == JobState.FAILED
    assert job.error.startswith("Rien n’est écrit")
    intake.refresh_from_db()
    assert intake.may_change


def test_a_list_written_meanwhile_is_not_written_twice(advisor):
    intake = received(advisor, csv_of(CAUSSE))
    tried(intake)
    applied(intake)
    again = done(jobs_services.start(kind=jobs.APPLY, owner=advisor, inputs={"intake": intake.pk}))
    assert (again.state, again.error) == (JobState.FAILED, jobs.GONE)
    assert Producer.objects.count() == 1


def test_somebody_elses_list_is_not_there(advisor):
    other = IntakeFactory(owner=advisor_of_lozere(), tried=True)
    job = done(jobs_services.start(kind=jobs.APPLY, owner=advisor, inputs={"intake": other.pk}))
    assert (job.state, job.error) == (JobState.FAILED, jobs.GONE)


def test_whoever_is_no_advisor_any_more_writes_nothing():
    intake = IntakeFactory(owner=UserFactory(), tried=True)
    job = done(jobs_services.start(kind=jobs.APPLY, owner=intake.owner, inputs={"intake": intake.pk}))
    assert "n’importe pas" in job.error


def test_a_file_that_cannot_be_read_says_why():
    intake = IntakeFactory(owner=advisor_of_lozere(), content=b"{")
    job = done(jobs_services.start(kind=jobs.TRIAL, owner=intake.owner, inputs={"intake": intake.pk}))
    assert "JSON" in job.error
    assert Intake.objects.get().tried_at is None


def test_a_job_emptied_with_age_leads_nowhere(advisor):
    job = jobs_services.start(kind=jobs.TRIAL, owner=advisor, inputs={})
    assert jobs.page_of(job) == ""
