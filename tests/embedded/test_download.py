"""A download that is cut, resumed, refused or replaced meanwhile."""

import functools
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pat_logistics.embedded import download
from pat_logistics.embedded.download import fetch
from pat_logistics.embedded.process import ServiceError

CONTENT = bytes(range(256)) * 40


class FileServer(ThreadingHTTPServer):
    """One file, that may be cut after some bytes; it resumes as RFC 9110 says."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content, self.tag, self.cut, self.status = CONTENT, '"one"', None, 200
        self.ranges = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/extrait.osm.pbf"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        wanted, same = self.headers.get("Range"), self.headers.get("If-Range")
        self.server.ranges.append(wanted)
        body, status = self.server.content, self.server.status
        more = {}
        if status == 200 and wanted and same == self.server.tag:
            first = int(wanted.removeprefix("bytes=").removesuffix("-"))
            status, more["Content-Range"] = 206, f"bytes {first}-{len(body) - 1}/{len(body)}"
            if first >= len(body):
                status, more["Content-Range"] = 416, f"bytes */{len(body)}"
            body = body[first:]
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        if self.server.tag:
            self.send_header("ETag", self.server.tag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: self.server.cut])

    def log_message(self, *args):
        """Silent."""


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(download, "PAUSE_S", 0)
    server = FileServer()
    serve = functools.partial(server.serve_forever, poll_interval=0.01)
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def said():
    return []


def test_a_file_comes_whole_and_says_how_far_it_is(server, said, tmp_path):
    assert fetch(server.url, tmp_path, said.append).read_bytes() == CONTENT
    assert said[0] == f"Téléchargement de {server.url}…"
    assert said[-1].startswith("  100 % de 0,0")


def test_a_cut_download_goes_on_where_it_stopped(server, said, tmp_path):
    server.cut = 4000
    assert fetch(server.url, tmp_path, said.append).read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=4000-", "bytes=8000-"]
    assert sum("la connexion s’est coupée" in line for line in said) == 2


def test_a_download_given_up_goes_on_at_the_next_command(server, said, tmp_path):
    server.cut = 1000
    with pytest.raises(ServiceError, match="La même commande reprendra"):
        fetch(server.url, tmp_path, said.append)
    server.cut = None
    assert fetch(server.url, tmp_path, said.append).read_bytes() == CONTENT
    assert server.ranges[-1] == "bytes=3000-"


def test_a_whole_file_is_not_asked_for_twice(server, said, tmp_path):
    fetch(server.url, tmp_path, said.append)
    assert fetch(server.url, tmp_path, said.append).read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={len(CONTENT)}-"]


def test_a_file_replaced_meanwhile_starts_again(server, said, tmp_path):
    server.cut = 1000
    with pytest.raises(ServiceError):
        fetch(server.url, tmp_path, said.append)
    server.cut, server.content, server.tag = None, CONTENT[::-1], '"two"'
    assert fetch(server.url, tmp_path, said.append).read_bytes() == CONTENT[::-1]


@pytest.mark.parametrize("tag", ["", 'W/"weak"'])
def test_a_server_that_names_no_version_starts_again(server, said, tmp_path, tag):
    server.tag, server.cut = tag, 1000
    with pytest.raises(ServiceError):
        fetch(server.url, tmp_path, said.append)
    server.cut = None
    assert fetch(server.url, tmp_path, said.append).read_bytes() == CONTENT
    assert set(server.ranges) == {None}


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_is_told_at_once(server, said, tmp_path, status):
    server.status = status
    with pytest.raises(ServiceError, match=f"le serveur répond {status}"):
        fetch(server.url, tmp_path, said.append)
    assert len(server.ranges) == 1


@pytest.mark.parametrize("address", ["ftp://a.example/x.pbf", "http:///x.pbf", "https://"])
def test_an_address_that_makes_no_sense_is_refused(said, tmp_path, address):
    with pytest.raises(ServiceError, match="doit commencer par http"):
        fetch(address, tmp_path, said.append)


def test_a_file_larger_than_the_disk_is_not_begun(server, said, tmp_path, monkeypatch):
    monkeypatch.setattr(download.shutil, "disk_usage", lambda _folder: type("Usage", (), {"free": 5000}))
    with pytest.raises(ServiceError, match="Pas assez de place"):
        fetch(server.url, tmp_path, said.append)
