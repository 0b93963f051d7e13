"""Long files of responses, in the background; a worker killed in the middle of one included."""

from datetime import timedelta

import pytest
from celery import current_app
from django.urls import reverse
from django.utils import timezone

from needs_survey.exchange import jobs
from needs_survey.models import SurveyResponse
from pat_logistics.exchange.report import Status
from pat_logistics.jobs import services
from pat_logistics.jobs.kinds import File
from pat_logistics.jobs.models import FileRole, Job, JobState
from pat_logistics.jobs.running import run
from pat_logistics.jobs.tasks import sweep
from tests.embedded.portal import wait_until
from tests.needs_survey.exchange.files import WHOLE, csv_of
from tests.workers import Workers

MANY, PATIENCE_S = 300, 120


def begin(advisor, content, kind=jobs.IMPORT):
    return services.start(kind=kind, owner=advisor, file=File("reponses.csv", "text/csv", content))


@pytest.fixture
def send(advisor):
    """One file, done at once."""

    def send(content, kind=jobs.IMPORT):
        job = begin(advisor, content, kind)
        run(job.pk)
        job.refresh_from_db()
        return job

    return send


def test_a_trial_writes_nothing_and_an_import_does(send):
    assert send(csv_of(WHOLE), jobs.TRIAL).state == JobState.DONE
    assert not SurveyResponse.objects.exists()
    assert send(csv_of(WHOLE)).state == JobState.DONE
    assert SurveyResponse.objects.get().answers["name"] == "Ferme du Vent"


def test_the_report_that_was_kept_is_the_report(send):
    send(csv_of(WHOLE))
    job = send(csv_of(WHOLE, WHOLE | {"id": "2", "plan_consent": "non"}))
    known, refused = jobs.report_of(job.rows).lines
    assert (known.status, known.key) == (Status.UNCHANGED, str(SurveyResponse.objects.get().key))
    assert known.address == reverse("survey:check", args=[known.key])
    assert (refused.status, refused.number, refused.name) == (Status.REFUSED, 3, "Ferme du Vent")
    assert str(jobs.report_of(job.rows)) == "1 déjà là, 1 refusée"


def test_the_report_is_a_file_to_correct_the_other_one_by(send):
    job = send(csv_of(WHOLE, WHOLE | {"id": "2", "plan_consent": "non"}))
    lines = job.file_of(FileRole.RESULT).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Ligne;Ferme;État;Détail"
    assert lines[1] == "2;Ferme du Vent;nouvelle;Tout y est."
    assert lines[2].startswith("3;Ferme du Vent;refusée;Ce producteur a refusé")


def test_a_file_that_cannot_be_read_says_why(send):
    job = send(b"couleur\r\nbleu")
    assert job.state == JobState.FAILED
    assert "couleur" in job.error


def test_an_advisor_who_has_left_meanwhile_imports_nothing(send, advisor):
    advisor.memberships.all().delete()
    assert send(csv_of(WHOLE)).state == JobState.FAILED
    assert not SurveyResponse.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_import_whose_worker_is_killed_in_its_middle_is_whole_and_written_once(advisor):
    current_app.control.purge()
    workers = Workers()
    try:
        workers.start()
        job = begin(advisor, csv_of(*(WHOLE | {"id": str(n), "name": f"Ferme {n}"} for n in range(MANY))))
        wait_until(lambda: 0 < Job.objects.get().done < MANY, PATIENCE_S)
        workers.kill()
        assert not SurveyResponse.objects.exists()
        Job.objects.update(heartbeat_at=timezone.now() - services.SILENCE - timedelta(seconds=1))
        workers.start()
        sweep.delay()
        wait_until(lambda: Job.objects.get().state == JobState.DONE, PATIENCE_S)
    finally:
        workers.end()
        current_app.control.purge()
    job.refresh_from_db()
    assert (job.attempts, job.done, job.total) == (2, MANY, MANY)
    assert SurveyResponse.objects.count() == MANY
    assert jobs.report_of(job.rows).created == MANY
