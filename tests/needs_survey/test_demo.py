"""The example diagnoses of a new portal."""

import pytest

from needs_survey import demo
from needs_survey.entry import entries
from needs_survey.models import SurveyResponse
from producers.demo import load
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.territory import load_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def responses():
    load_region()
    load()
    QuestionnaireFactory()
    demo.load_responses()
    return list(SurveyResponse.objects.select_related("producer", "questionnaire"))


def test_every_example_is_whole_validated_and_of_an_example_farm(responses):
    assert len(responses) > 20
    for response in responses:
        assert not response.is_draft
        assert response.producer.is_example
        found = entries(response.questionnaire.parsed, response.typed, short=response.is_short)
        assert [problem for entry in found for problem in entry.problems()] == []


def test_the_examples_are_loaded_once(responses):
    assert demo.load_responses() == 0
