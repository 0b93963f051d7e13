"""Those who say that they ride together, and the page where they do."""

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from tests.factories.accounts import MembershipFactory

VISITOR = AnonymousUser()


def member(owner, role):
    return MembershipFactory(organisation=owner.organisation, role=role).user


def page(side, owner, *other):
    return reverse(
        "rides:decide" if other else "rides:side", args=[side, owner.pk, *[row.pk for row in other]]
    )
