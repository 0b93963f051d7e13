"""`make roads`: tiles built from an extract, or nothing changed and the reason said."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

from pat_logistics.embedded import binaries, roads, valhalla
from pat_logistics.embedded.data_folder import PROJECT, Folder
from pat_logistics.embedded.process import ServiceError
from tests.embedded.portal import environment, processes_of, run_inside, wait_until
from tests.extract import BEND, FLORAC, MENDE, write_extract

ASK = """
import json, os, urllib.request
places = {"sources": [{"lat": 44.518, "lon": 3.5}], "targets": [{"lat": 44.325, "lon": 3.594}]}
body = {**places, "costing": "auto"}
url = os.environ["VALHALLA_URL"] + "/sources_to_targets"
with urllib.request.urlopen(urllib.request.Request(url, data=json.dumps(body).encode())) as answer:
    print(json.load(answer)["sources_to_targets"][0][0]["distance"])
"""


@pytest.fixture
def extract(folder):
    return write_extract(folder / "extrait.osm.pbf", [MENDE, BEND, FLORAC])


@pytest.fixture
def var(folder, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(folder / "var"))
    return folder / "var"


def state(var):
    """What a build that failed must leave as it was."""
    return {path.name: path.stat().st_mtime_ns for path in (var / "roads").iterdir() if path.name != "lock"}


def test_built_tiles_give_roads_to_the_next_command(extract, var):
    assert roads.build([str(extract)]) == 0
    done = run_inside(var, sys.executable, "-c", ASK)
    # Mende to the bend 22,6 km, the bend to Florac 16,3 km, as the crow flies: the road is drawn straight.
    assert float(done.stdout or 0) == pytest.approx(38.9, abs=0.3), done.stderr
    assert processes_of(var) == []


def served_km(folder):
    """The same question to a server of the tiles alone."""
    port = valhalla.free_port()
    server = valhalla.RoutingServer(folder.tiles, port=port, log=folder.logs / "valhalla.log")
    try:
        server.wait()
        done = subprocess.run(
            [sys.executable, "-c", ASK],
            env={"VALHALLA_URL": f"http://127.0.0.1:{port}"},
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        server.stop()
    return float(done.stdout)


def test_several_extracts_make_one_map(folder, var):
    west = write_extract(folder / "a.osm.pbf", [MENDE, BEND])
    east = write_extract(folder / "b.osm.pbf", [MENDE, BEND, FLORAC])
    assert roads.build([str(west), east.as_uri()]) == 0
    assert served_km(Folder(var)) == pytest.approx(38.9, abs=0.3)


def test_a_server_given_by_the_operator_is_not_replaced(extract, var):
    roads.build([str(extract)])
    given = {"VALHALLA_URL": "http://routes.example"}
    folder = Folder(var)
    folder.choose_routing_port(given)
    assert folder.environment(given)["VALHALLA_URL"] == "http://routes.example"
    assert folder.routing_port() is None


def test_a_routing_server_that_dies_is_started_again(extract, var, monkeypatch):
    roads.build([str(extract)])
    monkeypatch.setattr(valhalla, "RESTART_PAUSE_S", 0)
    folder = Folder(var)
    server = valhalla.RoutingServer(folder.tiles, port=valhalla.free_port(), log=folder.logs / "valhalla.log")
    try:
        server.wait()
        dead = server._child.process
        dead.kill()
        dead.wait()
        server.tend()
        server.wait()
        assert server._child.process.pid != dead.pid
    finally:
        server.stop()


def test_a_service_of_the_machine_serves_the_tiles_of_the_folder(extract, var, folder):
    """What systemd runs: the very process becomes the server, on the port it is told."""
    roads.build([str(extract)])
    port = str(valhalla.free_port())
    command = [sys.executable, "-m", "pat_logistics.embedded", "routing", "--port", port]
    with subprocess.Popen(command, cwd=PROJECT, env=environment(var), stdout=subprocess.DEVNULL) as server:
        wait_until(lambda: valhalla.tiles_served(int(port)))
        server.terminate()
        assert server.wait(10) in {0, -signal.SIGTERM}


def test_a_service_without_tiles_says_what_to_do(var):
    with pytest.raises(ServiceError, match="make roads PBF="):
        valhalla.serve(Folder(var).tiles, 8002)


def test_tiles_that_cannot_be_read_leave_a_portal_that_estimates(var):
    (var / "roads").mkdir(parents=True)
    (var / "roads/tiles.tar").write_bytes(b"half a file")
    done = run_inside(var, sys.executable, "-c", "print('là')")
    assert (done.returncode, done.stdout) == (0, "là\n")
    assert "Valhalla ne peut pas lire les tuiles" in done.stderr
    assert "seront estimées" in done.stderr
    assert processes_of(var) == []


BAD = {
    "a web page": (lambda path: path.write_text("<html>404</html>"), "n’est pas un extrait OpenStreetMap"),
    "nothing inside": (lambda path: path.write_bytes(b""), "n’est pas un extrait OpenStreetMap"),
    "cut": (lambda path: os.truncate(write_extract(path, [MENDE, FLORAC]), 150), "incomplet ou abîmé"),
    "no road": (lambda path: write_extract(path, [MENDE, FLORAC], highway=""), "aucune route"),
    "a folder": (lambda path: path.mkdir(), "n’existe pas"),
    "not there": (lambda path: None, "n’existe pas"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_extract_is_named_and_the_tiles_stay(extract, var, folder, what):
    roads.build([str(extract)])
    before = state(var)
    write, reason = BAD[what]
    write(folder / "bad.osm.pbf")
    with pytest.raises(ServiceError, match=reason):
        roads.build([str(folder / "bad.osm.pbf")])
    assert state(var) == before


@pytest.mark.parametrize("content", [b"<html>404</html>", None])
def test_a_bad_extract_is_downloaded_again_by_the_next_command(extract, var, monkeypatch, content):
    """Its server may have mended it since; what is kept to be resumed is not taken for good."""
    whole = extract.read_bytes()

    def fetch(address, folder, say):
        folder.mkdir(exist_ok=True)
        (folder / "extrait.osm.pbf").write_bytes(content or whole[:150])
        return folder / "extrait.osm.pbf"

    monkeypatch.setattr(roads, "fetch", fetch)
    with pytest.raises(ServiceError):
        roads.build(["https://a.example/extrait.osm.pbf"])
    assert state(var) == {}


def test_a_disk_too_small_is_said_before_anything_is_built(extract, var, monkeypatch):
    monkeypatch.setattr(roads.shutil, "disk_usage", lambda _folder: type("Usage", (), {"free": 100}))
    with pytest.raises(ServiceError, match="Pas assez de place"):
        roads.build([str(extract)])
    assert state(var) == {}


@pytest.mark.parametrize(
    ("status", "said", "reason"),
    [
        (-signal.SIGKILL, "", "faute de mémoire"),
        (-signal.SIGBUS, "", "faute de place"),
        (1, "write failed: No space left on device", "faute de place"),
        (3, "something else", "code 3"),
    ],
)
def test_a_build_that_dies_says_what_was_lacking(status, said, reason):
    assert reason in roads._reason(status, said)


def test_without_the_programs_the_user_learns_the_command(var, monkeypatch, folder):
    monkeypatch.setattr(binaries, "UNPACKED_VALHALLA", folder / "nowhere")
    with pytest.raises(ServiceError, match="make roads PBF="):
        roads.build(["x.osm.pbf"])


@pytest.fixture
def slow_build(folder, var, extract):
    """A build under way, in a process of its own, whose builder never ends."""
    package = folder / "unpacked/valhalla"
    (package / "bin").mkdir(parents=True)
    shutil.copy(binaries.valhalla_package() / "valhalla_build_config.py", package)
    for program in ("valhalla_service", "valhalla_build_tiles"):
        (package / "bin" / program).write_text("#!/bin/sh\ntouch half.gph\nexec sleep 300\n")
        (package / "bin" / program).chmod(0o755)
    start = "from pat_logistics.embedded import binaries, roads; from pathlib import Path; import sys;"
    start += f"binaries.UNPACKED_VALHALLA = Path({str(package.parent)!r});"
    start += f"sys.exit(roads.build([{str(extract)!r}]))"
    process = subprocess.Popen(
        [sys.executable, "-c", start], cwd=PROJECT, env=environment(var), stdout=subprocess.PIPE, text=True
    )
    wait_until(lambda: list((var / "roads").glob("draft-*/half.gph")) if (var / "roads").exists() else [])
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_build_leaves_nothing(slow_build, var, number):
    slow_build.send_signal(number)
    said, _ = slow_build.communicate(timeout=30)
    assert slow_build.returncode == 130
    assert "Interrompu : rien n’a changé" in said
    assert state(var) == {}
    assert processes_of(var) == []


def test_a_killed_build_is_swept_away_by_the_next_one(slow_build, var, extract):
    slow_build.kill()
    slow_build.wait()
    wait_until(lambda: not processes_of(var), 30)
    assert not (var / "roads/tiles.tar").exists()
    roads.build([str(extract)])
    assert list(state(var)) == ["tiles.tar"]


def test_a_second_build_waits_for_no_one(slow_build, var, extract):
    with pytest.raises(ServiceError, match="Une autre construction travaille déjà"):
        roads.build([str(extract)])


@pytest.mark.parametrize(
    ("arguments", "variable", "expected"),
    [
        (["a.pbf"], "ignored.pbf", ["a.pbf"]),
        ([], "a.pbf https://b.example/c.pbf", ["a.pbf", "https://b.example/c.pbf"]),
        ([], "'a b.pbf' c.pbf", ["a b.pbf", "c.pbf"]),
    ],
)
def test_extracts_are_named_on_the_line_or_in_pbf(arguments, variable, expected):
    assert roads.asked(arguments, variable) == expected


def test_a_path_with_a_space_needs_no_quotes(folder):
    (folder / "a b.pbf").touch()
    assert roads.asked([], str(folder / "a b.pbf")) == [str(folder / "a b.pbf")]


@pytest.mark.parametrize("variable", ["", "  ", "'unfinished"])
def test_without_an_extract_the_command_says_how(variable):
    with pytest.raises(ServiceError, match="make roads PBF=https://"):
        roads.asked([], variable)


def test_a_port_is_chosen_at_each_start_and_forgotten_without_tiles(extract, var):
    roads.build([str(extract)])
    folder = Folder(var)
    folder.choose_routing_port({})
    assert folder.environment({})["VALHALLA_URL"] == f"http://127.0.0.1:{folder.routing_port()}"
    folder.tiles.unlink()
    folder.choose_routing_port({})
    assert "VALHALLA_URL" not in folder.environment({"VALHALLA_URL": ""})
