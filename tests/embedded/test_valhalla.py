"""What the routing server is told, and what is read of it; test_roads.py starts it."""

import json
import socket
import threading
from pathlib import Path

import pytest

from pat_logistics.embedded import valhalla
from pat_logistics.embedded.process import ServiceError


@pytest.fixture
def settings():
    return json.loads(valhalla.configuration(tiles=Path("/var/roads/tiles.tar"), port=8123))


def test_the_server_listens_on_this_machine_alone(settings):
    assert settings["httpd"]["service"]["listen"] == "tcp://127.0.0.1:8123"


def test_the_longest_trips_of_france_are_not_refused(settings):
    for vehicle in valhalla.VEHICLES:
        assert settings["service_limits"][vehicle]["max_matrix_distance"] >= 1_000_000


def test_what_a_build_finds_nothing_in_is_not_looked_for(settings):
    assert settings["mjolnir"]["tile_extract"] == "/var/roads/tiles.tar"
    assert not {"tile_dir", "admin", "timezone"} & set(settings["mjolnir"])


def test_a_build_writes_where_it_is_told(settings):
    build = json.loads(valhalla.configuration(draft=Path("/var/roads/draft")))
    assert build["mjolnir"]["tile_dir"] == "/var/roads/draft"
    assert "tile_extract" not in build["mjolnir"]


@pytest.mark.parametrize(
    ("body", "served"),
    [
        (b'{"tileset_last_modified": 5}', True),
        (b'{"tileset_last_modified": 0}', False),
        (b"{}", None),
        (b"x", None),
    ],
)
def test_a_server_says_whether_it_has_read_its_tiles(body, served):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            client, _ = server.accept()
            client.recv(1000)
            client.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + body)
            client.close()

        threading.Thread(target=answer).start()
        assert valhalla.tiles_served(server.getsockname()[1]) is served


def test_a_server_that_is_not_there_says_nothing():
    assert valhalla.tiles_served(valhalla.free_port()) is None


def test_without_tiles_nothing_is_served(folder):
    with pytest.raises(ServiceError, match="make roads"):
        valhalla.serve(folder / "tiles.tar", 8002)
