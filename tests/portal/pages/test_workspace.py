"""Where signing in leads."""

import pytest
from django.urls import reverse

from pat_logistics.accounts.models import Role
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def page_of(client, user):
    client.force_login(user)
    return client.get(reverse("pages:workspace")).content.decode()


@pytest.mark.parametrize(
    ("role", "door", "closed"),
    [
        (Role.PRODUCER, "farm:index", "advising:index"),
        (Role.PRODUCER, "quotes:list", "quotes:received"),
        (Role.CARRIER, "quotes:received", "quotes:list"),
        (Role.CARRIER, "company:home", "farm:index"),
        (Role.ADVISOR, "moderation:queue", "farm:create"),
        (Role.INSTITUTION, "farm:create", "advising:index"),
    ],
)
def test_each_role_finds_its_own_pages(client, role, door, closed):
    page = page_of(client, UserFactory(role=role))
    assert f'href="{reverse(door)}"' in page
    assert f'href="{reverse(closed)}"' not in page


def test_somebody_without_a_role_is_told_how_to_begin(client):
    assert f'href="{reverse("farm:create")}"' in page_of(client, UserFactory())


def test_somebody_with_two_roles_finds_both(client):
    user = UserFactory(role=Role.PRODUCER)
    MembershipFactory(user=user, role=Role.ADVISOR)
    page = page_of(client, user)
    assert f'href="{reverse("farm:index")}"' in page
    assert f'href="{reverse("advising:index")}"' in page


def test_an_administrator_finds_the_pages_of_advisors(client):
    assert f'href="{reverse("advising:index")}"' in page_of(client, UserFactory(administrator=True))
