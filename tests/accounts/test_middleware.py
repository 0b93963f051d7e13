"""What a signed-in person sees stays with that person."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["pages:home", "producers:list", "account_email"])
def test_a_page_seen_signed_in_is_kept_by_no_cache(client, address):
    client.force_login(UserFactory())
    control = client.get(reverse(address))["Cache-Control"]
    assert "private" in control
    assert "no-store" in control


@pytest.mark.django_db
def test_a_visitor_s_page_may_be_kept(client):
    assert "no-store" not in client.get(reverse("pages:home")).get("Cache-Control", "")


@pytest.mark.django_db
def test_what_is_the_same_for_everybody_is_kept_signed_in_too(client):
    client.force_login(UserFactory())
    assert "no-store" not in client.get(reverse("territory:search"))["Cache-Control"]


@pytest.mark.django_db
def test_an_answer_of_the_api_seen_signed_in_is_kept_by_no_cache(client):
    client.force_login(UserFactory())
    control = client.get("/api/v1/producers/")["Cache-Control"]
    assert "private" in control
    assert "no-store" in control


@pytest.mark.django_db
def test_a_monitor_may_ask_for_the_headers_alone(client):
    assert client.head(reverse("pages:home")).status_code == 200
