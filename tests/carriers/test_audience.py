"""Pages opened, counted without anything of who opens them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from carriers import audience
from carriers.models import SolutionViews
from pat_logistics.accounts.models import Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.carriers import SolutionFactory

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def service():
    return SolutionFactory(carrier__organisation=OrganisationFactory())


def opened(client, service, agent=BROWSER, **headers):
    client.get(reverse("carriers:detail", args=[service.slug]), headers={"user-agent": agent, **headers})


def counted(service):
    audience.gather(today=timezone.localdate())
    return sum(SolutionViews.objects.filter(solution=service).values_list("count", flat=True))


def test_each_opening_counts_once_however_often_the_clock_passes(client, service):
    for _ in range(3):
        opened(client, service)
    assert counted(service) == 3
    assert counted(service) == 3
    opened(client, service)
    assert counted(service) == 4


def test_robots_and_pages_fetched_ahead_are_no_readers(client, service):
    opened(client, service, agent="Mozilla/5.0 (compatible; Googlebot/2.1)")
    opened(client, service, agent="")
    opened(client, service, **{"sec-purpose": "prefetch"})
    assert counted(service) == 0


def test_those_who_keep_the_service_are_not_counted(client, service):
    keeper = UserFactory()
    MembershipFactory(user=keeper, organisation=service.carrier.organisation, role=Role.CARRIER)
    client.force_login(keeper)
    opened(client, service)
    assert counted(service) == 0


def test_a_cache_that_was_emptied_takes_nothing_back(client, service):
    SolutionViews.objects.create(solution=service, day=timezone.localdate(), count=9)
    opened(client, service)
    assert counted(service) == 9


def test_what_was_counted_before_midnight_is_not_lost(client, service):
    opened(client, service)
    audience.gather(today=timezone.localdate() + datetime.timedelta(days=1))
    assert SolutionViews.objects.get().day == timezone.localdate()
