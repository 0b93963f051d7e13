"""What the personal page of a farm shows of its diagnoses."""

import pytest

from needs_survey.models import SurveyResponse
from needs_survey.personal import consents_of, part_of, response_of, responses_of
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, answer, validated_response
from tests.factories.producers import A_WHILE_AGO, ProducerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def validated(farm, advisor):
    draft = answer(SurveyResponseFactory(producer=farm, author=advisor), **SHORT)
    SurveyResponse.objects.filter(pk=draft.pk).update(state="validated", validated_at=A_WHILE_AGO)
    return SurveyResponse.objects.get(pk=draft.pk)


def test_a_draft_is_the_advisor_s_until_it_is_validated(farm, advisor):
    SurveyResponseFactory(producer=farm, author=advisor)
    assert responses_of(farm) == []
    assert part_of(farm, "token") is None


def test_the_last_diagnosis_comes_first_and_that_of_another_farm_is_not_found(farm, validated):
    later = validated_response(farm)
    assert responses_of(farm) == [later, validated]
    assert response_of(farm, validated.key) == validated
    assert response_of(ProducerFactory(), validated.key) is None


def test_each_consent_is_told_as_it_was_given_on_its_day(validated):
    consents = {each.question.code: each for each in consents_of(validated)}
    assert {code: each.given for code, each in consents.items()} == {
        "plan_consent": True, "publication_consent": False,
    }  # fmt: skip
    assert {each.at for each in consents.values()} == {A_WHILE_AGO}


def test_the_page_names_who_entered_it_and_in_whose_name(farm, validated, advisor):
    part = part_of(farm, "token")
    [diagnosis] = part.context["diagnoses"]
    assert part.advisor == advisor
    assert diagnosis.service == advisor.memberships.get().organisation
