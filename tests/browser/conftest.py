"""A real Chromium on the real portal, that watches what a page must never do."""

import os
import threading
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.browser.chromium import HEIGHT, SOMEBODY_IS_THERE, launch
from tests.permissions.tables import build_world

TRANSPARENT_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63000100000500010d0a2db40000000049454e44ae426082"
)


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.unmeasured)


TILES_HOST = urlsplit(settings.LEAFLET_CONFIG["TILES"][0][1]).netloc


class Watched:
    """A page of the portal, and everything wrong that happened on it."""

    def __init__(self, page, origin):
        self.page = page
        self.origin = origin
        self.problems = []
        page.route("**/*", self._answer)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))

    def _answer(self, route):
        host = urlsplit(route.request.url).netloc
        if host == TILES_HOST:
            route.fulfill(body=TRANSPARENT_PIXEL, content_type="image/png")
        elif host == urlsplit(self.origin).netloc or route.request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            self.problems.append(f"third party: {route.request.url}")
            route.abort()

    def _listen(self, message):
        # Violations of the content security policy are reported as errors of the console.
        if message.type in ("error", "warning"):
            self.problems.append(f"console {message.type}: {message.text}")

    def open(self, address, *, width=1280):
        """Open an address of the portal and wait until its map, if any, is drawn, once somebody is there."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        response = self.page.goto(self.origin + address, wait_until="load")
        if self.page.locator("[data-map]").count():
            self.page.evaluate(SOMEBODY_IS_THERE)
            self.page.wait_for_selector("[data-map][data-ready]", state="attached")
        return response


@pytest.fixture(scope="session")
def chromium():
    # Playwright runs an event loop in this thread; the ORM of the tests is used outside of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
        # Under its event loop, Django keeps connections apart: the database could not be dropped.
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


# Longer than any answer takes: a request that never ends is told as such.
PATIENCE_S = 30


@pytest.fixture(scope="session")
def under_way():
    """The threads of the live server that answer a request."""
    threads = set()

    def started(**_):
        if threading.current_thread() is not threading.main_thread():
            threads.add(threading.get_ident())

    def finished(**_):
        threads.discard(threading.get_ident())

    request_started.connect(started)
    request_finished.connect(finished)
    yield threads
    request_started.disconnect(started)
    request_finished.disconnect(finished)


@pytest.fixture(autouse=True)
def _all_is_answered(transactional_db, under_way):
    """Empties the database once no request is under way: else both may wait for each other, or rows stay."""
    yield
    until = time.monotonic() + PATIENCE_S
    while under_way and time.monotonic() < until:
        time.sleep(0.01)
    assert not under_way, "a request of the browser did not end"


@pytest.fixture
def open_context(chromium, live_server):
    """New browser contexts on the live portal, closed after the test."""
    contexts = []

    def opened(**options):
        context = chromium.new_context(locale="fr-FR", reduced_motion="reduce", **options)
        contexts.append(context)
        return Watched(context.new_page(), live_server.url)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def watched(open_context):
    return open_context()


@pytest.fixture
def world(transactional_db):
    return build_world()


@pytest.fixture
def sign_in(client, live_server):
    """Gives a watched page the session of a user."""

    def signed_in(watched, user):
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        watched.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": live_server.url}]
        )

    return signed_in
