"""How far a campaign is."""

import pytest
from django.urls import reverse

from needs_survey.enums import VisitState
from tests.factories.needs_survey import (
    CampaignFactory,
    VisitFactory,
    validated_response,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def test_the_response_rate_leaves_out_the_unreachable_and_counts_refusals(client, advisor):
    campaign = CampaignFactory()
    states = [*[VisitState.TO_CONTACT] * 3, VisitState.REFUSED, VisitState.UNREACHABLE]
    visits = [VisitFactory(campaign=campaign, state=state) for state in states]
    validated_response(visits[0].producer)
    whole = client.get(reverse("survey:campaign_progress", args=[campaign.pk])).context["whole"]
    assert (whole.total, whole.visited, whole.response_rate) == (5, 1, 1 / 4)


def test_without_anybody_to_reach_there_is_no_rate(client, advisor):
    visit = VisitFactory(state=VisitState.UNREACHABLE)
    page = client.get(reverse("survey:campaign_progress", args=[visit.campaign_id]))
    assert page.context["whole"].response_rate is None
    assert "sans objet" in page.text


def test_progress_is_told_by_advisor_and_by_epci(client, advisor):
    campaign = CampaignFactory()
    here = CommuneFactory(epci="200000001", epci_name="Haute Allier")
    done = VisitFactory(campaign=campaign, advisor=advisor, producer__commune=here)
    validated_response(done.producer)
    VisitFactory(campaign=campaign)
    context = client.get(reverse("survey:campaign_progress", args=[campaign.pk])).context
    by_advisor = [(row.name, row.visited, row.total) for row in context["by_advisor"]]
    by_epci = [(row.name, row.visited, row.total) for row in context["by_epci"]]
    assert by_advisor == [(advisor.email, 1, 1), ("sans conseiller", 0, 1)]
    assert by_epci == [("Haute Allier", 1, 1), ("hors communauté de communes", 0, 1)]
