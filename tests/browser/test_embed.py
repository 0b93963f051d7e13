"""The list of producers in the page of another site, by the HTML that the portal writes."""

import pytest
from playwright.sync_api import expect

from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db(transaction=True)

ELSEWHERE = "http://commune.example/producteurs/"


@pytest.fixture
def farms(transactional_db):
    place = CommuneFactory(mende=True)
    for number in range(25):
        ProducerFactory(published=True, name=f"Ferme {number:02}", commune=place)


def as_high_as_its_list(frame):
    """Waits until the frame shows its whole list, and no more than it."""
    inside = frame.content_frame.locator("html")
    expect(inside).to_have_js_property("scrollHeight", inside.evaluate("root => root.clientHeight"))
    return frame.bounding_box()["height"]


def test_another_site_shows_the_list_at_its_height(farms, watched, settings):
    settings.SITE_URL = watched.origin
    page = watched.page
    watched.open("/data/integrer/?q=ferme")
    snippet = page.get_by_label("À copier dans le HTML de votre page").input_value()
    around = f"<!DOCTYPE html><html lang='fr'><title>La commune</title><body>{snippet}</body></html>"
    page.route(ELSEWHERE, lambda route: route.fulfill(body=around, content_type="text/html; charset=utf-8"))
    page.goto(ELSEWHERE)
    frame = page.locator("iframe")
    expect(frame.content_frame.get_by_role("link", name="Ferme 00")).to_be_visible()
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    whole = as_high_as_its_list(frame)
    assert whole > 1000
    frame.content_frame.get_by_role("link", name="Page suivante").click()
    expect(frame.content_frame.get_by_role("link", name="Ferme 24")).to_be_visible()
    page.wait_for_function(f"document.querySelector('iframe').offsetHeight < {whole}")
    as_high_as_its_list(frame)
    # Somebody else's word is not heard.
    page.evaluate("window.postMessage({ source: 'pat-logistique', height: 7 }, '*')")
    page.evaluate("new Promise(done => setTimeout(done))")
    assert frame.bounding_box()["height"] > 7
    assert page.context.cookies() == []
    assert watched.problems == []


def test_the_page_of_the_code_shows_it_live(farms, watched):
    watched.open("/data/integrer/?q=ferme")
    page = watched.page
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    assert as_high_as_its_list(page.locator("iframe")) > 1000
    assert watched.problems == []
