import pytest

from pat_logistics.accounts.models import Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.producers import ProducerFactory
from tests.factories.quotes import (
    QuoteRequestFactory,
)
from tests.factories.territory import CommuneFactory


@pytest.fixture
def farmer(db):
    user = UserFactory()
    MembershipFactory(user=user, organisation=OrganisationFactory(), role=Role.PRODUCER)
    return user


@pytest.fixture
def farm(farmer):
    return ProducerFactory(
        organisation=farmer.memberships.get().organisation,
        commune=CommuneFactory(mende=True),
        phone="0465711234",
    )


@pytest.fixture
def signed_in(client, farmer, farm):
    client.force_login(farmer)
    return client


@pytest.fixture
def quote(farm, farmer):
    return QuoteRequestFactory(producer=farm, created_by=farmer)
