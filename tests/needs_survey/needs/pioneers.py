"""What several tests of this folder are made of."""

from django.urls import reverse
from django.utils import timezone

from needs_survey.enums import ResponseState
from tests.factories.needs_survey import SurveyResponseFactory
from tests.factories.producers import FlowFactory, ProducerFactory
from tests.needs_survey.needs.samples import EPCI


def pioneer(commune, answer="yes", **flow):
    """A farm that answered to being called again, and delivers to its own commune."""
    farm = ProducerFactory(commune=commune, phone="04 66 00 00 00")
    SurveyResponseFactory(
        producer=farm,
        state=ResponseState.VALIDATED,
        validated_at=timezone.now(),
        answers={"plan_consent": "yes", "pioneer": answer},
    )
    FlowFactory(producer=farm, **{"destination": commune, **flow})
    return farm


def builder(place=EPCI["epci"], **filters):
    return reverse("needs:groups", query={"place": place, **filters})
