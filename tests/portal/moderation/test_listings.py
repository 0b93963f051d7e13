"""Whom to write to about a page."""

import pytest

from pat_logistics.portal.moderation.listings import ACTOR, CARRIER, KINDS, PRODUCER, SOLUTION
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.actors import ActorClaimFactory, ActorFactory
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("example", [False, True])
@pytest.mark.parametrize("kind", [PRODUCER, CARRIER, SOLUTION], ids=lambda kind: kind.slug)
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


def test_of_who_can_help_those_who_keep_the_entry_are_written_to_and_no_address_of_a_source():
    actor = ActorFactory(email="accueil@exemple.fr")
    assert ACTOR.addresses_of(actor) == []
    claim = ActorClaimFactory(given=True, actor=actor)
    ActorClaimFactory(actor=actor)
    assert ACTOR.addresses_of(actor) == [claim.user.email]
    assert list(ACTOR.managed_by(claim.user)) == [actor]
    assert KINDS[ACTOR.slug] is ACTOR


def address(token):
    return f"/confirmer/lien/{token}/"
