"""What a device sends once the network is back, and what the portal holds meanwhile."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from needs_survey.models import SurveyResponse
from tests.browser.offline.device import SENT, colleague_saves, place_of
from tests.factories.needs_survey import QuestionnaireFactory, SurveyResponseFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def in_conflict(device):
    """A diagnosis renamed on the device, without network, and on the portal."""
    device.begin("Ferme du Vent")
    device.sent()
    device.cut()
    colleague_saves("Ferme du Portail")
    device.page.get_by_label("Nom de la ferme").fill("Ferme de l’Appareil")
    device.kept()
    device.cut(False)
    device.page.get_by_role("link", name="Ferme de l’Appareil").click()
    expect(device.page.get_by_role("cell", name="Ferme du Portail")).to_be_visible()
    expect(device.page.get_by_role("cell", name="Ferme de l’Appareil")).to_be_visible()
    return device


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        ("Garder celle de cet appareil", "Ferme de l’Appareil"),
        ("Prendre celle du portail", "Ferme du Portail"),
    ],
)
def test_a_conflict_is_shown_and_the_advisor_chooses(in_conflict, choice, name):
    assert SurveyResponse.objects.get().name == "Ferme du Portail"
    in_conflict.page.get_by_role("button", name=choice).click()
    in_conflict.sent()
    expect(in_conflict.page.get_by_role("heading", level=1, name=name)).to_be_visible()
    in_conflict.page.get_by_role("link", name="La ferme").first.click()
    expect(in_conflict.page.get_by_label("Nom de la ferme")).to_have_value(name)
    assert SurveyResponse.objects.get().name == name


def test_an_answer_that_was_lost_on_the_way_is_no_conflict(device):
    lost = []

    def lose(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    device.page.route("**/envoi/", lose)
    device.begin("Ferme du Vent")
    with device.page.expect_event("requestfailed"):
        pass
    assert lost == [200]
    device.page.get_by_label("Nom de la ferme").fill("Ferme du Causse")
    device.sent()
    assert SurveyResponse.objects.get().name == "Ferme du Causse"


def test_a_session_that_ended_keeps_the_diagnosis_and_says_so(device, advisor, client):
    device.cut()
    device.begin("Ferme du Vent")
    Session.objects.all().delete()
    device.cut(False)
    expect(device.page.get_by_text("Votre session est terminée")).to_be_visible()
    assert not SurveyResponse.objects.exists()
    device.sign_in(client, advisor)
    device.open()
    device.sent()
    assert SurveyResponse.objects.get().name == "Ferme du Vent"


def test_a_new_version_of_the_questions_leaves_the_diagnoses_of_the_former(device):
    device.cut()
    device.begin("Ferme du Vent")
    device.to_list()
    QuestionnaireFactory(version=2)
    device.cut(False)
    device.prepare()
    device.cut()
    device.open()
    device.begin("Ferme du Causse")
    device.open()
    device.page.get_by_role("link", name="Ferme du Vent").click()
    device.page.get_by_role("link", name="La ferme").first.click()
    device.page.get_by_label("Nom de la ferme").fill("Ferme du Grand Vent")
    device.kept()
    device.to_list()
    device.cut(False)
    expect(device.page.locator("[data-drafts-list]").get_by_text(SENT)).to_have_count(2)
    versions = SurveyResponse.objects.values_list("questionnaire__version", "answers__name")
    assert set(versions) == {(1, "Ferme du Grand Vent"), (2, "Ferme du Causse")}


def test_a_diagnosis_of_the_portal_is_taken_along(device, advisor):
    typed = {
        "identification": {"identification-name": ["Ferme du Vent"], "identification-commune": ["48095"]}
    }
    response = SurveyResponseFactory(author=advisor, typed=typed, revisions={"identification": 2})
    device.open(response.get_absolute_url())
    device.page.get_by_role("link", name="Emporter sur cet appareil").click()
    expect(device.page.get_by_role("heading", level=1, name="Ferme du Vent")).to_be_visible()
    device.cut()
    device.page.get_by_role("link", name="La ferme").first.click()
    expect(place_of(device)).to_have_value("Mende (48)")
    device.page.get_by_label("Nom de la ferme").fill("Ferme du Causse")
    device.kept()
    device.cut(False)
    device.sent()
    response.refresh_from_db()
    assert (response.answers["name"], response.answers["commune"]) == ("Ferme du Causse", "48095")


def test_a_diagnosis_deleted_on_the_portal_is_told_and_can_begin_again(device):
    device.begin("Ferme du Vent")
    device.sent()
    SurveyResponse.objects.all().delete()
    device.page.get_by_label("Nom de la ferme").fill("Ferme du Causse")
    expect(device.page.get_by_text("a été supprimé du portail")).to_be_visible()
    device.page.get_by_role("link", name="Ferme du Causse").click()
    device.page.get_by_role("button", name="En faire un nouveau diagnostic").click()
    device.sent()
    assert SurveyResponse.objects.get().name == "Ferme du Causse"
