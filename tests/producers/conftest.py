"""A farm nobody keeps, and the advisor who entered it: nobody is signed in."""

import pytest

from needs_survey.models import SurveyResponse
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, answer
from tests.factories.producers import A_WHILE_AGO
from tests.producers.received import farm_nobody_keeps


@pytest.fixture
def farm():
    return farm_nobody_keeps()


@pytest.fixture
def advisor():
    return advisor_of_lozere()


@pytest.fixture
def diagnosed(farm, advisor):
    """A validated diagnosis that agrees to the plan's use."""
    draft = answer(SurveyResponseFactory(producer=farm, author=advisor), **SHORT)
    SurveyResponse.objects.filter(pk=draft.pk).update(state="validated", validated_at=A_WHILE_AGO)
    return draft
