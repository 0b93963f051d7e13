"""Who visits whom, when, how it stands, and how far the campaign is."""

import csv
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from needs_survey.enums import ResponseState, VisitState
from needs_survey.models import SurveyResponse, Visit
from pat_logistics.accounts.models import Role
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.needs_survey import (
    CampaignFactory,
    QuestionnaireFactory,
    SurveyResponseFactory,
    VisitFactory,
    validated_response,
)
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def outcome(visit):
    return Visit.objects.with_outcome().get(pk=visit.pk).outcome


def address(visit):
    return reverse("survey:visit", args=[visit.campaign_id, visit.pk])


def save(client, visit, **typed):
    opened = client.get(address(visit)).context["form"]
    data = {"opened_on": opened["opened_on"].value(), "state": visit.state, "note": "", "advisor": ""}
    response = client.post(address(visit), data | typed)
    visit.refresh_from_db()
    return response


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


def test_a_visit_goes_only_to_an_advisor_of_the_departement(client, advisor):
    visit, stranger = VisitFactory(), UserFactory(role=Role.ADVISOR)
    assert "advisor" in save(client, visit, advisor=stranger.pk).context["form"].errors
    client.post(
        visit.campaign.get_absolute_url(),
        {"action": "assign", "visit": visit.pk, "advisor": stranger.pk},
    )
    visit.refresh_from_db()
    assert visit.advisor is None


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


def test_the_visit_of_a_farm_that_moved_away_is_not_shown(client, advisor):
    visit = VisitFactory(producer__commune=CommuneFactory(montpellier=True))
    assert visit.producer.name not in client.get(visit.campaign.get_absolute_url()).text


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


@pytest.fixture
def round_of_three(advisor):
    """Two appointments and one visit without a day."""
    campaign, today = CampaignFactory(), timezone.localdate()
    names = [("Sans date", None), ("Plus tard", today + timedelta(days=3)), ("Demain", today + timedelta(1))]
    for name, day in names:
        VisitFactory(
            campaign=campaign,
            advisor=advisor,
            producer=ProducerFactory(name=name),
            planned_on=day,
            state=VisitState.PLANNED if day else VisitState.TO_CONTACT,
        )
    return campaign


def my_visits(client, **query):
    return [v.producer.name for v in client.get(reverse("survey:my_visits"), query).context["page"]]


def test_my_visits_come_by_day_and_those_without_a_day_last(client, round_of_three):
    assert my_visits(client) == ["Demain", "Plus tard", "Sans date"]


def test_my_visits_of_one_day_come_by_place(client, advisor):
    campaign, day = CampaignFactory(), timezone.localdate()
    for name in ("Zénières", "Albaret", "Éclanèdes"):
        VisitFactory(
            campaign=campaign, advisor=advisor, state=VisitState.PLANNED, planned_on=day,
            producer__name=f"Ferme de {name}", producer__commune__name=name,
        )  # fmt: skip
    assert my_visits(client) == ["Ferme de Albaret", "Ferme de Éclanèdes", "Ferme de Zénières"]


def test_visits_made_refused_over_or_of_a_colleague_are_not_mine_to_make(client, advisor):
    today = timezone.localdate()
    done = VisitFactory(advisor=advisor)
    validated_response(done.producer)
    VisitFactory(advisor=advisor, state=VisitState.REFUSED)
    VisitFactory(advisor=advisor_of_lozere())
    over = CampaignFactory(first_day=today - timedelta(9), last_day=today - timedelta(1))
    VisitFactory(advisor=advisor, campaign=over)
    assert my_visits(client) == []
    assert len(my_visits(client, tout="1")) == 2


def test_the_csv_holds_my_visits_and_no_formula(client, advisor):
    visit = VisitFactory(advisor=advisor, note="=1+1", producer__name="+Ferme")
    content = client.get(reverse("survey:my_visits_csv")).content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert (row["Ferme"], row["Note"], row["État"]) == ("'+Ferme", "'=1+1", "à contacter")
    assert row["Commune"] == str(visit.producer.commune)


def test_my_visits_take_as_many_queries_for_one_as_for_many(client, advisor, django_assert_max_num_queries):
    VisitFactory.create_batch(40, campaign=CampaignFactory(), advisor=advisor)
    for name in ("my_visits", "my_visits_csv"):
        with django_assert_max_num_queries(6):
            client.get(reverse(f"survey:{name}"))
