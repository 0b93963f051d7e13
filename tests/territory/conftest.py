"""What the tests of the territory share: the real communes, figures for roads, a routing server."""

import json
import shutil
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.cache import cache

from pat_logistics.embedded import roads
from pat_logistics.embedded import valhalla as valhalla_service
from pat_logistics.embedded.data_folder import Folder
from pat_logistics.territory.roads import RoadParameters
from tests.extract import BEND, FLORAC, ISLAND, MENDE, write_extract
from tests.factories.territory import CommuneFactory
from tests.files import open_folder
from tests.territory import samples

EMPTY_CACHE = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "routing"}}


@pytest.fixture
def real_communes(shared_communes):
    """The real communes around Lozère and the large towns of France, without their outlines."""


@pytest.fixture(scope="session")
def parameters():
    """The figures of November 2026, as reference values carry them."""
    return RoadParameters(
        local_km=5,
        local_kmh=35,
        main_kmh=58,
        main_km=60,
        motorway_kmh=109,
        near_share=0.2,
        near_error=0.8,
        region_km=30,
        detour=1.3,
        detour_low=1.2,
        detour_high=1.7,
    )


class RoutingServer(ThreadingHTTPServer):
    """Plays Valhalla's matrix on a real socket; `answer` says how, `requests` what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests = []
        self.answer = matrix_of(distance=40.0, time=3000)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        """A client that gives up in the middle of an answer is what some tests are about."""


def matrix_of(**cell):
    """An answer that gives the same cell for every pair."""

    def answer(question):
        row = [cell for _ in question["targets"]]
        return json.dumps({"sources_to_targets": [row for _ in question["sources"]]}).encode()

    return answer


def drips(question):
    """One byte at a time, each soon enough for the time-out of a socket."""
    for _ in range(100):
        yield b" "
        time.sleep(0.05)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, question))
        answer = self.server.answer(question)
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        self.send_response(status)
        self.end_headers()
        for chunk in [body] if isinstance(body, bytes) else body:
            self.wfile.write(chunk)
            self.wfile.flush()

    def log_message(self, *args):
        """Silent."""


@pytest.fixture(scope="session")
def valhalla_port():
    """A real Valhalla on two roads: from Mende to Florac by a bend, and another far from it."""
    base = open_folder()
    extract = write_extract(base / "extrait.osm.pbf", [MENDE, BEND, FLORAC], list(ISLAND))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAR_DIR", str(base / "var"))
        roads.build([str(extract)])
        tiles = Folder.from_environment().tiles
    port = valhalla_service.free_port()
    server = valhalla_service.RoutingServer(tiles, port=port, log=base / "valhalla.log")
    server.wait()
    yield port
    server.stop()
    shutil.rmtree(base)


@pytest.fixture
def valhalla(settings, valhalla_port):
    """The portal configured with that server, and a cache that remembers nothing."""
    settings.CACHES = EMPTY_CACHE
    settings.VALHALLA_URL = f"http://127.0.0.1:{valhalla_port}"
    settings.VALHALLA_TIMEOUT_S = 10.0
    cache.clear()


@pytest.fixture
def routing_server(settings):
    """A routing server the portal is configured with, and a cache that remembers nothing of other tests."""
    settings.CACHES = EMPTY_CACHE
    server = RoutingServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    settings.VALHALLA_URL = server.url
    settings.VALHALLA_TIMEOUT_S = 5.0
    cache.clear()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def folder(tmp_path):
    """A small set of files that may be spoilt."""
    outline = {"type": "Polygon", "coordinates": [[[3.4, 44.5], [3.6, 44.5], [3.5, 44.6], [3.4, 44.5]]]}
    samples.write_outlines(tmp_path, {"48095": outline})
    samples.write_communes(tmp_path, samples.MENDE, samples.FLORAC)
    samples.write_former(tmp_path)
    return tmp_path


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


@pytest.fixture
def montpellier():
    return CommuneFactory(montpellier=True)
