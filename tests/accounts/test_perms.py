import pytest
from django.contrib.auth.models import AnonymousUser

from pat_logistics.accounts import perms
from pat_logistics.accounts.models import Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, advisor_of_lozere

pytestmark = pytest.mark.django_db


def test_a_visitor_may_nothing():
    visitor = AnonymousUser()
    assert not perms.is_administrator(visitor)
    assert not perms.is_advisor(visitor)
    assert not perms.advises(visitor, "48")
    assert not perms.belongs_to(visitor, OrganisationFactory())


def test_an_advisor_advises_the_departements_of_the_organisation_only():
    advisor = advisor_of_lozere()
    assert perms.is_advisor(advisor)
    assert perms.advises(advisor, "48")
    assert not perms.advises(advisor, "34")


def test_an_institution_of_the_same_departement_is_not_an_advisor():
    institution = UserFactory(role=Role.INSTITUTION, role__following_lozere=True)
    assert not perms.is_advisor(institution)
    assert not perms.advises(institution, "48")


def test_one_belongs_to_the_own_organisation_in_the_own_role():
    membership = MembershipFactory(role=Role.PRODUCER)
    assert perms.belongs_to(membership.user, membership.organisation)
    assert perms.belongs_to(membership.user, membership.organisation, Role.PRODUCER)
    assert not perms.belongs_to(membership.user, membership.organisation, Role.CARRIER)
    assert not perms.belongs_to(membership.user, OrganisationFactory())


def test_a_closed_account_administers_nothing():
    assert perms.is_administrator(UserFactory(administrator=True))
    assert not perms.is_administrator(UserFactory(administrator=True, is_active=False))
    assert not perms.is_administrator(UserFactory())
