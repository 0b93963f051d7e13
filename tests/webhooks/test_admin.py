import pytest
from django.urls import reverse

from pat_logistics.webhooks.models import Stop
from tests.factories.accounts import UserFactory
from tests.factories.webhooks import subscription_of

pytestmark = pytest.mark.django_db

LIST = reverse("admin:webhooks_subscription_changelist")


def test_an_administrator_reads_them_without_what_signs(client):
    client.force_login(UserFactory(administrator=True))
    subscription = subscription_of(previous_seed="graine-d-avant", previous_until="2030-01-01T00:00Z")
    address = reverse("admin:webhooks_subscription_change", args=[subscription.pk])
    for shown in (client.get(LIST).text, client.get(address).text):
        assert subscription.address.replace("&", "&amp;") in shown
        assert subscription.seed not in shown
        assert "graine-d-avant" not in shown


def test_an_administrator_stops_one(client):
    client.force_login(UserFactory(administrator=True))
    subscription = subscription_of()
    client.post(LIST, {"action": "stop", "_selected_action": [subscription.pk]})
    subscription.refresh_from_db()
    assert subscription.stopped_why == Stop.OPERATOR
