import pytest

from tests.factories.territory import CommuneFactory


@pytest.fixture
def mende(db):
    return CommuneFactory(mende=True)


@pytest.fixture
def florac(db):
    return CommuneFactory(florac=True)


@pytest.fixture
def lozere(mende, florac):
    """Both communes that the lists name, and one of another département."""
    return {"48": (mende, florac), "34": CommuneFactory(montpellier=True)}
