"""The pages where a file of responses is tried, then imported."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from needs_survey.models import SurveyResponse
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.exchange.files import WHOLE, csv_of

pytestmark = pytest.mark.django_db
IMPORT, APPLY = reverse("survey:import"), reverse("survey:import_apply")


@pytest.fixture
def advisor(client):
    CommuneFactory(mende=True)
    user = advisor_of_lozere()
    client.force_login(user)
    return user


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
