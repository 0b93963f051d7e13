import pytest

from tests.factories.needs_survey import SHORT, SurveyResponseFactory, answer
from tests.factories.territory import CommuneFactory


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


@pytest.fixture
def draft(advisor, references):
    CommuneFactory(mende=True)
    return answer(SurveyResponseFactory(author=advisor), **SHORT)
