"""The fields of signing in."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from pat_logistics.accounts.forms import DeleteAccountForm
from pat_logistics.accounts.models import User
from tests.accounts.samples import CODE, LOGIN, SIGNUP, is_signed_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
DELETE = reverse("accounts:delete")


def test_the_code_is_accepted_without_its_dash(client, last_code):
    client.post(LOGIN, {"email": UserFactory().email})
    client.post(CODE, {"code": last_code().replace("-", " ")})
    assert is_signed_in(client)


@pytest.mark.parametrize("typed", ["", "pas une adresse", "a@b", "x" * 300 + "@exemple.fr", "a\0@exemple.fr"])
@pytest.mark.parametrize("address", [LOGIN, SIGNUP])
def test_what_is_not_an_address_is_refused_at_its_field(client, address, typed):
    response = client.post(address, {"email": typed})
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.text
    assert not mail.outbox


@pytest.mark.parametrize("typed", ["", "autre@exemple.fr", "n’importe quoi"])
def test_without_the_right_address_the_account_stays(client, typed):
    client.force_login(UserFactory())
    response = client.post(DELETE, {"email": typed})
    assert 'aria-invalid="true"' in response.text
    assert User.objects.exists()


@pytest.mark.parametrize("typed", ["Anne@Exemple.fr", " anne@exemple.fr "])
def test_the_address_of_the_account_is_the_same_however_it_is_written(typed):
    form = DeleteAccountForm({"email": typed}, user=User(email="anne@exemple.fr"))
    assert form.is_valid(), form.errors


def test_an_account_made_by_an_administrator_learns_its_address_when_it_asks_for_a_code(client):
    user = UserFactory()
    client.post(LOGIN, {"email": user.email})
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified) == (user.email, False)
