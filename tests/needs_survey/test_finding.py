"""Finding a diagnosis in the list."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from needs_survey.models import SurveyResponse
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import (
    CampaignFactory,
    SurveyResponseFactory,
    VisitFactory,
    validated_response,
)
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client):
    user = advisor_of_lozere()
    client.force_login(user)

    def find(**filters):
        page = client.get(reverse("survey:index"), filters)
        assert page.status_code == 200
        return set(page.context["page"].object_list)

    return find


@pytest.fixture
def florac():
    return CommuneFactory(florac=True, epci="200069102", epci_name="CC des Causses")


def draft_of_nobody(**answers):
    draft = SurveyResponseFactory()
    draft.answers = answers
    draft.save(update_fields=["answers"])
    return draft


def test_by_the_name_of_the_farm_or_the_one_answered(found):
    of_farm = validated_response(ProducerFactory(name="Ferme de l’Épine"))
    answered = draft_of_nobody(name="GAEC de l'epine noire")
    draft_of_nobody(name="Autre")
    assert found(q="EPINE") == {of_farm, answered}


def test_by_the_commune_and_its_grouping(found, florac):
    of_farm = validated_response(ProducerFactory(commune=florac))
    answered = draft_of_nobody(name="Sans fiche", commune=florac.pk)
    draft_of_nobody(name="Ailleurs")
    assert found(q="florac") == {of_farm, answered}
    assert found(epci=florac.epci) == {of_farm, answered}


def test_by_state(found):
    done, draft = validated_response(ProducerFactory()), draft_of_nobody(name="A")
    assert found(state="draft") == {draft}
    assert found(state="validated") == {done}


def test_by_campaign_those_of_its_list_within_its_days(found):
    today = timezone.localdate()
    campaign = CampaignFactory(first_day=today - datetime.timedelta(days=10), last_day=today)
    listed = ProducerFactory()
    VisitFactory(campaign=campaign, producer=listed)
    inside = validated_response(listed)
    validated_response(listed, at=timezone.now() - datetime.timedelta(days=400))
    validated_response(ProducerFactory())
    assert found(campaign=campaign.pk) == {inside}


def test_by_age(found):
    recent, old = (draft_of_nobody(name=name) for name in ("Neuf", "Vieux"))
    then = timezone.now() - datetime.timedelta(days=800)
    SurveyResponse.objects.filter(pk=old.pk).update(updated_at=then)
    assert found(age="old") == {old}
    assert found(age="recent") == {recent}


def test_what_makes_no_sense_filters_nothing(found):
    every = {draft_of_nobody(name="A")}
    assert found(age="antique", campaign="x") == every


def test_a_long_list_is_cut_into_pages_that_a_phone_can_read(client):
    client.force_login(advisor_of_lozere())
    for number in range(16):
        SurveyResponseFactory(producer=ProducerFactory(name=f"Ferme {number}"))
    counts = [
        len(client.get(reverse("survey:index"), {"page": page}).context["page"].object_list)
        for page in (1, 2)
    ]
    assert counts == [15, 1]
