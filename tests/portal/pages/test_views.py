"""What goes wrong is told in French, with a way out."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from pat_logistics.portal.pages import views
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


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


def test_the_legal_notice_names_the_publisher_of_the_settings(client, settings):
    settings.PUBLISHER = settings.PUBLISHER | {"name": "PETR exemple", "host": "Hébergeur exemple"}
    page = client.get(reverse("pages:legal")).text
    assert "PETR exemple" in page
    assert "Hébergeur exemple" in page


def test_without_settings_the_legal_notice_says_what_is_missing(client):
    assert "à compléter par le territoire qui installe le portail" in client.get(reverse("pages:legal")).text


@pytest.mark.parametrize("name", ["pages:home", "account_login", "cost_calc:compare"])
def test_every_page_tells_the_state_of_accessibility(client, name):
    assert "Accessibilité\u00a0: non conforme" in client.get(reverse(name)).text


def test_the_accessibility_page_claims_no_audit(client):
    page = client.get(reverse("pages:accessibility")).text
    assert "non conforme" in page
    assert "aucun audit" in page


def test_the_privacy_page_names_the_server_of_the_maps(client, settings):
    settings.TILES_URL = "https://tuiles.exemple.fr/{z}/{x}/{y}.png"
    assert "tuiles.exemple.fr" in client.get(reverse("pages:privacy")).text


def test_a_weakness_can_be_reported_and_the_notice_has_not_expired(client, settings):
    settings.CONTACT_EMAIL = "securite@exemple.fr"
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines())
    assert lines["Contact"] == "mailto:securite@exemple.fr"
    expires = datetime.datetime.fromisoformat(lines["Expires"])
    assert expires > datetime.datetime.now(datetime.UTC)


def test_the_outline_of_the_departement_is_served_once_a_day(client):
    response = client.get(reverse("pages:departement_outline"))
    assert response.json()["geometry"]["type"] == "Polygon"
    assert "max-age=86400" in response["Cache-Control"]
