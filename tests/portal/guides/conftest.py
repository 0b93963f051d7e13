import pytest

from tests.factories.guides import GuideFactory
from tests.factories.territory import CommuneFactory


@pytest.fixture
def reference_values(shared_references):
    """The reference values that come with the portal."""


@pytest.fixture
def guide():
    CommuneFactory(mende=True)
    CommuneFactory(montpellier=True)
    return GuideFactory(sources=[{"date": "2009-12-21", "title": "Arrêté exemple", "url": ""}])
