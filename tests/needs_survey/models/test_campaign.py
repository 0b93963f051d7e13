"""A campaign, and how its visits stand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from needs_survey.enums import VisitState
from needs_survey.models import Campaign, Visit
from tests.factories.needs_survey import (
    CampaignFactory,
    SurveyResponseFactory,
    VisitFactory,
    validated_response,
)
from tests.needs_survey.campaign.samples import save
from tests.refused import Refusals

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


def outcome(visit):
    return Visit.objects.with_outcome().get(pk=visit.pk).outcome


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 1, 0, 0, tzinfo=PARIS), "visited"),
        (datetime(2026, 11, 30, 23, 59, tzinfo=PARIS), "visited"),
        (datetime(2026, 10, 31, 23, 59, tzinfo=PARIS), "refused"),
        (datetime(2026, 12, 1, 0, 0, tzinfo=PARIS), "refused"),
    ],
)
def test_visited_means_a_response_validated_within_the_campaign(moment, expected):
    november = CampaignFactory(first_day="2026-11-01", last_day="2026-11-30")
    visit = VisitFactory(campaign=november, state=VisitState.REFUSED)
    validated_response(visit.producer, moment.astimezone(UTC))
    assert outcome(visit) == expected


def test_a_draft_is_not_a_visit():
    visit = VisitFactory()
    SurveyResponseFactory(producer=visit.producer)
    assert outcome(visit) == VisitState.TO_CONTACT


def test_visited_cannot_be_typed(client, advisor):
    visit = VisitFactory()
    assert "state" in save(client, visit, state="visited").context["form"].errors
    assert visit.state == VisitState.TO_CONTACT


DAY = date(2026, 11, 23)

REFUSED = [
    (CampaignFactory, {"first_day": DAY, "last_day": DAY - timedelta(days=1)}, "campaign_days_in_order"),
    (CampaignFactory, {"first_day": date(1999, 1, 1)}, "campaign_days_in_sense"),
    (CampaignFactory, {"departement": "4x"}, "campaign_departement_shape"),
    (VisitFactory, {"state": "asleep"}, "visit_state_known"),
    (VisitFactory, {"state": "planned", "planned_on": date(1999, 1, 1)}, "visit_planned_on_in_sense"),
    (VisitFactory, {"state": "planned"}, "visit_planned_dated"),
    (VisitFactory, {"planned_on": DAY}, "visit_to_contact_undated"),
]


class TestRefusals(Refusals):
    MODELS = (Campaign, Visit)
    ROWS = REFUSED


def test_a_campaign_runs_on_its_first_day_and_on_its_last():
    campaign = CampaignFactory(first_day=DAY, last_day=DAY)
    assert list(Campaign.objects.running(DAY)) == [campaign]
    assert not campaign.is_over(DAY)
    assert campaign.is_over(DAY + timedelta(days=1))
