"""Putting farms on the list of a campaign, and taking them off."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from needs_survey.models import Campaign, SurveyResponse, Visit
from producers import export, holdings
from producers.enums import ErasedBy
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.needs_survey import CampaignFactory, VisitFactory, validated_response
from tests.factories.producers import ProducerFactory
from tests.needs_survey.campaign.samples import TYPED

pytestmark = pytest.mark.django_db


def test_a_new_campaign_leads_to_the_choice_of_its_farms(client, advisor):
    response = client.post(reverse("survey:campaign_create"), TYPED | {"organiser": advisor.pk})
    campaign = Campaign.objects.get()
    assert response.url == reverse("survey:campaign_add", args=[campaign.pk])
    assert (campaign.departement, campaign.organiser) == ("48", advisor)


def test_a_change_made_meanwhile_is_not_overwritten(client, advisor):
    campaign = CampaignFactory(name="Avant")
    page = reverse("survey:campaign_edit", args=[campaign.pk])
    opened = client.get(page).context["form"]
    Campaign.objects.update(name="Entre-temps")
    typed = {
        "opened_on": opened["opened_on"].value(),
        "name": "Après",
        "first_day": campaign.first_day,
        "last_day": campaign.last_day,
    }
    assert "Entre-temps" in client.post(page, typed).text
    assert Campaign.objects.get().name == "Entre-temps"


def test_the_database_refuses_a_farm_twice():
    visit = VisitFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(campaign=visit.campaign, producer=visit.producer)


def test_taking_a_farm_off_the_list_asks_first(client, advisor):
    visit = VisitFactory(note="Rappeler en mars")
    page, data = visit.campaign.get_absolute_url(), {"action": "remove", "visit": visit.pk}
    assert visit.producer.name in client.post(page, data).text
    assert Visit.objects.exists()
    client.post(page, data | {"confirmed": "1"})
    assert not Visit.objects.exists()


def test_the_visits_of_another_campaign_cannot_be_removed_by_their_keys(client, advisor):
    here, other = VisitFactory(), VisitFactory()
    data = {"action": "remove", "confirmed": "1", "visit": other.pk}
    client.post(here.campaign.get_absolute_url(), data)
    assert Visit.objects.count() == 2


def test_deleting_a_campaign_keeps_the_diagnoses(client, advisor):
    visit = VisitFactory()
    validated_response(visit.producer)
    client.post(reverse("survey:campaign_delete", args=[visit.campaign_id]))
    assert not Visit.objects.exists()
    assert SurveyResponse.objects.exists()


def test_erasing_a_farm_takes_its_visits_and_their_history():
    visit = VisitFactory(note="Zyzomys")
    events = Visit.pgh_event_model.objects
    assert events.filter(note="Zyzomys").exists()
    holdings.erase(producer=visit.producer, by=ErasedBy.PRODUCER)
    assert not Visit.objects.exists()
    assert not events.exists()


def test_what_was_noted_of_a_visit_is_in_the_export_of_the_farm():
    visit = VisitFactory(note="Rappeler en mars", advisor=advisor_of_lozere())
    exported = export.as_json(visit.producer, UserFactory())["visit"]
    assert [row["note"] for row in exported] == ["Rappeler en mars"]


def test_the_lists_take_as_many_queries_for_one_row_as_for_many(
    client, advisor, django_assert_max_num_queries
):
    today = date(2026, 11, 1)
    campaign = CampaignFactory(first_day=today, last_day=today + timedelta(days=30))
    for _ in range(5):
        CampaignFactory()
    for _ in range(30):
        VisitFactory(campaign=campaign, advisor=advisor_of_lozere())
        ProducerFactory()
    for name, budget in (("campaign", 14), ("campaign_add", 9), ("campaign_progress", 8)):
        with django_assert_max_num_queries(budget):
            client.get(reverse(f"survey:{name}", args=[campaign.pk]))
    with django_assert_max_num_queries(8):
        client.get(reverse("survey:campaigns"))
