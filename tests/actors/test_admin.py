"""What an administrator can enter, and what is refused in French."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorClaimFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client):
    client.force_login(UserFactory(administrator=True))
    return client


def test_lists_and_forms_open(admin_client):
    claim = ActorClaimFactory()
    for address in (
        reverse("admin:actors_actor_changelist") + "?q=syndicat",
        reverse("admin:actors_actor_add"),
        reverse("admin:actors_actor_change", args=[claim.actor_id]),
        reverse("admin:actors_actorclaim_changelist"),
    ):
        assert admin_client.get(address).status_code == 200


def test_a_private_customer_is_refused(admin_client):
    data = {"name": "Famille", "slug": "famille", "kind": "outlet", "customer_type": "home"}
    page = admin_client.post(reverse("admin:actors_actor_add"), data | {"what_it_does": "x"})
    assert page.status_code == 200
    assert "customer_type" in page.context["adminform"].form.errors


def test_a_right_to_keep_an_entry_may_be_taken_back(admin_client):
    claim = ActorClaimFactory(given=True)
    admin_client.post(reverse("admin:actors_actorclaim_delete", args=[claim.pk]), {"post": "yes"})
    assert not type(claim).objects.exists()
