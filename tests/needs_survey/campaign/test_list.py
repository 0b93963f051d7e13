"""Putting farms on the list of a campaign, and taking them off."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from needs_survey.campaign import services
from needs_survey.models import Campaign, SurveyResponse, Visit
from pat_logistics.vocabulary import ProductFamily
from producers import export, holdings
from producers.enums import ErasedBy
from producers.models import Producer
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.needs_survey import CampaignFactory, VisitFactory, validated_response
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def listed(campaign):
    return set(campaign.visits.values_list("producer__name", flat=True))


def found(client, campaign, **query):
    page = client.get(reverse("survey:campaign_add", args=[campaign.pk]), query).context["page"]
    return {producer.name for producer in page}


def add(client, campaign, query="", **data):
    return client.post(reverse("survey:campaign_add", args=[campaign.pk]) + query, data)


TYPED = {"name": "Hiver", "departement": "48", "first_day": "2026-11-01", "last_day": "2027-01-31"}


def test_a_new_campaign_leads_to_the_choice_of_its_farms(client, advisor):
    response = client.post(reverse("survey:campaign_create"), TYPED | {"organiser": advisor.pk})
    campaign = Campaign.objects.get()
    assert response.url == reverse("survey:campaign_add", args=[campaign.pk])
    assert (campaign.departement, campaign.organiser) == ("48", advisor)


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


def test_the_departement_of_a_campaign_stays(client, advisor):
    campaign = CampaignFactory()
    page = reverse("survey:campaign_edit", args=[campaign.pk])
    typed = TYPED | {"departement": "34", "opened_on": client.get(page).context["form"]["opened_on"].value()}
    client.post(page, typed)
    campaign.refresh_from_db()
    assert (campaign.name, campaign.departement) == ("Hiver", "48")


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


def test_adding_to_a_campaign_deleted_meanwhile_adds_nothing():
    campaign = CampaignFactory()
    Campaign.objects.all().delete()
    ProducerFactory()
    assert services.add_producers(campaign=campaign, producers=Producer.objects.all()) == 0


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
