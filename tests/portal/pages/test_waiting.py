"""What waits for an advisor."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import CampaignFactory, SurveyResponseFactory, VisitFactory

pytestmark = pytest.mark.django_db


def page_of(client, user):
    client.force_login(user)
    return client.get(reverse("pages:workspace")).content.decode()


def test_an_advisor_reads_what_waits(client):
    advisor = advisor_of_lozere()
    today = timezone.localdate()
    campaign = CampaignFactory(first_day=today - timedelta(days=5), last_day=today + timedelta(days=30))
    VisitFactory(campaign=campaign, advisor=advisor, state="planned", planned_on=today)
    VisitFactory(campaign=campaign, advisor=advisor, state="planned", planned_on=today - timedelta(days=2))
    for _ in range(2):
        SurveyResponseFactory(author=advisor)
    page = page_of(client, advisor)
    assert "<strong>1</strong> visite cette semaine" in page
    assert "<strong>1</strong> rendez-vous dont la date est passée" in page
    assert "<strong>2</strong> diagnostics en brouillon" in page
    assert "demande de rattachement" not in page.split("Conseil et territoire")[0]


def test_an_advisor_with_nothing_to_do_reads_no_zeros(client):
    assert "Ce qui vous attend" not in page_of(client, advisor_of_lozere())
