"""What goes wrong is told in French, with a way out."""

import pytest
from django.test import Client
from django.urls import reverse

from pat_logistics.portal.pages import views
from tests.factories.accounts import UserFactory


def breakdown(*args, **kwargs):
    raise RuntimeError("panne")


@pytest.mark.django_db
def test_an_unknown_address_offers_the_ways_back(client):
    response = client.get("/n-existe-pas/")
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.text
    assert reverse("pages:site_map") in response.text


@pytest.mark.django_db
def test_a_reserved_page_says_so(client):
    client.force_login(UserFactory())
    response = client.get(reverse("pages:components"))
    assert response.status_code == 403
    assert "Cette page est réservée" in response.text


def test_a_breakdown_is_told_without_the_database(monkeypatch):
    monkeypatch.setattr(views, "territory_today", breakdown)
    response = Client(raise_request_exception=False).get(reverse("pages:home"))
    assert response.status_code == 500
    assert "Le portail a rencontré une panne" in response.text


def test_a_request_for_another_site_is_refused_without_the_database():
    response = Client().get(reverse("pages:robots"), headers={"host": "autre.exemple"})
    assert response.status_code == 400
    assert "Nous n’avons pas compris cette demande" in response.text


@pytest.mark.django_db
def test_a_form_that_stayed_open_too_long_is_explained():
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {"email": "a@exemple.fr"})
    assert response.status_code == 403
    assert "Ce formulaire est resté ouvert trop longtemps" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/?page=%00", "/producteurs/?q=%FF%FE", "/composants/%00", "/plan-du-site"]
)
def test_odd_addresses_never_break_the_portal(client, address):
    assert client.get(address).status_code < 500
