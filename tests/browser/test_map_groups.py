"""Groups on the map of a list: buttons for mouse and keyboard, and the names of those at one place."""

import re

import pytest
from playwright.sync_api import expect

from pat_logistics.territory import clusters
from tests.factories.carriers import SolutionFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crowd(transactional_db, monkeypatch):
    """Three farms in one town, three others around another, and groups from three places on."""
    monkeypatch.setattr(clusters, "FEW", 2)
    mende, montpellier = CommuneFactory(mende=True), CommuneFactory(montpellier=True)
    for rank in range(3):
        ProducerFactory(published=True, commune=mende)
        position = {"latitude": 43.6 + rank / 1000, "longitude": 3.87}
        ProducerFactory(published=True, position_published=True, commune=montpellier, **position)


@pytest.fixture
def page(watched):
    yield watched.page
    assert watched.problems == []


def group(page, words):
    return page.get_by_role("button", name=re.compile(words))


def test_a_group_opened_by_the_keyboard_parts_into_its_farms(crowd, watched, page):
    watched.open("/producteurs/")
    group(page, "^3 producteurs$").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pin")).to_have_count(3)
    expect(page.get_by_role("region", name="Carte")).to_be_focused()


def test_those_of_one_place_are_named_and_lead_to_their_pages(crowd, watched, page):
    watched.open("/producteurs/")
    group(page, "à Mende$").focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup-content")
    expect(popup.get_by_role("link")).to_have_count(3)


def test_the_places_of_solutions_are_named_too(transactional_db, watched, page):
    town = CommuneFactory(mende=True)
    for name in ("Casiers du foirail", "Casiers de la gare"):
        SolutionFactory(name=name, locker=True, commune=town)
    watched.open("/solutions/")
    group(page, "^2 lieux à Mende$").click()
    expect(page.locator(".leaflet-popup-content").get_by_role("link")).to_have_text(
        ["Casiers du foirail", "Casiers de la gare"]
    )
