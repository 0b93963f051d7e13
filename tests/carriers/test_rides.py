"""A producer and a carrier are shown together only as long as both want it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from carriers import changes as company_changes
from carriers.models import Ride
from carriers.rides import Side, agree, revoke
from pat_logistics.accounts.models import Role
from pat_logistics.history import events_of
from producers import changes as farm_changes
from producers.enums import ErasedBy
from producers.holdings import erase
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, advisor_of_lozere
from tests.factories.carriers import CarrierFactory, RideFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def farm():
    return ProducerFactory(published=True, organisation=OrganisationFactory())


@pytest.fixture
def company():
    return CarrierFactory(organisation=OrganisationFactory())


def member(owner, role):
    return MembershipFactory(organisation=owner.organisation, role=role).user


@pytest.mark.parametrize(("first", "second"), [tuple(Side), tuple(Side)[::-1]])
def test_a_ride_is_shown_once_the_second_side_has_agreed(farm, company, first, second):
    agree(producer=farm, carrier=company, side=first)
    assert not Ride.objects.visible_to(VISITOR).exists()
    agree(producer=farm, carrier=company, side=second)
    assert Ride.objects.visible_to(VISITOR).agreed().count() == 1


def test_agreeing_twice_keeps_the_first_date(farm, company):
    first = agree(producer=farm, carrier=company, side=Side.PRODUCER).producer_agreed_at
    assert agree(producer=farm, carrier=company, side=Side.PRODUCER).producer_agreed_at == first
    assert Ride.objects.count() == 1


@pytest.mark.parametrize("side", Side)
def test_either_side_hides_it_at_once(side):
    ride = RideFactory(agreed=True)
    revoke(producer=ride.producer, carrier=ride.carrier, side=side)
    assert not Ride.objects.visible_to(VISITOR).exists()
    assert Ride.objects.count() == 1


@pytest.mark.parametrize("side", Side)
def test_a_proposal_withdrawn_or_refused_leaves_nothing(side):
    ride = RideFactory()
    revoke(producer=ride.producer, carrier=ride.carrier, side=side)
    revoke(producer=ride.producer, carrier=ride.carrier, side=side)
    assert not Ride.objects.exists()


@pytest.mark.parametrize("hidden", [{"producer__published": False}, {"carrier__unpublished": True}])
def test_what_has_no_public_page_is_not_named_through_the_other(hidden):
    RideFactory(agreed=True, **hidden)
    assert not Ride.objects.visible_to(VISITOR).exists()


def test_a_proposal_is_read_by_the_two_it_concerns_and_by_nobody_else(farm, company):
    agree(producer=farm, carrier=company, side=Side.PRODUCER)
    seen = {
        "farm": member(farm, Role.PRODUCER),
        "company": member(company, Role.CARRIER),
        "advisor": advisor_of_lozere(),
        "rival": UserFactory(role=Role.CARRIER),
        "neighbour": UserFactory(role=Role.PRODUCER),
    }
    assert {name for name, user in seen.items() if Ride.objects.visible_to(user).exists()} == {
        "farm",
        "company",
        "advisor",
    }


def page(side, owner, *other):
    return reverse(
        "rides:decide" if other else "rides:side", args=[side, owner.pk, *[row.pk for row in other]]
    )


@pytest.mark.parametrize("choice", ["agree", "revoke"])
def test_only_the_farm_and_the_company_themselves_decide(client, farm, company, choice):
    RideFactory(producer=farm, carrier=company)
    others = [advisor_of_lozere(), UserFactory(administrator=True), member(farm, Role.CARRIER)]
    for user in others:
        client.force_login(user)
        assert client.get(page(Side.PRODUCER, farm)).status_code == 404
        for side, own, other in ((Side.PRODUCER, farm, company), (Side.CARRIER, company, farm)):
            assert client.post(page(side, own, other), {"choice": choice}).status_code == 404
    assert not Ride.objects.get().is_agreed


def test_one_proposes_and_the_other_accepts_from_the_pages(client, farm, company):
    client.force_login(member(farm, Role.PRODUCER))
    assert company.name in client.get(page(Side.PRODUCER, farm), {"q": company.name.upper()}).content.decode()
    client.post(page(Side.PRODUCER, farm, company), {"choice": "agree"})
    client.force_login(member(company, Role.CARRIER))
    assert "Accepter" in client.get(page(Side.CARRIER, company)).content.decode()
    client.post(page(Side.CARRIER, company, farm), {"choice": "agree"})
    assert Ride.objects.visible_to(VISITOR).exists()
    client.post(page(Side.CARRIER, company, farm), {"choice": "revoke"})
    assert not Ride.objects.visible_to(VISITOR).exists()


def test_who_is_not_published_can_neither_be_found_nor_proposed_to(client, farm):
    hidden = CarrierFactory(unpublished=True)
    client.force_login(member(farm, Role.PRODUCER))
    found = client.get(page(Side.PRODUCER, farm), {"q": hidden.name})
    assert not found.context["matches"]
    assert client.post(page(Side.PRODUCER, farm, hidden), {"choice": "agree"}).status_code == 404


def test_a_pair_is_linked_once(farm, company):
    RideFactory(producer=farm, carrier=company)
    with pytest.raises(IntegrityError, match="ride_once"):
        RideFactory(producer=farm, carrier=company, agreed=True)


def test_a_ride_nobody_agreed_to_is_refused():
    with pytest.raises(IntegrityError, match="ride_somebody_agreed"):
        RideFactory(producer_agreed_at=None)


def told(page, name):
    return [(change.action, change.who) for change in page.object_list if name in change.thing]


def test_the_history_of_both_says_who_proposed_and_who_agreed(client, farm, company):
    farmer, driver = member(farm, Role.PRODUCER), member(company, Role.CARRIER)
    client.force_login(farmer)
    client.post(page(Side.PRODUCER, farm, company), {"choice": "agree"})
    client.force_login(driver)
    client.post(page(Side.CARRIER, company, farm), {"choice": "agree"})
    assert told(farm_changes.changes(farm, farmer), company.name) == [
        ("modification", "une autre personne"),
        ("ajout", "vous"),
    ]
    assert told(company_changes.page_of(company, reader=driver), farm.name) == [
        ("modification", "vous"),
        ("ajout", "une autre personne"),
    ]


def test_a_withdrawn_ride_stays_in_the_history(farm, company):
    ride = RideFactory(producer=farm, carrier=company)
    ride.delete()
    page = farm_changes.changes(farm, UserFactory())
    assert ("suppression", "le portail, sans personne connectée") in told(page, company.name)


def test_the_history_of_a_ride_goes_with_the_erased_farm(farm, company):
    RideFactory(producer=farm, carrier=company, agreed=True)
    erase(producer=farm, by=ErasedBy.PRODUCER)
    assert not events_of(Ride).exists()


def test_the_farm_is_led_to_the_proposal_that_waits(client, farm):
    RideFactory(producer=farm, proposed_by_carrier=True)
    client.force_login(member(farm, Role.PRODUCER))
    shown = client.get(reverse("farm:overview", args=[farm.pk])).content.decode()
    assert "1 transporteur attend votre réponse." in shown
    assert page(Side.PRODUCER, farm) in shown


def test_the_company_is_led_to_the_proposals_that_wait(client, company):
    RideFactory.create_batch(2, carrier=company)
    client.force_login(member(company, Role.CARRIER))
    shown = client.get(reverse("company:overview", args=[company.slug])).content.decode()
    assert "2 producteurs attendent votre réponse." in shown
    assert page(Side.CARRIER, company) in shown


def test_who_cannot_decide_is_not_led_there(client, farm, company):
    client.force_login(advisor_of_lozere())
    for address in (
        reverse("farm:overview", args=[farm.pk]),
        reverse("company:overview", args=[company.slug]),
    ):
        assert "avec-qui" not in client.get(address).content.decode()


def test_a_proposal_refused_by_mistake_can_be_made_again_at_once(client, farm, company):
    RideFactory(producer=farm, carrier=company, carrier_agreed_at=timezone.now(), producer_agreed_at=None)
    client.force_login(member(farm, Role.PRODUCER))
    after = client.post(page(Side.PRODUCER, farm, company), {"choice": "revoke"}, follow=True)
    assert not Ride.objects.exists()
    assert "Rétablir mon accord" in after.content.decode()
    client.post(page(Side.PRODUCER, farm, company), {"choice": "agree"})
    again = client.get(after.redirect_chain[0][0]).content.decode()
    assert "Rétablir mon accord" not in again
    assert "En attente de sa réponse" in again


@pytest.mark.parametrize("left", ["x", "9" * 30, "-1"])
def test_an_address_that_names_nobody_offers_nothing_back(client, farm, left):
    client.force_login(member(farm, Role.PRODUCER))
    answer = client.get(page(Side.PRODUCER, farm), {"retire": left})
    assert "Rétablir mon accord" not in answer.content.decode()
