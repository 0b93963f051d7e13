"""Choosing the farms of a campaign."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from needs_survey.models import Visit
from pat_logistics.vocabulary import ProductFamily
from tests.factories.needs_survey import CampaignFactory, validated_response
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.campaign.samples import add, found

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


def test_farms_are_found_by_their_epci_their_family_and_their_name(client, advisor):
    campaign = CampaignFactory()
    here = CommuneFactory(epci="200000001", epci_name="Haute Allier")
    there = CommuneFactory(epci="200000002", epci_name="Gévaudan")
    ProductLineFactory(producer=ProducerFactory(name="Les Tommes", commune=here))
    ProductLineFactory(producer=ProducerFactory(name="Le Rucher", commune=there), family=ProductFamily.HONEY)
    assert found(client, campaign) == {"Les Tommes", "Le Rucher"}
    assert found(client, campaign, epci="200000001") == {"Les Tommes"}
    assert found(client, campaign, family="honey") == {"Le Rucher"}
    assert found(client, campaign, q="rucher") == {"Le Rucher"}


def test_the_choice_shows_the_day_of_the_last_diagnosis(client, advisor):
    campaign = CampaignFactory()
    done, never = ProducerFactory(), ProducerFactory()
    for year in (2024, 2025):
        validated_response(done, at=datetime(year, 3, 1, 12, tzinfo=PARIS))
    page = client.get(reverse("survey:campaign_add", args=[campaign.pk]))
    days = {row.pk: row.diagnosed_at for row in page.context["page"]}
    assert days[done.pk].year == 2025
    assert days[never.pk] is None
    assert "1er\xa0mars\xa02025" in page.text
    assert "jamais" in page.text


def test_an_empty_choice_is_said_in_words(client, advisor):
    page = client.get(reverse("survey:campaign_create")).text
    assert "personne pour l’instant" in page
    assert "-----" not in page


def test_farms_are_found_by_the_age_of_their_last_diagnosis(client, advisor):
    campaign = CampaignFactory()
    ProducerFactory(name="Jamais")
    validated_response(ProducerFactory(name="Ancien"), datetime(2025, 3, 1, tzinfo=PARIS))
    recent = ProducerFactory(name="Récent")
    validated_response(recent, datetime(2025, 3, 1, tzinfo=PARIS))
    # Half past midnight in Paris is still the day before in Greenwich.
    validated_response(recent, datetime(2026, 1, 1, 0, 30, tzinfo=PARIS))
    assert found(client, campaign, diagnosed="never") == {"Jamais"}
    assert found(client, campaign, diagnosed="before", before="2026-01-01") == {"Ancien"}
    assert found(client, campaign, diagnosed="before", before="2026-01-02") == {"Ancien", "Récent"}


@pytest.mark.parametrize(
    "query",
    [
        {"diagnosed": "before"},
        {"diagnosed": "before", "before": "31/02/2026"},
        {"epci": "inconnu"},
        {"family": "\x00"},
    ],
)
def test_a_filter_that_makes_no_sense_is_told_and_finds_nobody(client, advisor, query):
    ProducerFactory()
    campaign = CampaignFactory()
    response = client.get(reverse("survey:campaign_add", args=[campaign.pk]), query)
    assert response.context["form"].errors
    assert not response.context["page"].object_list
    add(client, campaign, "?epci=inconnu", all="1")
    assert not Visit.objects.exists()
