"""Questionnaires and responses."""

import json
from datetime import timedelta

import factory
from django.utils import timezone

from needs_survey.enums import ResponseState
from needs_survey.models import Campaign, Questionnaire, SurveyResponse, Visit
from needs_survey.services import FIRST
from tests.factories.accounts import UserFactory
from tests.factories.producers import ProducerFactory

MONTH = timedelta(days=30)


class QuestionnaireFactory(factory.django.DjangoModelFactory):
    """The shipped questionnaire, published."""

    class Meta:
        model = Questionnaire
        django_get_or_create = ("version",)

    version = 1
    definition = factory.LazyFunction(lambda: json.loads(FIRST.read_text(encoding="utf-8")))
    published_at = factory.LazyFunction(timezone.now)


class SurveyResponseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SurveyResponse

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    author = factory.SubFactory(UserFactory)


class CampaignFactory(factory.django.DjangoModelFactory):
    """Running now, for a month before and after."""

    class Meta:
        model = Campaign

    name = factory.Sequence(lambda n: f"Campagne exemple {n}")
    departement = "48"
    first_day = factory.LazyFunction(lambda: timezone.localdate() - MONTH)
    last_day = factory.LazyFunction(lambda: timezone.localdate() + MONTH)


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    campaign = factory.SubFactory(CampaignFactory)
    producer = factory.SubFactory(ProducerFactory)


def validated_response(producer, at=None):
    return SurveyResponseFactory(
        producer=producer, state=ResponseState.VALIDATED, validated_at=at or timezone.now()
    )
