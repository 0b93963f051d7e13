"""Which farms are on the list."""

import pytest

from needs_survey.campaign import services
from needs_survey.models import Campaign
from producers.models import Producer
from tests.factories.needs_survey import CampaignFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.campaign.samples import add, found

pytestmark = pytest.mark.django_db


def listed(campaign):
    return set(campaign.visits.values_list("producer__name", flat=True))


def test_ticked_farms_are_added_once_however_often_they_are_sent(client, advisor):
    campaign, farm = CampaignFactory(), ProducerFactory(name="La mienne")
    ProducerFactory(name="Une autre")
    for _ in range(2):
        add(client, campaign, producer=[farm.pk, farm.pk, "x", "9" * 30])
    assert listed(campaign) == {"La mienne"}
    assert found(client, campaign) == {"Une autre"}


def test_all_those_found_are_added_and_no_other(client, advisor):
    campaign = CampaignFactory()
    here = CommuneFactory(epci="200000001", epci_name="Haute Allier")
    for number in range(60):
        ProducerFactory(name=f"Ferme {number}", commune=here)
    ProducerFactory(name="Ailleurs")
    add(client, campaign, "?epci=200000001", all="1")
    assert len(listed(campaign)) == 60
    assert "Ailleurs" not in listed(campaign)


def test_a_farm_of_another_departement_cannot_be_added_by_its_key(client, advisor):
    campaign, elsewhere = CampaignFactory(), ProducerFactory(commune=CommuneFactory(montpellier=True))
    add(client, campaign, producer=elsewhere.pk)
    assert listed(campaign) == set()


def test_adding_to_a_campaign_deleted_meanwhile_adds_nothing():
    campaign = CampaignFactory()
    Campaign.objects.all().delete()
    ProducerFactory()
    assert services.add_producers(campaign=campaign, producers=Producer.objects.all()) == 0
