"""Scheduled care of the diagnoses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from needs_survey.enums import ResponseState
from needs_survey.models import SurveyResponse
from needs_survey.tasks import forget_old_drafts
from tests.factories.needs_survey import SurveyResponseFactory

pytestmark = pytest.mark.django_db


def test_a_draft_that_nobody_touched_for_a_year_is_forgotten(response):
    recent = SurveyResponseFactory()
    done = SurveyResponseFactory(state=ResponseState.VALIDATED, validated_at=timezone.now())
    long_ago = timezone.now() - timedelta(days=366)
    SurveyResponse.objects.exclude(pk=recent.pk).update(updated_at=long_ago)
    forget_old_drafts()
    assert set(SurveyResponse.objects.all()) == {recent, done}
