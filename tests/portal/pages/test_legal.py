import datetime

import pytest
from django.urls import reverse

from pat_logistics.portal.pages.site_map import public_pages

pytestmark = pytest.mark.django_db


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


def test_the_site_map_leads_to_every_page_it_names(client):
    for section in public_pages():
        for page in section.pages:
            assert client.get(page.url).status_code == 200, page.url


def test_search_engines_get_whole_addresses(client, settings):
    settings.SITE_URL = "https://portail.exemple.fr"
    assert "<loc>https://portail.exemple.fr/</loc>" in client.get(reverse("pages:sitemap")).text
    robots = client.get(reverse("pages:robots")).text
    assert "Sitemap: https://portail.exemple.fr/sitemap.xml" in robots
    assert "Disallow: /compte/" in robots


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
