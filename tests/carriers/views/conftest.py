import pytest

from tests.factories.carriers import DropPointFactory, SolutionFactory


@pytest.fixture
def catalogue():
    """Four solutions that the filters tell apart."""
    line = SolutionFactory(name="Ligne fraîche", from_mende_to_montpellier=True)
    DropPointFactory(solution=SolutionFactory(name="Quai", temperatures=["frozen"]))
    SolutionFactory(name="Casiers", locker=True)
    SolutionFactory(name="Logicoût", tool=True)
    return line
