"""Questionnaires and responses."""

import copy
import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from needs_survey.models import Questionnaire, SurveyResponse
from tests.factories.needs_survey import QuestionnaireFactory, SurveyResponseFactory, validated_response
from tests.factories.producers import ProducerFactory
from tests.needs_survey.shipped import SHIPPED
from tests.refused import assert_refused, assert_said, breakable

pytestmark = pytest.mark.django_db
NOW = timezone.now()

REFUSED = [
    (SurveyResponseFactory, {"length": "any"}, "survey_response_length_known"),
    (SurveyResponseFactory, {"state": "lost", "validated_at": None}, "survey_response_state_known"),
    (SurveyResponseFactory, {"state": "validated"}, "survey_response_validation_dated"),
    (SurveyResponseFactory, {"validated_at": NOW}, "survey_response_validation_dated"),
    (SurveyResponseFactory, {"withdrawn_at": NOW}, "survey_response_withdrawal_of_a_validated_one"),
]


@pytest.mark.parametrize(("factory", "values", "constraint"), REFUSED)
def test_the_database_refuses_what_makes_no_sense(factory, values, constraint):
    # A state that is none breaks the rule of its date too: the database names either.
    assert_refused(factory, values, "survey_response_" if "state" in values else constraint)


@pytest.mark.parametrize(("factory", "values", "constraint"), REFUSED)
def test_a_form_says_in_french_what_the_database_would_refuse(factory, values, constraint):
    assert_said(factory, values, constraint)


def test_every_rule_that_one_row_can_break_is_tried_here():
    assert breakable(SurveyResponse) == {constraint for _, _, constraint in REFUSED}


def test_a_code_keeps_the_type_it_was_published_with():
    QuestionnaireFactory()
    changed = copy.deepcopy(SHIPPED)
    question = changed["sections"][0]["questions"][0]
    assert question["type"] == "text"
    question["type"] = "long_text"
    with pytest.raises(ValidationError, match="change de type"):
        Questionnaire(version=2, definition=changed).clean()


def test_the_last_answer_of_a_farm_counts_while_its_consent_stands():
    farm = ProducerFactory()
    agreed = {"plan_consent": "yes"}
    first, last = validated_response(farm, NOW - timedelta(days=9)), validated_response(farm, NOW)
    SurveyResponse.objects.update(answers=agreed)
    assert list(SurveyResponse.objects.counted()) == [last]
    SurveyResponse.objects.filter(pk=last.pk).update(withdrawn_at=NOW)
    assert list(SurveyResponse.objects.counted()) == [first]
    SurveyResponse.objects.update(answers={"plan_consent": "no"})
    assert not SurveyResponse.objects.counted().exists()


def test_answers_are_said_under_their_questions():
    response = SurveyResponseFactory(answers={"name": "Ferme du Vent", "legal_form": "sole", "gone": "x"})
    said = response.answers_in_words()
    assert "Ferme du Vent" in said
    assert "exploitation individuelle" in said
    assert "gone" not in json.dumps(said)
