"""A farm, and a whole draft on a farm the portal does not know."""

import pytest

from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, answer
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory


@pytest.fixture
def advisor():
    return advisor_of_lozere()


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


@pytest.fixture
def farm(mende):
    return ProducerFactory(
        name="Ferme du Vent", commune=mende, email="ferme@exemple.fr", description="Vaches."
    )


@pytest.fixture
def draft(advisor, mende):
    """A whole short form on a farm the portal does not know."""
    return answer(SurveyResponseFactory(author=advisor), **SHORT)
