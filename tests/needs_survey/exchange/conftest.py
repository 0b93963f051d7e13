"""Who sends the files of these tests."""

import pytest

from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.territory import CommuneFactory


@pytest.fixture
def advisor(db):
    """Of Lozère, where a version of the questionnaire is published."""
    QuestionnaireFactory()
    CommuneFactory(mende=True)
    CommuneFactory(montpellier=True)
    return advisor_of_lozere()
