"""Who visits whom, when, how it stands, and how far the campaign is."""

import pytest
from django.urls import reverse
from django.utils import timezone

from needs_survey.enums import ResponseState, VisitState
from needs_survey.models import SurveyResponse, Visit
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import (
    CampaignFactory,
    QuestionnaireFactory,
    SurveyResponseFactory,
    VisitFactory,
    validated_response,
)
from tests.factories.territory import CommuneFactory
from tests.needs_survey.campaign.samples import address, save

pytestmark = pytest.mark.django_db


def test_an_appointment_is_kept_with_its_day_its_note_and_its_advisor(client, advisor):
    visit = VisitFactory()
    day = timezone.localdate()
    save(client, visit, state="planned", planned_on=day, note="Après la traite", advisor=advisor.pk)
    assert (visit.state, visit.planned_on, visit.note, visit.advisor) == (
        VisitState.PLANNED,
        day,
        "Après la traite",
        advisor,
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"state": "planned"}, "planned_on"),
        ({"state": "to_contact", "planned_on": "2026-12-01"}, "state"),
        ({"state": "planned", "planned_on": "0001-01-01"}, "planned_on"),
        ({"state": "refused", "note": "a" * 1001}, "note"),
        ({"state": "refused", "note": "zéro\x00octet"}, "note"),
        ({"advisor": "9" * 18}, "advisor"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field_and_changes_nothing(client, advisor, typed, field):
    visit = VisitFactory()
    assert field in save(client, visit, **typed).context["form"].errors
    assert visit.state == VisitState.TO_CONTACT


def test_a_change_made_meanwhile_is_shown_and_not_overwritten(client, advisor):
    visit = VisitFactory()
    opened = client.get(address(visit)).context["form"]["opened_on"].value()
    Visit.objects.update(advisor=advisor)
    typed = {"opened_on": opened, "state": "to_contact", "advisor": "", "note": "x"}
    page = client.post(address(visit), typed).text
    assert "Rien n’a été écrasé" in page
    assert Visit.objects.get().note == ""


def test_several_visits_are_given_at_once(client, advisor):
    campaign, colleague = CampaignFactory(), advisor_of_lozere()
    given, left = VisitFactory.create_batch(3, campaign=campaign), VisitFactory(campaign=campaign)
    data = {"action": "assign", "visit": [visit.pk for visit in given], "advisor": colleague.pk}
    client.post(campaign.get_absolute_url(), data)
    assert set(Visit.objects.filter(advisor=colleague)) == set(given)
    client.post(campaign.get_absolute_url(), data | {"advisor": "aucun"})
    assert not Visit.objects.filter(advisor=colleague).exists()
    assert Visit.objects.get(pk=left.pk).advisor is None


def test_all_the_visits_shown_are_given_at_once_whatever_the_page(client, advisor):
    campaign = CampaignFactory()
    here = CommuneFactory(epci="200000001", epci_name="Haute Allier")
    VisitFactory.create_batch(51, campaign=campaign, producer__commune=here)
    VisitFactory(campaign=campaign)
    data = {"action": "assign", "every": "on", "advisor": advisor.pk}
    client.post(f"{campaign.get_absolute_url()}?epci=200000001", data)
    assert Visit.objects.filter(advisor=advisor, producer__commune=here).count() == 51
    assert Visit.objects.filter(advisor=advisor).count() == 51


def test_removing_takes_ticks_never_all_at_once(client, advisor):
    visit = VisitFactory()
    data = {"action": "remove", "every": "on", "confirmed": "1"}
    assert "Cochez au moins une visite" in client.post(visit.campaign.get_absolute_url(), data).text
    assert Visit.objects.exists()


def test_without_a_tick_nothing_is_given(client, advisor):
    visit = VisitFactory()
    response = client.post(visit.campaign.get_absolute_url(), {"action": "assign", "advisor": advisor.pk})
    assert "Cochez au moins une visite" in response.text
    assert Visit.objects.get().advisor is None


def test_without_an_advisor_nothing_is_given_and_the_ticks_stay(client, advisor):
    visit = VisitFactory(advisor=advisor)
    response = client.post(visit.campaign.get_absolute_url(), {"action": "assign", "visit": visit.pk})
    assert response.context["ticked"] == {visit.pk}
    assert "Choisissez à qui vont ces visites" in response.text
    assert Visit.objects.get().advisor == advisor


def test_an_advisor_takes_a_free_visit_and_never_that_of_a_colleague(client, advisor):
    free, taken = VisitFactory(), VisitFactory(advisor=advisor_of_lozere())
    for visit in (free, free, taken):
        client.post(reverse("survey:visit_take", args=[visit.campaign_id, visit.pk]))
    assert Visit.objects.get(pk=free.pk).advisor == advisor
    assert Visit.objects.get(pk=taken.pk).advisor == taken.advisor


def test_a_visit_leads_to_the_diagnosis_of_its_farm(client, advisor):
    QuestionnaireFactory()
    visit = VisitFactory()
    link = f"{reverse('survey:begin')}?ferme={visit.producer_id}"
    assert link in client.get(visit.campaign.get_absolute_url()).text
    client.post(link, {"key": "6f6e4f5e-0000-4000-8000-000000000001", "length": "short"})
    response = SurveyResponse.objects.get()
    assert (response.producer, response.state) == (visit.producer, ResponseState.DRAFT)


def test_a_diagnosis_begun_is_gone_on_with_and_one_made_is_read(client, advisor):
    visit = VisitFactory()
    page = visit.campaign.get_absolute_url()
    draft = SurveyResponseFactory(producer=visit.producer, author=advisor)
    text = client.get(page).text
    assert "Continuer le diagnostic" in text
    assert draft.get_absolute_url() in text
    made = validated_response(visit.producer)
    text = client.get(page).text
    assert "Lire le diagnostic" in text
    assert made.get_absolute_url() in text
    assert "Commencer le diagnostic" not in text


def test_visits_are_shown_by_state_and_by_advisor(client, advisor):
    campaign = CampaignFactory()
    done = VisitFactory(campaign=campaign, advisor=advisor)
    validated_response(done.producer)
    VisitFactory(campaign=campaign, advisor=advisor)
    free = VisitFactory(campaign=campaign, state=VisitState.UNREACHABLE)

    def shown(**query):
        return set(client.get(campaign.get_absolute_url(), query).context["page"])

    assert shown(state="visited") == {done}
    assert shown(advisor="aucun") == {free}
    assert shown(state="unreachable", advisor=advisor.pk) == set()
    assert len(shown(state="n’importe", advisor="quoi")) == 3
