"""Who keeps an entry, and who sees it before it is published."""

import pytest
from django.contrib.auth.models import AnonymousUser

from pat_logistics.accounts.models import Role
from pat_logistics.actors.models import Actor
from pat_logistics.actors.perms import may_enter
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.actors import ActorClaimFactory, ActorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.CARRIER, Role.INSTITUTION])
def test_the_other_roles_write_nothing_and_see_what_is_published(role):
    user = UserFactory(role=role)
    ActorFactory(unpublished=True)
    shown = ActorFactory()
    assert not may_enter(user)
    assert not Actor.objects.managed_by(user)
    assert list(Actor.objects.visible_to(user)) == [shown]


def test_advisors_and_administrators_keep_every_entry():
    hidden = ActorFactory(unpublished=True, departements=["34"])
    for user in (advisor_of_lozere(), UserFactory(administrator=True)):
        assert may_enter(user)
        assert list(Actor.objects.managed_by(user)) == list(Actor.objects.visible_to(user)) == [hidden]


def test_who_was_given_an_entry_keeps_that_one():
    claim = ActorClaimFactory(given=True, actor__unpublished=True)
    ActorFactory(unpublished=True)
    assert list(Actor.objects.managed_by(claim.user)) == [claim.actor]
    assert list(Actor.objects.visible_to(claim.user)) == [claim.actor]


def test_asking_gives_nothing_yet():
    claim = ActorClaimFactory()
    assert not Actor.objects.managed_by(claim.user)


def test_a_visitor_keeps_nothing():
    ActorFactory()
    assert not Actor.objects.managed_by(AnonymousUser())
