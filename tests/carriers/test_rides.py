"""A producer and a carrier are shown together only as long as both want it."""

import pytest

from carriers.models import Ride
from carriers.rides import Side, agree, revoke
from pat_logistics.accounts.models import Role
from tests.carriers.both_sides import VISITOR, member, page
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.carriers import RideFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("first", "second"), [tuple(Side), tuple(Side)[::-1]])
def test_a_ride_is_shown_once_the_second_side_has_agreed(farm, partner, first, second):
    agree(producer=farm, carrier=partner, side=first)
    assert not Ride.objects.visible_to(VISITOR).exists()
    agree(producer=farm, carrier=partner, side=second)
    assert Ride.objects.visible_to(VISITOR).agreed().count() == 1


def test_agreeing_twice_keeps_the_first_date(farm, partner):
    first = agree(producer=farm, carrier=partner, side=Side.PRODUCER).producer_agreed_at
    assert agree(producer=farm, carrier=partner, side=Side.PRODUCER).producer_agreed_at == first
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


def test_a_proposal_is_read_by_the_two_it_concerns_and_by_nobody_else(farm, partner):
    agree(producer=farm, carrier=partner, side=Side.PRODUCER)
    seen = {
        "farm": member(farm, Role.PRODUCER),
        "company": member(partner, Role.CARRIER),
        "advisor": advisor_of_lozere(),
        "rival": UserFactory(role=Role.CARRIER),
        "neighbour": UserFactory(role=Role.PRODUCER),
    }
    assert {name for name, user in seen.items() if Ride.objects.visible_to(user).exists()} == {
        "farm",
        "company",
        "advisor",
    }


@pytest.mark.parametrize("choice", ["agree", "revoke"])
def test_only_the_farm_and_the_company_themselves_decide(client, farm, partner, choice):
    RideFactory(producer=farm, carrier=partner)
    others = [advisor_of_lozere(), UserFactory(administrator=True), member(farm, Role.CARRIER)]
    for user in others:
        client.force_login(user)
        assert client.get(page(Side.PRODUCER, farm)).status_code == 404
        for side, own, other in ((Side.PRODUCER, farm, partner), (Side.CARRIER, partner, farm)):
            assert client.post(page(side, own, other), {"choice": choice}).status_code == 404
    assert not Ride.objects.get().is_agreed
