import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from pat_logistics.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

NO_MEMBERSHIP = {f"memberships-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}


def test_an_account_made_in_the_admin_has_no_password(client):
    client.force_login(UserFactory(administrator=True))
    client.post(
        reverse("admin:accounts_user_add"), {"email": "neuf@exemple.fr", "is_active": "on"} | NO_MEMBERSHIP
    )
    assert not User.objects.get(email="neuf@exemple.fr").has_usable_password()


def test_an_address_changed_in_the_admin_no_longer_opens_the_account(client):
    member = UserFactory(email="ancienne@exemple.fr")
    EmailAddress.objects.create(user=member, email="ancienne@exemple.fr", verified=True, primary=True)
    client.force_login(UserFactory(administrator=True))
    client.post(
        reverse("admin:accounts_user_change", args=[member.pk]),
        {"email": "nouvelle@exemple.fr", "is_active": "on"} | NO_MEMBERSHIP,
    )
    assert User.objects.filter(email="nouvelle@exemple.fr").exists()
    assert not EmailAddress.objects.filter(email="ancienne@exemple.fr").exists()


def test_a_member_of_the_staff_gives_no_rights_to_himself(client, django_user_model):
    staff = UserFactory(is_staff=True)
    staff.user_permissions.set(
        django_user_model._meta.get_field("user_permissions").related_model.objects.filter(
            codename__in=["change_user", "view_user"]
        )
    )
    client.force_login(staff)
    client.post(
        reverse("admin:accounts_user_change", args=[staff.pk]),
        {"email": staff.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"} | NO_MEMBERSHIP,
    )
    staff.refresh_from_db()
    assert staff.is_staff
    assert not staff.is_superuser
