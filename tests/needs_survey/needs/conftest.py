"""Who reads the territory views, and where."""

import pytest

from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.samples import EPCI


@pytest.fixture
def mende():
    return CommuneFactory(mende=True, **EPCI)


@pytest.fixture
def advisor(client):
    QuestionnaireFactory()
    user = advisor_of_lozere()
    client.force_login(user)
    return user
