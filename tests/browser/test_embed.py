"""The list of producers in the page of another site, by the HTML that the portal writes."""

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


def test_the_page_of_the_code_shows_it_live(farms, watched):
    watched.open("/data/integrer/?q=ferme")
    frame = watched.page.locator("iframe")
    expect(frame.content_frame.get_by_role("link", name="Ferme 00")).to_be_visible()
    assert as_high_as_its_list(frame) > 1000
    assert watched.problems == []
