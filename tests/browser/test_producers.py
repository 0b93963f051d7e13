"""The directory with JavaScript: results, filters and map change together, without a new page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import axe_violations
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def directory(transactional_db):
    for name, family, commune in (
        ("Ferme du Vent", "cheese", CommuneFactory(mende=True)),
        ("Ruches du Vent", "honey", CommuneFactory(florac=True)),
    ):
        producer = ProducerFactory(published=True, name=name, commune=commune)
        ProductLineFactory(producer=producer, family=family)


@pytest.fixture
def page(directory, watched):
    watched.open("/producteurs/")
    watched.page.evaluate("window.sameDocument = true")
    yield watched.page
    assert watched.problems == []


def cards(page):
    return page.locator(".card__title")


def pins(page):
    return page.locator(".pin")


def test_a_tick_changes_the_list_the_counts_the_map_and_the_address(page):
    expect(pins(page)).to_have_count(2)
    page.get_by_role("checkbox", name=re.compile("^miel")).check()
    expect(cards(page)).to_have_text(["Ruches du Vent"])
    expect(pins(page)).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="producteur")).to_have_text(re.compile("1 producteur"))
    expect(page).to_have_url(re.compile(r"/producteurs/\?family=honey$"))
    assert page.evaluate("window.sameDocument")


def test_the_keyboard_stays_on_the_box_that_was_ticked(page):
    honey = page.get_by_role("checkbox", name=re.compile("^miel"))
    honey.focus()
    page.keyboard.press("Space")
    expect(cards(page)).to_have_count(1)
    expect(honey).to_be_focused()
    page.keyboard.press("Space")
    expect(cards(page)).to_have_count(2)
    expect(honey).to_be_focused()


def test_presses_made_while_the_list_is_on_its_way_all_count(page):
    honey = page.get_by_role("checkbox", name=re.compile("^miel"))
    honey.focus()
    page.keyboard.press("Space")
    page.keyboard.down("Space")
    expect(cards(page)).to_have_count(1)
    page.keyboard.up("Space")
    page.get_by_label("Nom, produit ou commune").type("Ru")
    page.keyboard.type("ches")
    expect(cards(page)).to_have_count(2)
    expect(honey).not_to_be_checked()
    expect(page.get_by_label("Nom, produit ou commune")).to_have_value("Ruches")


def test_a_search_around_a_commune_is_made_in_place(page):
    place = page.get_by_role("combobox", name="Autour de")
    place.fill("Mende")
    page.get_by_label("À moins de (km)").fill("10")
    page.get_by_role("main").get_by_role("button", name="Chercher").click()
    expect(page.locator("#nombre")).to_have_text(re.compile(r"1 producteur\s+à moins de 10\s*km de Mende"))
    expect(page).to_have_url(re.compile(r"\?commune=48095&radius_km=10$"))
    expect(place).to_have_value("Mende (48)")


def test_an_unknown_commune_is_told_at_its_field(page):
    page.get_by_role("combobox", name="Autour de").fill("Xyzzyville")
    page.get_by_role("main").get_by_role("button", name="Chercher").click()
    expect(page.locator("#filtres .field--error")).to_contain_text("Nous ne connaissons pas")
    expect(cards(page)).to_have_count(2)


def test_going_back_brings_the_former_list_back_whole(page):
    page.get_by_role("checkbox", name=re.compile("^miel")).check()
    expect(cards(page)).to_have_count(1)
    page.go_back()
    expect(cards(page)).to_have_count(2)
    expect(pins(page)).to_have_count(2)


def test_pointing_at_a_card_marks_its_place_on_the_map(page):
    cards(page).first.hover()
    expect(page.locator(".pin.is-active")).to_have_count(1)


def test_the_facets_are_folded_on_a_phone_and_open_beside_the_results(directory, watched):
    watched.open("/producteurs/", width=360)
    honey = watched.page.get_by_role("checkbox", name=re.compile("^miel"))
    expect(honey).to_be_hidden()
    watched.page.get_by_text("Affiner par produit").click()
    expect(honey).to_be_visible()
    watched.open("/producteurs/", width=1280)
    expect(honey).to_be_visible()
    assert watched.problems == []


@pytest.mark.parametrize("width", [320, 1280])
def test_a_full_page_of_a_producer_is_accessible_and_fits(transactional_db, watched, width):
    producer = ProducerFactory(
        contact_published=True,
        storage_published=True,
        flows_published=True,
        name="Groupement d’exploitation des Hautes Terres de Margeride et d’Aubrac",
        email="une-adresse-vraiment-tres-longue@groupement-des-hautes-terres.example",
        labels=["organic", "aop_igp"],
        is_example=True,
        commune=CommuneFactory(mende=True),
    )
    line = ProductLineFactory(producer=producer, season=["none", "low", "normal", "peak"] * 3)
    StorageSiteFactory(producer=producer, offered=True)
    FlowFactory(producer=producer, product_line=line, destination=CommuneFactory(montpellier=True))
    for address in (producer.get_absolute_url(), "/producteurs/", "/producteurs/?radius_km=-1&commune=xyzzy"):
        watched.open(address, width=width)
        assert axe_violations(watched.page) + watched.problems == [], address
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, address
