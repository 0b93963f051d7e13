"""Accounts to try the portal with."""

import pytest
from django.core.management import call_command

from carriers.models import Carrier, Ride
from pat_logistics.accounts.models import Membership, Role, User
from pat_logistics.portal.demo import COMPANY, FARM
from producers.models import Producer
from tests.factories.accounts import OrganisationFactory
from tests.factories.territory import load_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    load_region()
    call_command("load_demo", verbosity=0)


def test_each_account_keeps_an_example(demo):
    owner = User.objects.get(email="ferme@demo.example")
    driver = User.objects.get(email="transporteur@demo.example")
    assert Producer.objects.get(slug=FARM).organisation.memberships.get().user == owner
    assert Carrier.objects.get(slug=COMPANY).organisation.memberships.get().user == driver
    assert Membership.objects.get(user__email="conseil@demo.example").role == Role.ADVISOR


def test_nobody_signs_in_to_them_with_a_password(demo):
    assert not User.objects.get(email="ferme@demo.example").has_usable_password()


def test_loading_again_adds_nothing(demo):
    before = User.objects.count(), Membership.objects.count()
    call_command("load_demo", verbosity=0)
    assert (User.objects.count(), Membership.objects.count()) == before


def test_an_example_that_somebody_took_keeps_its_owner(demo):
    owner = OrganisationFactory()
    Producer.objects.filter(slug=FARM).update(organisation=owner)
    call_command("load_demo", verbosity=0)
    assert Producer.objects.get(slug=FARM).organisation == owner


def test_a_ride_is_agreed_and_a_proposal_waits_for_each_account(demo):
    farm, company = Producer.objects.get(slug=FARM), Carrier.objects.get(slug=COMPANY)
    assert Ride.objects.agreed().filter(producer=farm).count() == 1
    assert farm.rides.waiting_for_producer().count() == 1
    assert company.rides.waiting_for_carrier().count() == 1
    assert not Ride.objects.exclude(producer__is_example=True, carrier__is_example=True).exists()


def test_a_refused_example_proposal_does_not_come_back(demo):
    farm = Producer.objects.get(slug=FARM)
    farm.rides.waiting_for_producer().delete()
    call_command("load_demo", verbosity=0)
    assert farm.rides.count() == 1
