"""What a device reads of the portal, and keeps."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.needs_survey import (
    QuestionnaireFactory,
    SurveyResponseFactory,
)

pytestmark = pytest.mark.django_db

SEND = reverse("survey:offline_send")

NAME = {"identification-seen": ["1"], "identification-name": ["Ferme du Vent"]}


@pytest.fixture
def advisor(advisor, mende):
    QuestionnaireFactory()
    return advisor


@pytest.mark.parametrize("address", [SEND, reverse("survey:offline"), reverse("survey:offline_session")])
def test_only_advisors_work_without_network(client, address):
    QuestionnaireFactory()
    call = client.post if address == SEND else client.get
    assert call(address).status_code == 302
    client.force_login(UserFactory())
    assert call(address).status_code == 403


def test_the_page_a_device_keeps_is_the_same_for_every_advisor(client, advisor):
    SurveyResponseFactory(author=advisor, typed={"identification": NAME}, answers={"name": "Ferme du Vent"})
    pages = [client.get(reverse("survey:offline")).content]
    client.force_login(advisor_of_lozere())
    pages.append(client.get(reverse("survey:offline")).content)
    assert pages[0] == pages[1]


def test_the_page_a_device_keeps_holds_no_message_of_a_moment(client, advisor):
    response = SurveyResponseFactory(author=advisor)
    client.post(reverse("survey:discard", args=[response.key]))
    page = client.get(reverse("survey:offline"))
    assert "Le brouillon est supprimé" not in page.content.decode()
    shown = client.get(reverse("survey:index"))
    assert [str(message) for message in get_messages(shown.wsgi_request)] == ["Le brouillon est supprimé."]


@pytest.mark.parametrize("length", ["short", "long"])
def test_the_blank_form_asks_every_section_once(client, advisor, length):
    page = client.get(reverse("survey:offline_form", args=[1, length])).content.decode()
    sections = QuestionnaireFactory().parsed.sections_of(short=length == "short")
    assert [page.count(f'data-section="{section.code}"') for section in sections] == [1] * len(sections)


@pytest.mark.parametrize("arguments", [(2, "short"), (9, "short"), (1, "medium")])
def test_a_form_that_is_not_published_is_not_found(client, advisor, arguments):
    QuestionnaireFactory(version=2, published_at=None)
    assert client.get(reverse("survey:offline_form", args=arguments)).status_code == 404


def test_the_app_installs_with_icons_of_ours(client):
    manifest = client.get(reverse("survey:offline_manifest"))
    assert manifest["Content-Type"] == "application/manifest+json"
    found = manifest.json()
    assert found["start_url"].startswith(found["scope"])
    assert {icon["sizes"] for icon in found["icons"]} == {"192x192", "512x512"}
    assert all(icon["src"].startswith("/static/") for icon in found["icons"])
