"""Addresses that reach nobody."""

import pytest

from pat_logistics.accounts.models import User
from pat_logistics.mail.reserved import is_reserved, reserved
from tests.factories.accounts import UserFactory

NOBODY = ["a@ferme.example", "A@FERME.INVALID", "a@b.test", "a@example.com", "a@Example.ORG", "a@example.net"]
SOMEBODY = ["a@exemple.fr", "a@myexample.com", "a@example.com.fr", "a@test.fr", "a@contest", ""]


@pytest.mark.parametrize("address", NOBODY)
def test_an_address_of_the_standard_reaches_nobody(address):
    assert is_reserved(address)


@pytest.mark.parametrize("address", SOMEBODY)
def test_one_that_only_looks_like_it_may_reach_somebody(address):
    assert not is_reserved(address)


@pytest.mark.django_db
def test_the_database_judges_alike():
    for address in [*NOBODY, *filter(None, SOMEBODY)]:
        UserFactory(email=address)
    found = set(User.objects.filter(reserved("email")).values_list("email", flat=True))
    assert {address.lower() for address in found} == {address.lower() for address in NOBODY}
