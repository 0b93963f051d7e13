import pytest

from tests.factories.accounts import advisor_of_lozere


@pytest.fixture
def advisor():
    """Writes without a page: nobody is signed in."""
    return advisor_of_lozere()
