"""Which farms count, and how the rows behind the views are found among many responses."""

import datetime
import re

import pytest
from django.db import connection
from django.utils import timezone

from needs_survey.enums import ResponseState
from needs_survey.models import SurveyResponse
from needs_survey.needs.sources import Farms, Sources, counts_of, farms_anywhere, responses
from tests.factories.needs_survey import SurveyResponseFactory
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

AGREED = {"plan_consent": "yes"}


@pytest.fixture
def mende():
    return CommuneFactory(mende=True, epci="200069268", epci_name="CC Cœur de Lozère")


def validated(farm, *, days_ago=0, **more):
    when = timezone.now() - datetime.timedelta(days=days_ago)
    defaults = {"state": ResponseState.VALIDATED, "validated_at": when, "answers": AGREED}
    return SurveyResponseFactory(producer=farm, **(defaults | more))


def plan_of(queryset):
    with connection.cursor() as cursor:
        # The few rows of a test are read in one go otherwise.
        cursor.execute("SET LOCAL enable_seqscan = off")
    return queryset.explain()


def test_the_farms_that_count_are_those_that_agree_or_publish_their_deliveries(mende):
    agrees, publishes = ProducerFactory(commune=mende), ProducerFactory(commune=mende, flows_published=True)
    refuses, draws_back = ProducerFactory(commune=mende), ProducerFactory(commune=mende)
    validated(agrees)
    validated(refuses, answers={"plan_consent": "no"})
    validated(draws_back, withdrawn_at=timezone.now())
    SurveyResponseFactory(producer=refuses, answers=AGREED)  # a draft
    found = Farms.of(["48"])
    assert found.places == {farm.pk: ("200069268", mende.pk) for farm in (agrees, publishes)}
    assert found.answered == 1
    assert counts_of(["48", "30"]) == {"48": (2, found.examples)}


def test_a_farm_that_answered_twice_counts_once_with_its_last_answers(mende):
    farm = ProducerFactory(commune=mende)
    validated(farm, answers=AGREED | {"sought": ["advice"], "blocked_kg_per_year": "50"})
    validated(farm, days_ago=9, answers=AGREED | {"sought": ["grouping"], "blocked_kg_per_year": "90"})
    assert Farms.of(["48"]).answered == responses(["48"]).count() == 1
    found = Sources(("48",))
    assert found.answers.several["sought"].values == ["advice"]
    assert found.blocked.weight.tolist() == [50.0]


def test_answers_of_another_shape_are_no_answers(mende):
    for answers in ({"sought": "advice", "irritants": None}, {"irritants": [3, "winter"]}, {}):
        validated(ProducerFactory(commune=mende), answers=AGREED | answers)
    found = Sources(("48",)).answers
    assert (found.several["sought"].values, found.several["irritant"].values) == ([], ["winter"])
    assert found.weight.size == 3


def test_a_delivery_bears_what_its_product_line_is(mende):
    farm = ProducerFactory(commune=mende, flows_published=True)
    for family, temperature in (("honey", "ambient"), ("cheese", "chilled")):
        line = ProductLineFactory(producer=farm, family=family, temperature=temperature)
        FlowFactory(producer=farm, product_line=line, destination=mende, kg_per_delivery="12.55")
    rows = Sources(("48",)).deliveries
    goods = [
        tuple(
            rows.columns[name].values[rows.columns[name].numbers[row]] for name in ("family", "temperature")
        )
        for row in range(2)
    ]
    assert sorted(goods) == [("cheese", "chilled"), ("honey", "ambient")]
    assert set(rows.columns["way"].values) == {(mende.pk, mende.pk)}


def test_the_farms_that_agree_are_read_from_an_index_alone():
    plan = plan_of(SurveyResponse.objects.agreed().order_by().values("producer"))
    assert "survey_response_agreed" in plan
    assert plan_of(farms_anywhere()).count("survey_response_agreed") == 1


def test_the_last_agreed_response_of_each_farm_is_found_without_a_sort():
    plan = plan_of(SurveyResponse.objects.counted())
    assert re.search("Unique.*survey_response_agreed", plan, re.DOTALL)
    assert "Sort" not in plan.partition("Unique")[2]
