"""The weekly mail to advisors whose visits wait."""

from datetime import date, timedelta

import pytest

from needs_survey.campaign.reminders import remind
from needs_survey.enums import VisitState
from needs_survey.tasks import remind_visits
from pat_logistics.mail.models import OutgoingMail
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.needs_survey import CampaignFactory, VisitFactory, validated_response

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
FAR, NEAR = MONDAY + timedelta(days=15), MONDAY + timedelta(days=14)


@pytest.fixture
def late():
    """An appointment of the day before, of a campaign that has time."""
    return VisitFactory(
        advisor=advisor_of_lozere(),
        campaign=CampaignFactory(name="Hiver", first_day=MONDAY - timedelta(30), last_day=FAR),
        state=VisitState.PLANNED,
        planned_on=MONDAY - timedelta(1),
    )


def test_an_appointment_whose_day_has_passed_is_recalled(late):
    assert remind(MONDAY) == 1
    mail = OutgoingMail.objects.get()
    assert mail.to == late.advisor.email
    assert "Hiver, jusqu’au 8\u00a0décembre\u00a02026" in mail.body
    assert "1 rendez-vous dont la date est passée" in mail.body
    assert "/diagnostics/campagnes/mes-visites/" in mail.body


def test_the_mail_names_no_farm_so_that_it_may_outlive_one(late):
    remind(MONDAY)
    assert late.producer.name not in OutgoingMail.objects.get().body


def test_run_twice_in_a_week_it_writes_once_and_again_the_next_week(late):
    for day in (MONDAY, MONDAY, MONDAY + timedelta(6)):
        remind(day)
    assert OutgoingMail.objects.count() == 1
    remind(MONDAY + timedelta(7))
    assert OutgoingMail.objects.count() == 2


def test_several_visits_of_several_campaigns_make_one_mail(late):
    for _ in range(2):
        VisitFactory(
            advisor=late.advisor, campaign__first_day=MONDAY, campaign__last_day=NEAR, campaign__name="Été"
        )
    remind(MONDAY)
    body = OutgoingMail.objects.get().body
    assert body.count("encore sans rendez-vous") == 2
    assert "1 rendez-vous dont la date est passée" in body


@pytest.mark.parametrize(
    ("last_day", "state", "planned_on", "mails"),
    [
        (NEAR, VisitState.TO_CONTACT, None, 1),
        (FAR, VisitState.TO_CONTACT, None, 0),
        (MONDAY, VisitState.TO_CONTACT, None, 1),
        (MONDAY - timedelta(1), VisitState.TO_CONTACT, None, 0),
        (NEAR, VisitState.PLANNED, MONDAY, 0),
        (NEAR, VisitState.REFUSED, MONDAY - timedelta(3), 0),
        (NEAR, VisitState.UNREACHABLE, None, 0),
    ],
)
def test_only_what_is_late_or_without_a_day_in_the_last_fortnight_is_recalled(
    last_day, state, planned_on, mails
):
    VisitFactory(
        advisor=advisor_of_lozere(),
        campaign__first_day=MONDAY - timedelta(30),
        campaign__last_day=last_day,
        state=state,
        planned_on=planned_on,
    )
    assert remind(MONDAY) == mails


def test_a_visit_made_is_not_recalled(late):
    validated_response(late.producer, at="2026-11-22T12:00:00Z")
    assert remind(MONDAY) == 0


def test_a_visit_without_an_advisor_is_nobodys_reminder(late):
    late.advisor = None
    late.save()
    assert remind(MONDAY) == 0


def test_who_follows_the_departement_no_more_or_has_left_is_not_written_to(late):
    late.advisor.memberships.all().delete()
    assert remind(MONDAY) == 0
    gone = advisor_of_lozere()
    gone.is_active = False
    gone.save()
    late.advisor = gone
    late.save()
    assert remind(MONDAY) == 0


def test_an_invented_campaign_writes_to_nobody(late):
    late.campaign.is_example = True
    late.campaign.save()
    assert remind(MONDAY) == 0


def test_the_answer_goes_to_the_organiser(late):
    late.campaign.organiser = UserFactory(email="pilote@exemple.fr")
    late.campaign.save()
    remind(MONDAY)
    assert OutgoingMail.objects.get().reply_to == "pilote@exemple.fr"


def test_the_scheduled_task_writes_as_of_today():
    VisitFactory(advisor=advisor_of_lozere(), campaign__last_day=date(2099, 1, 1))
    remind_visits()
    assert not OutgoingMail.objects.exists()
