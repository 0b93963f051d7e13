"""What is typed of a campaign and of a visit."""

import pytest
from django.urls import reverse

from needs_survey.models import Campaign
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.needs_survey import CampaignFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.campaign.samples import TYPED

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("last_day", "2026-10-31", "avant le premier"),
        ("first_day", "0001-01-01", "entre 2020 et 2099"),
        ("last_day", "demain", "date"),
        ("departement", "34", "l’une des réponses"),
        ("name", "zéro\x00octet", "caract"),
        ("organiser", "0", "l’une des réponses"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field(client, advisor, field, value, message):
    response = client.post(reverse("survey:campaign_create"), TYPED | {field: value})
    assert message in str(response.context["form"].errors[field])
    assert not Campaign.objects.exists()


def test_the_organiser_follows_the_departement(client):
    client.force_login(UserFactory(administrator=True))
    CommuneFactory(mende=True)
    CommuneFactory(montpellier=True)
    typed = TYPED | {"departement": "34", "organiser": advisor_of_lozere().pk}
    response = client.post(reverse("survey:campaign_create"), typed)
    assert "organiser" in response.context["form"].errors


def test_the_departement_of_a_campaign_stays(client, advisor):
    campaign = CampaignFactory()
    page = reverse("survey:campaign_edit", args=[campaign.pk])
    typed = TYPED | {"departement": "34", "opened_on": client.get(page).context["form"]["opened_on"].value()}
    client.post(page, typed)
    campaign.refresh_from_db()
    assert (campaign.name, campaign.departement) == ("Hiver", "48")
