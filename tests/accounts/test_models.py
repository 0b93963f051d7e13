import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from pat_logistics.accounts.models import Membership, Role, User
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_two_accounts_never_share_an_address_whatever_its_capitals():
    UserFactory(email="ferme@exemple.fr")
    with pytest.raises(IntegrityError, match="user_email_unique"):
        UserFactory(email="Ferme@exemple.fr")


def test_the_clash_of_addresses_is_said_in_french():
    UserFactory(email="ferme@exemple.fr")
    with pytest.raises(ValidationError, match="Cette adresse a déjà un compte"):
        User(email="FERME@exemple.fr").validate_constraints()


def test_a_person_has_one_role_in_an_organisation():
    membership = MembershipFactory()
    with pytest.raises(IntegrityError, match="membership_once"):
        MembershipFactory(user=membership.user, organisation=membership.organisation, role=Role.ADVISOR)


def test_a_role_that_does_not_exist_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="membership_role_known"):
        Membership.objects.create(user=UserFactory(), organisation=OrganisationFactory(), role="king")


def test_an_account_is_created_in_lower_case_and_a_superuser_has_every_right():
    assert User.objects.create_user("Ferme@Exemple.FR").email == "ferme@exemple.fr"
    superuser = User.objects.create_superuser("chef@exemple.fr")
    assert superuser.is_staff
    assert superuser.is_superuser
    assert not superuser.has_usable_password()
