"""The visits of one advisor."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from needs_survey.enums import VisitState
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import (
    CampaignFactory,
    VisitFactory,
    validated_response,
)
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


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
