import pytest

from tests.factories.accounts import advisor_of_lozere


@pytest.fixture
def advisor(client):
    user = advisor_of_lozere()
    client.force_login(user)
    return user
