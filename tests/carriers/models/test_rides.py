"""A pair is said by both, or not at all."""

import pytest
from django.db import IntegrityError

from carriers.models import Ride
from tests.factories.carriers import RideFactory

pytestmark = pytest.mark.django_db


def test_a_pair_is_linked_once(farm, partner):
    RideFactory(producer=farm, carrier=partner)
    with pytest.raises(IntegrityError, match="ride_once"):
        RideFactory(producer=farm, carrier=partner, agreed=True)


def test_a_ride_nobody_agreed_to_is_refused():
    with pytest.raises(IntegrityError, match="ride_somebody_agreed"):
        RideFactory(producer_agreed_at=None)


def test_each_side_finds_what_waits_for_its_answer():
    by_farm, by_company, both = RideFactory(), RideFactory(proposed_by_carrier=True), RideFactory(agreed=True)
    assert list(Ride.objects.waiting_for_carrier()) == [by_farm]
    assert list(Ride.objects.waiting_for_producer()) == [by_company]
    assert [ride.is_agreed for ride in (by_farm, by_company, both)] == [False, False, True]
