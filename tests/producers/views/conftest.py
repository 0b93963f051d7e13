"""A farmer signed in, with a farm at Mende, or an advisor of Lozère."""

import pytest

from pat_logistics.accounts.models import Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


@pytest.fixture
def farmer(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def farm(farmer, mende):
    organisation = OrganisationFactory(name="Ferme du Vent")
    MembershipFactory(user=farmer, organisation=organisation, role=Role.PRODUCER)
    return ProducerFactory(name="Ferme du Vent", organisation=organisation, commune=mende)


@pytest.fixture
def advisor(client, advisor):
    client.force_login(advisor)
    return advisor
