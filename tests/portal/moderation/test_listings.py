"""Whom to write to about a page."""

import pytest

from pat_logistics.portal.moderation.listings import CARRIER, KINDS, PRODUCER, SOLUTION
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("example", [False, True])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("address", ["", "quai@exemple.fr", "quai@ferme.example"])
@pytest.mark.parametrize("member", [None, "membre@exemple.fr", "membre@ferme.example"])
def test_the_query_and_the_addresses_of_a_listing_agree(kind, address, member, example):
    organisation = OrganisationFactory()
    if member:
        MembershipFactory(organisation=organisation, role=kind.role, user__email=member)
    given = {"is_example": example}
    listing = {
        PRODUCER: lambda: ProducerFactory(organisation=organisation, email=address, **given),
        CARRIER: lambda: CarrierFactory(organisation=organisation, email=address, **given),
        SOLUTION: lambda: SolutionFactory(
            carrier__organisation=organisation, carrier__email=address, **given
        ),
    }[kind]()
    assert kind.reachable().filter(pk=listing.pk).exists() == bool(kind.addresses_of(listing))


def address(token):
    return f"/confirmer/lien/{token}/"
