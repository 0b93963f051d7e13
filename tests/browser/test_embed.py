"""The list and the map of producers in the page of another site, by the HTML that the portal writes."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import expect

from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def farms(transactional_db):
    place = CommuneFactory(mende=True)
    for number in range(25):
        ProducerFactory(published=True, name=f"Ferme {number:02}", commune=place)


@pytest.fixture
def elsewhere():
    """Another site, for real: Chromium lets a page that a test makes up frame nothing of this machine."""

    class Site(BaseHTTPRequestHandler):
        body = ""

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(self.body.encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        Site.address = f"http://127.0.0.1:{server.server_port}/"
        yield Site
        server.shutdown()


def as_high_as_its_list(frame):
    """Waits until the frame has the height of its list, no more and no less; gives it."""
    root = frame.content_frame.locator("html")
    height = root.evaluate("root => Math.ceil(root.getBoundingClientRect().height)")
    expect(frame).to_have_css("height", f"{height}px")
    return height


def test_another_site_shows_the_list_at_its_height(farms, watched, settings, elsewhere):
    settings.SITE_URL = watched.origin
    page = watched.page
    watched.open("/data/integrer/?q=ferme")
    snippet = page.get_by_label("À copier dans le HTML de votre page").input_value()
    icon = "<link rel='icon' href='data:,'>"
    elsewhere.body = f"<!DOCTYPE html><html lang='fr'>{icon}<title>La commune</title>{snippet}"
    page.route(f"{elsewhere.address}**", lambda route: route.continue_())
    page.goto(elsewhere.address)
    frame = page.locator("iframe")
    expect(frame.content_frame.get_by_role("link", name="Ferme 00")).to_be_visible()
    whole = as_high_as_its_list(frame)
    assert whole > 1000
    frame.content_frame.get_by_role("link", name="Page suivante").click()
    expect(frame.content_frame.get_by_role("link", name="Ferme 24")).to_be_visible()
    assert as_high_as_its_list(frame) < whole
    # Somebody else's word is not heard.
    page.evaluate("window.postMessage({ source: 'pat-logistique', height: 7 }, '*')")
    page.evaluate("new Promise(done => setTimeout(done))")
    assert as_high_as_its_list(frame) > 7
    assert page.context.cookies() == []
    assert watched.problems == []


def test_another_site_shows_the_map_at_its_height_and_opens_farms_beside(farms, watched, settings, elsewhere):
    settings.SITE_URL = watched.origin
    page = watched.page
    watched.open("/data/integrer/?q=ferme")
    snippet = page.get_by_label("Le code de la carte").input_value()
    icon = "<link rel='icon' href='data:,'>"
    elsewhere.body = f"<!DOCTYPE html><html lang='fr'>{icon}<title>La commune</title>{snippet}"
    page.route(f"{elsewhere.address}**", lambda route: route.continue_())
    page.goto(elsewhere.address)
    frame = page.locator("iframe")
    inside = frame.content_frame
    inside.get_by_role("heading", name="25 producteurs").hover()
    group = inside.get_by_role("button", name="25 producteurs à Mende")
    expect(group).to_be_visible()
    assert 300 < as_high_as_its_list(frame) < 900
    group.click()
    with page.context.expect_page() as opened:
        inside.get_by_role("link", name="Ferme 00").click()
    expect(opened.value.get_by_role("heading", name="Ferme 00")).to_be_visible()
    opened.value.close()
    inside.get_by_role("link", name="Voir la même recherche en liste").click()
    expect(inside.get_by_role("link", name="Ferme 00")).to_be_visible()
    assert page.context.cookies() == []
    assert watched.problems == []


def test_without_javascript_the_map_leads_to_the_list(farms, open_context):
    watched = open_context(java_script_enabled=False)
    page = watched.page
    page.goto(f"{watched.origin}/data/integrer/carte/?q=ferme")
    expect(page.locator("[data-map]")).to_be_hidden()
    page.get_by_role("link", name="Voir la même recherche en liste").click()
    expect(page.get_by_role("link", name="Ferme 00")).to_be_visible()


def test_the_page_of_the_code_shows_both_live(farms, watched):
    watched.open("/data/integrer/?q=ferme")
    frame, of_map = (watched.page.locator("iframe").nth(rank) for rank in (0, 1))
    expect(frame.content_frame.get_by_role("link", name="Ferme 00")).to_be_visible()
    assert as_high_as_its_list(frame) > 1000
    of_map.scroll_into_view_if_needed()
    of_map.content_frame.get_by_role("heading", name="25 producteurs").hover()
    expect(of_map.content_frame.get_by_role("button", name="25 producteurs à Mende")).to_be_visible()
    assert watched.problems == []
