"""Which pages anyone may read."""

import pytest
from django.urls import reverse

from pat_logistics.portal.pages.site_map import public_pages

pytestmark = pytest.mark.django_db


def test_the_site_map_leads_to_every_page_it_names(client):
    for section in public_pages():
        for page in section.pages:
            assert client.get(page.url).status_code == 200, page.url


def test_search_engines_get_whole_addresses(client, settings):
    settings.SITE_URL = "https://portail.exemple.fr"
    assert "<loc>https://portail.exemple.fr/</loc>" in client.get("/sitemap-pages.xml").text
    robots = client.get(reverse("pages:robots")).text
    assert "Sitemap: https://portail.exemple.fr/sitemap.xml" in robots
    assert "Disallow: /compte/" in robots
