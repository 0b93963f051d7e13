"""Proposing, accepting and refusing from the pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from carriers.models import Ride
from carriers.rides import Side
from pat_logistics.accounts.models import Role
from tests.carriers.both_sides import VISITOR, member, page
from tests.factories.accounts import advisor_of_lozere
from tests.factories.carriers import CarrierFactory, RideFactory

pytestmark = pytest.mark.django_db


def test_one_proposes_and_the_other_accepts_from_the_pages(client, farm, partner):
    client.force_login(member(farm, Role.PRODUCER))
    assert partner.name in client.get(page(Side.PRODUCER, farm), {"q": partner.name.upper()}).content.decode()
    client.post(page(Side.PRODUCER, farm, partner), {"choice": "agree"})
    client.force_login(member(partner, Role.CARRIER))
    assert "Accepter" in client.get(page(Side.CARRIER, partner)).content.decode()
    client.post(page(Side.CARRIER, partner, farm), {"choice": "agree"})
    assert Ride.objects.visible_to(VISITOR).exists()
    client.post(page(Side.CARRIER, partner, farm), {"choice": "revoke"})
    assert not Ride.objects.visible_to(VISITOR).exists()


def test_who_is_not_published_can_neither_be_found_nor_proposed_to(client, farm):
    hidden = CarrierFactory(unpublished=True)
    client.force_login(member(farm, Role.PRODUCER))
    found = client.get(page(Side.PRODUCER, farm), {"q": hidden.name})
    assert not found.context["matches"]
    assert client.post(page(Side.PRODUCER, farm, hidden), {"choice": "agree"}).status_code == 404


def test_the_farm_is_led_to_the_proposal_that_waits(client, farm):
    RideFactory(producer=farm, proposed_by_carrier=True)
    client.force_login(member(farm, Role.PRODUCER))
    shown = client.get(reverse("farm:overview", args=[farm.pk])).content.decode()
    assert "1 transporteur attend votre réponse." in shown
    assert page(Side.PRODUCER, farm) in shown


def test_the_company_is_led_to_the_proposals_that_wait(client, partner):
    RideFactory.create_batch(2, carrier=partner)
    client.force_login(member(partner, Role.CARRIER))
    shown = client.get(reverse("company:overview", args=[partner.slug])).content.decode()
    assert "2 producteurs attendent votre réponse." in shown
    assert page(Side.CARRIER, partner) in shown


def test_who_cannot_decide_is_not_led_there(client, farm, partner):
    client.force_login(advisor_of_lozere())
    for address in (
        reverse("farm:overview", args=[farm.pk]),
        reverse("company:overview", args=[partner.slug]),
    ):
        assert "avec-qui" not in client.get(address).content.decode()


def test_a_proposal_refused_by_mistake_can_be_made_again_at_once(client, farm, partner):
    RideFactory(producer=farm, carrier=partner, carrier_agreed_at=timezone.now(), producer_agreed_at=None)
    client.force_login(member(farm, Role.PRODUCER))
    after = client.post(page(Side.PRODUCER, farm, partner), {"choice": "revoke"}, follow=True)
    assert not Ride.objects.exists()
    assert "Rétablir mon accord" in after.content.decode()
    client.post(page(Side.PRODUCER, farm, partner), {"choice": "agree"})
    again = client.get(after.redirect_chain[0][0]).content.decode()
    assert "Rétablir mon accord" not in again
    assert "En attente de sa réponse" in again


@pytest.mark.parametrize("left", ["x", "9" * 30, "-1"])
def test_an_address_that_names_nobody_offers_nothing_back(client, farm, left):
    client.force_login(member(farm, Role.PRODUCER))
    answer = client.get(page(Side.PRODUCER, farm), {"retire": left})
    assert "Rétablir mon accord" not in answer.content.decode()
