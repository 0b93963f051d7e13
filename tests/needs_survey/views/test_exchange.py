"""The pages where a file of responses is tried, then imported."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from needs_survey.exchange import jobs
from needs_survey.models import SurveyResponse
from needs_survey.views import exchange
from pat_logistics.jobs.models import Job
from pat_logistics.jobs.running import run
from tests.factories.accounts import UserFactory
from tests.factories.needs_survey import QuestionnaireFactory
from tests.needs_survey.exchange.files import WHOLE, csv_of

pytestmark = pytest.mark.django_db
TWO = csv_of(WHOLE, WHOLE | {"id": "2", "plan_consent": "non"})
IMPORT, APPLY = reverse("survey:import"), reverse("survey:import_apply")


@pytest.fixture
def advisor(advisor, mende):
    return advisor


def send(client, content, name="reponses.csv"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def test_the_file_tried_is_the_file_imported_once(client, advisor):
    QuestionnaireFactory()
    page = send(client, csv_of(WHOLE, WHOLE | {"id": "2", "plan_consent": "non"}))
    assert "Importer 1 réponse<" in page.content.decode()
    assert not SurveyResponse.objects.exists()
    for _ in range(2):
        client.post(APPLY, {"mark": page.context["mark"]})
        assert SurveyResponse.objects.count() == 1


def test_a_file_that_was_not_tried_is_not_imported(client, advisor):
    QuestionnaireFactory()
    told = client.post(APPLY, {"mark": "0" * 64}, follow=True)
    assert "plus en mémoire" in told.content.decode()


@pytest.mark.parametrize("content", [b"", b"\x00", b"PK\x03\x04", b"x" * 2_000_001, b"couleur\r\nbleu"])
def test_a_bad_file_is_answered_on_the_page(client, advisor, content):
    QuestionnaireFactory()
    page = send(client, content)
    assert page.status_code == 400
    assert "error-summary" in page.content.decode()


def test_without_a_questionnaire_the_page_says_so(client, advisor):
    assert "Aucun questionnaire" in send(client, csv_of(WHOLE)).content.decode()
    assert client.get(reverse("survey:import_template", args=["csv"])).status_code == 404


def test_the_trial_links_what_is_already_there(client, advisor):
    QuestionnaireFactory()
    page = send(client, csv_of(WHOLE))
    client.post(APPLY, {"mark": page.context["mark"]})
    again = send(client, csv_of(WHOLE)).content.decode()
    assert SurveyResponse.objects.get().get_absolute_url() in again
    assert "rien de nouveau" in again


@pytest.fixture
def long(client, advisor, monkeypatch):
    """Two responses are a long file, and no worker is there to read it: the tests do its work."""
    QuestionnaireFactory()
    monkeypatch.setattr(exchange, "AT_ONCE", 1)


def done(answer):
    """The job that an answer leads to, once it is done."""
    job = Job.objects.get(key=answer.url.split("/")[2])
    run(job.pk)
    job.refresh_from_db()
    return job


def confirm(client, trial):
    return client.post(reverse("survey:import_report_apply", args=[trial.key]))


def test_a_long_file_is_tried_then_imported_in_the_background(client, long):
    trial = done(send(client, TWO))
    assert (trial.kind, trial.done, trial.total) == (jobs.TRIAL, 2, 2)
    assert not SurveyResponse.objects.exists()
    page = client.get(jobs.report_page(trial))
    assert "1 nouvelle, 1 refusée" in page.text
    assert "Importer 1 réponse<" in page.text
    imported = done(confirm(client, trial))
    assert SurveyResponse.objects.count() == 1
    page = client.get(jobs.report_page(imported))
    assert "Ce qui a été importé" in page.text
    assert "Importer 1 réponse<" not in page.text


def test_a_long_file_imported_twice_makes_no_double(client, long):
    trial = done(send(client, TWO))
    for _ in range(2):
        done(confirm(client, trial))
    assert SurveyResponse.objects.count() == 1


def test_a_long_file_that_cannot_be_read_is_answered_at_once(client, long):
    page = send(client, TWO + b"\r\n" + b";" * 40 + b"perdu")
    assert page.status_code == 400
    assert "sans titre" in page.text
    assert not Job.objects.exists()


def test_the_refused_lines_of_a_long_file_are_shown_alone(client, long):
    trial = done(send(client, TWO))
    page = client.get(jobs.report_page(trial), {"refusees": ""})
    assert page.text.count('data-label="Ferme"') == 1
    assert "a refusé l’usage" in page.text


def test_the_report_of_a_long_file_is_read_page_by_page(client, long, monkeypatch):
    monkeypatch.setattr(exchange, "LINES_OF_A_PAGE", 1)
    trial = done(send(client, TWO))
    page = client.get(jobs.report_page(trial), {"page": "2"})
    assert page.text.count('data-label="Ferme"') == 1
    assert "a refusé l’usage" in page.text


def test_an_administrator_reads_the_trial_of_somebody_else_and_does_not_import_it(client, long):
    trial = done(send(client, TWO))
    client.force_login(UserFactory(administrator=True))
    assert "Importer 1 réponse<" not in client.get(jobs.report_page(trial)).text
    assert confirm(client, trial).status_code == 404
