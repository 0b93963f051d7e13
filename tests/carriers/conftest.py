import pytest

from pat_logistics.accounts.models import Membership, Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.carriers import (
    CarrierFactory,
    SolutionFactory,
    TariffGridFactory,
)
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def company(person):
    organisation = OrganisationFactory()
    MembershipFactory(user=person, organisation=organisation, role=Role.CARRIER)
    return CarrierFactory(organisation=organisation, name="Transports du Causse")


@pytest.fixture
def staff(client):
    """The client of someone who works for a company."""
    user = UserFactory()
    Membership.objects.create(user=user, organisation=OrganisationFactory(), role=Role.CARRIER)
    client.force_login(user)
    return user


@pytest.fixture
def service(staff):
    return SolutionFactory(carrier__organisation=staff.memberships.get().organisation)


@pytest.fixture
def served(service, monkeypatch):
    """A grid that was in force before today."""
    grid = TariffGridFactory(solution=service)
    monkeypatch.setattr("carriers.editing.is_open_to_correction", lambda row, day: row.first_day >= day)
    return grid


@pytest.fixture
def farm():
    return ProducerFactory(published=True, organisation=OrganisationFactory())


@pytest.fixture
def partner():
    """A published company that nobody signed in for."""
    return CarrierFactory(organisation=OrganisationFactory())


@pytest.fixture
def mende():
    return CommuneFactory(mende=True, epci="244800405")


@pytest.fixture
def montpellier():
    return CommuneFactory(montpellier=True, epci="243400017")
