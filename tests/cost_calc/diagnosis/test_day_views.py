"""« Préparer ma journée »: the visits of a day on a page, in a calendar, along on the device."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from needs_survey.models import SurveyResponse
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import CampaignFactory, QuestionnaireFactory, VisitFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tomorrow():
    return timezone.localdate() + datetime.timedelta(days=1)


@pytest.fixture
def visits(advisor, references, tomorrow):
    campaign = CampaignFactory(last_day=tomorrow + datetime.timedelta(days=30))
    places = CommuneFactory(mende=True), CommuneFactory(florac=True)
    return [
        VisitFactory(
            campaign=campaign,
            advisor=advisor,
            state="planned",
            planned_on=tomorrow,
            note="Sonner au chai",
            producer=ProducerFactory(commune=place, phone="04 66 00 00 00", contact_name="Dominique"),
        )
        for place in places
    ]


def test_the_next_day_with_visits_is_shown_in_road_order_with_telephones(client, visits):
    page = client.get(reverse("diagnosis:day"))
    shown = page.content.decode()
    assert [stop.visit for stop in page.context["ordered"].stops] in (visits, visits[::-1])
    assert page.context["ordered"].minutes > 0
    assert 'href="tel:0466000000"' in shown
    assert "Sonner au chai" in shown


def test_a_day_without_visits_says_so(client, visits):
    assert (
        "Aucune visite ce jour-là"
        in client.get(reverse("diagnosis:day"), {"jour": "2030-01-01"}).content.decode()
    )


def test_a_wrong_day_is_an_error_at_its_field(client, visits):
    page = client.get(reverse("diagnosis:day"), {"jour": "demain", "depart": "Nulle-Part"})
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"jour", "depart"}


def test_the_calendar_holds_each_farm_once(client, visits, tomorrow):
    answered = client.get(reverse("diagnosis:day_calendar"))
    content = answered.content.decode().replace("\r\n ", "")
    assert answered["Content-Type"].startswith("text/calendar")
    assert content.count("BEGIN:VEVENT") == 2
    assert f"DTSTART;VALUE=DATE:{tomorrow:%Y%m%d}" in content
    assert "04 66 00 00 00" in content


def test_taking_the_day_along_begins_each_farm_once_with_what_is_known(client, visits):
    QuestionnaireFactory()
    for _ in range(2):
        answered = client.post(reverse("diagnosis:take_day"))
    drafts = SurveyResponse.objects.order_by("pk")
    assert {draft.producer for draft in drafts} == {visit.producer for visit in visits}
    assert len(drafts) == 2
    assert all(draft.answers["phone"] == "04 66 00 00 00" for draft in drafts)
    assert all(str(draft.key) in answered.url for draft in drafts)
    told = client.get(reverse("survey:offline_draft", args=[drafts[0].key])).json()["visit"]
    assert told["phone"] == "04 66 00 00 00"
    assert "Sonner au chai" in told["text"]


def test_visits_of_a_colleague_are_not_of_my_day(client, visits):
    client.force_login(advisor_of_lozere())
    assert client.get(reverse("diagnosis:day")).context["visits"] == []
