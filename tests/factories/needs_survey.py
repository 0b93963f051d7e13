"""Questionnaires and responses."""

import json

import factory
from django.utils import timezone

from needs_survey.models import Questionnaire, SurveyResponse
from needs_survey.services import FIRST
from tests.factories.accounts import UserFactory


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
