"""What the keyboard alone can do."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import TILES_HOST
from tests.factories.producers import ProducerFactory


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_the_first_tab_offers_to_skip_to_the_content(watched, world):
    watched.open(reverse("pages:legal"))
    watched.page.keyboard.press("Tab")
    assert focused(watched.page) == "Aller au contenu"
    assert watched.page.locator(".skip-link").bounding_box()["y"] >= 0
    watched.page.keyboard.press("Enter")
    assert watched.page.evaluate("document.activeElement.id") == "contenu"


def test_tab_walks_the_navigation_in_reading_order_with_a_visible_focus(watched, world):
    watched.open(reverse("pages:legal"))
    seen = []
    for _ in range(9):
        watched.page.keyboard.press("Tab")
        seen.append(focused(watched.page))
        assert watched.page.evaluate("getComputedStyle(document.activeElement).boxShadow") != "none", seen
    assert seen == [
        "Aller au contenu",
        "PAT Logistique",
        "Calculer",
        "Producteurs",
        "Solutions",
        "Guides",
        "",  # the field of the search, then its button
        "",
        "Se connecter",
    ]


def test_focusing_a_producer_of_the_list_lights_its_point_on_the_map_and_back(watched, world):
    ProducerFactory(position_published=True, name="Ferme du Bord exemple", latitude=44.3, longitude=3.6)
    watched.open(reverse("pages:home"))
    page = watched.page
    page.get_by_text("Les mêmes en liste").click()

    page.get_by_role("link", name="Ferme du Bord exemple", exact=True).focus()
    assert "is-active" in page.get_by_role("button", name="Ferme du Bord exemple").get_attribute("class")

    page.get_by_role("button", name="Ferme du Bord exemple").focus()
    item = page.locator("[data-point]", has_text="Ferme du Bord exemple")
    assert "is-active" in item.get_attribute("class")


def test_a_point_of_the_map_opens_with_the_keyboard_on_a_link_to_the_producer(watched, world):
    watched.open(reverse("pages:home"))
    page = watched.page
    page.get_by_role("button", name="2 producteurs").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup").get_by_role("link", name=world.producer.name)).to_be_visible()
    expect(page.get_by_role("button", name="Fermer")).to_be_visible()


def test_the_map_is_passed_with_one_key_and_its_pins_are_one_stop(watched, world):
    ProducerFactory(position_published=True, name="Ferme du Bord exemple", latitude=44.3, longitude=3.6)
    watched.open(reverse("pages:home"))
    page = watched.page
    assert page.locator(".leaflet-marker-icon[tabindex='0']").count() == 1
    page.locator(".leaflet-marker-icon[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") not in (first, None)
    page.get_by_role("link", name="Passer la carte").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Les mêmes en liste"


def test_the_map_stays_usable_when_every_tile_fails(open_context, world):
    watched = open_context()
    watched.page.route(f"**://{TILES_HOST}/**", lambda route: route.abort())
    watched.open(reverse("pages:home"))
    expect(watched.page.get_by_role("button", name="2 producteurs")).to_be_visible()
    assert watched.page.locator("path.map-outline").count() == 1
