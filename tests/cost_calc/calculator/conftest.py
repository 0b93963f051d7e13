"""Somebody signed in, whose farm is in Mende."""

import pytest
from django.urls import reverse

from pat_logistics.accounts.models import Role
from tests.cost_calc.calculator.views.samples import CASE
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory


@pytest.fixture
def places(references):
    """Enough to price one's own van; no carrier is needed to keep a result."""
    return [CommuneFactory(mende=True), CommuneFactory(montpellier=True)]


@pytest.fixture
def farmer(places):
    return UserFactory()


@pytest.fixture
def farm(farmer, places):
    return farm_of(farmer, commune=places[0], name="Ferme du Vent")


def farm_of(user, **values):
    organisation = OrganisationFactory()
    MembershipFactory(user=user, organisation=organisation, role=Role.PRODUCER)
    return ProducerFactory(organisation=organisation, **values)


@pytest.fixture
def signed_in(client, farmer, farm):
    client.force_login(farmer)
    return client


@pytest.fixture
def get(client, territory):
    def page(name="compare", **changes):
        return client.get(reverse(f"cost_calc:{name}"), {**CASE, **changes})

    return page


@pytest.fixture
def cheese(farm):
    return ProductLineFactory(producer=farm, family="cheese", temperature="chilled", eur_per_kg=20)


@pytest.fixture
def montpellier(db):
    return CommuneFactory(montpellier=True)
