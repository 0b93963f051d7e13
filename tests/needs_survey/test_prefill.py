"""What the portal knows of a farm, as its form opens."""

import pytest

from needs_survey import services as entry
from needs_survey.applying.plan import plan_of
from needs_survey.prefill import known_answers, prefilled, typed_of
from tests.factories.needs_survey import QuestionnaireFactory, SurveyResponseFactory
from tests.factories.producers import (
    StorageSiteFactory,
    VehicleFactory,
)

pytestmark = pytest.mark.django_db


def test_the_form_opens_with_the_products_and_deliveries_of_the_farm(begun, flows):
    assert [row["commune"] for row in begun.answers["deliveries"]] == [row.destination_id for row in flows]
    assert [row["known"] for row in begun.answers["deliveries"]] == [row.pk for row in flows]
    assert begun.answers["products"][0]["kg_per_year"] == "7800"


def test_what_a_short_form_does_not_ask_is_kept_without_a_question(farm, begun, advisor):
    StorageSiteFactory(producer=farm)
    plan = plan_of(begun, advisor)
    assert plan.undecided == []
    assert [(row.label, row.is_asked) for row in plan.kept] == [("lieu de stockage : chambre froide", False)]


def test_a_device_takes_both_lengths_of_a_farm_along(farm, flows):
    VehicleFactory(producer=farm, kind="reefer", km_per_year=12000)
    taken = prefilled(farm, QuestionnaireFactory())
    assert taken["forms"]["short"]["organisation"]["vehicles-0-kind"] == ["van"]
    assert taken["forms"]["long"]["products"]["products-0-label"] == ["Tomme"]
    assert taken["labels"]["34172"] == "Montpellier (34)"


def test_whatever_the_farm_says_the_form_says_back(farm, flows):
    """Typed then understood again, the answers are those the farm gave."""
    StorageSiteFactory(producer=farm)
    questionnaire = QuestionnaireFactory()
    said = known_answers(farm)
    response = SurveyResponseFactory(questionnaire=questionnaire, length="long")
    response.typed = typed_of(questionnaire.parsed, said, short=False)
    entry.understand(response)
    for code in ("products", "deliveries", "storage", "name", "delivered_by"):
        assert response.answers[code] == said[code], code
