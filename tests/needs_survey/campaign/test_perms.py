"""Who follows a campaign, and who may be sent on its visits."""

import pytest

from pat_logistics.accounts.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.needs_survey import (
    VisitFactory,
)
from tests.factories.territory import CommuneFactory
from tests.needs_survey.campaign.samples import save

pytestmark = pytest.mark.django_db


def test_a_visit_goes_only_to_an_advisor_of_the_departement(client, advisor):
    visit, stranger = VisitFactory(), UserFactory(role=Role.ADVISOR)
    assert "advisor" in save(client, visit, advisor=stranger.pk).context["form"].errors
    client.post(
        visit.campaign.get_absolute_url(),
        {"action": "assign", "visit": visit.pk, "advisor": stranger.pk},
    )
    visit.refresh_from_db()
    assert visit.advisor is None


def test_the_visit_of_a_farm_that_moved_away_is_not_shown(client, advisor):
    visit = VisitFactory(producer__commune=CommuneFactory(montpellier=True))
    assert visit.producer.name not in client.get(visit.campaign.get_absolute_url()).text
