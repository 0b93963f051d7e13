import pytest
from django.urls import reverse

from pat_logistics.accounts.models import Membership, Organisation, Role, User
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PROFILE, DELETE = reverse("accounts:profile"), reverse("accounts:delete")


def test_the_account_page_says_which_organisations_one_acts_for_and_how(client):
    user = UserFactory(role=Role.PRODUCER, role__name="GAEC exemple du Lot")
    client.force_login(user)
    page = client.get(PROFILE).text
    assert user.email in page
    assert "GAEC exemple du Lot" in page
    assert "producteur" in page


def test_the_account_page_says_nothing_of_others(client):
    UserFactory(role=Role.CARRIER, role__name="Transports exemple du Tarn")
    client.force_login(UserFactory())
    assert "Transports exemple du Tarn" not in client.get(PROFILE).text


def test_ten_organisations_take_as_many_queries_as_one(client, django_assert_num_queries):
    user = UserFactory(role=Role.PRODUCER)
    client.force_login(user)
    MembershipFactory.create_batch(9, user=user)
    with django_assert_num_queries(3):  # session, user, memberships
        client.get(PROFILE)


def test_typing_the_address_deletes_the_account_and_signs_out(client):
    user = UserFactory(role=Role.PRODUCER)
    client.force_login(user)
    response = client.post(DELETE, {"email": user.email.upper()}, follow=True)
    assert "Votre compte est supprimé" in response.text
    assert not User.objects.exists()
    assert not Membership.objects.exists()
    assert Organisation.objects.count() == 1
    assert client.get(PROFILE).status_code == 302


def test_opening_the_page_deletes_nothing(client):
    client.force_login(UserFactory())
    client.get(DELETE)
    assert User.objects.exists()
