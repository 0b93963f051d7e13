"""The documents as people read them."""

import re

import pytest

from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS

pytestmark = pytest.mark.django_db

ROOT = "/api/ogc/collections/"


def page(client, path):
    answer = client.get(ROOT + path, {"f": "html"} if "?" not in path else None)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_list_leads_to_each_feature_and_to_the_next_page(client, world):
    shown = page(client, "producers/items?f=html&limit=2")
    assert "2 sur 5." in shown
    assert f"/api/ogc/collections/producers/items/{world.pk}?f=html" in shown
    assert 'rel="next"' in shown
    assert "cursor=" in shown
    assert 'rel="next"' not in page(client, "producers/items")


def test_the_page_of_a_feature_says_codes_in_words(client, world):
    shown = page(client, f"producers/items/{world.pk}")
    assert world.product_lines.get().get_family_display() in shown
    assert re.search(r"<dt>Exemple inventé</dt>\s*<dd>\s*non\s*</dd>", shown)
    assert "Longitude, latitude" in shown


def test_the_page_of_a_collection_says_its_extent(client, world, collection):
    shown = page(client, collection.code)
    assert "Étendue" in shown
    assert "Changements" in shown
    assert "Étendue" not in page(client, f"{collection.code}/queryables")


def test_what_names_itself_with_signs_is_written_plain(client, world):
    type(world).objects.filter(pk=world.pk).update(name="<b>Ferme</b>")
    assert "&lt;b&gt;Ferme" in page(client, "producers/items")
    assert "<b>Ferme" not in page(client, f"producers/items/{world.pk}")


def test_every_collection_is_in_the_list(client):
    shown = client.get("/api/ogc/collections?f=html").content.decode()
    for collection in COLLECTIONS.values():
        assert collection.title in shown
