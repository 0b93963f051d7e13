"""The life and death of a whole portal, with its real processes."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pat_logistics.embedded import roads, valhalla
from pat_logistics.embedded.process import ServiceError
from pat_logistics.embedded.supervisor import Address
from tests.embedded.portal import processes_of, run_inside, wait_until
from tests.extract import BEND, FLORAC, MENDE, write_extract

pytestmark = [
    pytest.mark.xdist_group("services"),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]
WRITE = "from django.core.cache import cache; from django.contrib.auth.models import Group; "
WRITE += "cache.set('kept', 'yes', None); Group.objects.create(name='gardé')"
READ = "from django.core.cache import cache; from django.contrib.auth.models import Group; "
READ += "print(cache.get('kept'), Group.objects.get().name)"


def shell(var, code):
    done = run_inside(var, sys.executable, "manage.py", "shell", "-v0", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_started_portal_says_where_and_answers(start):
    portal = start().ready()
    assert portal.lines[-1] == f"Prêt : {portal.url}\n"
    status, page = portal.get("/")
    assert status == 200
    assert b"<h1" in page
    assert portal.get("/readyz")[0] == 200


def test_the_worker_of_a_started_portal_gives_signs_of_life(start):
    portal = start().ready()
    wait_until(lambda: b'"worker": "ok"' in portal.get("/readyz")[1])


def test_a_second_start_on_the_same_folder_says_where_the_first_one_is(start):
    first = start().ready()
    second = start()
    assert second.ended() == 1
    assert "fonctionne déjà dans ce dossier" in second.said
    assert first.url in second.said
    assert first.get("/healthz")[0] == 200


def test_a_used_port_is_named(start):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        portal = start(PORT=str(port))
        assert portal.ended() == 1
    assert f"Le port {port} de 127.0.0.1 n’est pas libre" in portal.said
    assert "PORT=" in portal.said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_portal_asked_to_end_leaves_nothing_running(start, var, number):
    portal = start().ready()
    assert len(processes_of(var)) > 10
    assert portal.end(number) == 0
    assert processes_of(var) == []
    assert portal.lines[-1] == "Arrêté.\n"


@pytest.fixture
def var_with_roads(var, folder, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(var))
    roads.build([str(write_extract(folder / "extrait.osm.pbf", [MENDE, BEND, FLORAC]))])
    return var


def test_the_routing_server_of_a_portal_lives_and_dies_with_it(var_with_roads, start):
    portal = start().ready()
    assert b'"routing": "ok"' in portal.get("/readyz")[1]
    port = int((var_with_roads / "routing_port").read_text())
    assert valhalla.tiles_served(port)
    portal.end(signal.SIGKILL)
    wait_until(lambda: not processes_of(var_with_roads), 30)
    assert valhalla.tiles_served(port) is None


def test_the_calculator_of_a_portal_with_a_routing_server_follows_the_road(var_with_roads, start):
    portal = start().ready()
    status, page = portal.get(
        "/calculer/?origin=48095&destination=48061&family=cheese&mass_kg=60&per_month=4"
    )
    assert status == 200
    assert "Distance calculée par la route" in page.decode()
    [legs] = re.findall(r'id="map-legs"[^>]*>(.*?)</script>', page.decode())
    [bend] = {tuple(leg["points"][2]) for leg in json.loads(legs) if leg["kind"] == "own"}
    assert bend == pytest.approx(BEND, abs=0.001)


def named(var, name):
    """Numbers of the processes of a folder whose program is called so."""
    return [pid for pid in processes_of(var) if Path(f"/proc/{pid}/comm").read_text().startswith(name)]


def test_a_routing_server_that_dies_leaves_the_portal_alive(var_with_roads, start):
    portal = start().ready()
    [routing] = named(var_with_roads, "valhalla")
    os.kill(routing, signal.SIGKILL)
    assert portal.get("/")[0] == 200
    wait_until(lambda: named(var_with_roads, "valhalla") not in ([], [routing]))
    wait_until(lambda: b'"routing": "ok"' in portal.get("/readyz")[1])


def test_a_portal_asked_to_end_while_it_starts_leaves_nothing_running(start, var):
    portal = start()
    wait_until(lambda: "Préparation" in portal.said)
    assert portal.end() == 0
    assert processes_of(var) == []


def test_a_killed_portal_leaves_nothing_running_and_loses_nothing(start, var):
    portal = start().ready()
    shell(var, WRITE)
    portal.end(signal.SIGKILL)
    wait_until(lambda: not processes_of(var), 30)
    start().ready()
    assert shell(var, READ) == "yes gardé"


def test_data_survive_an_orderly_end(start, var):
    portal = start().ready()
    shell(var, WRITE)
    portal.end()
    assert shell(var, READ) == "yes gardé"


def masters(var):
    """Number of the first process of each program of a portal."""
    found = {}
    for pid in sorted(processes_of(var), reverse=True):
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
        name = next((name for name in (b"celery", b"gunicorn", b"postgres", b"valkey") if name in line), b"")
        found[name.decode()] = pid
    return found


def children_of(parent):
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def test_what_dies_is_named_and_starts_again(start, var):
    portal = start().ready()
    for name, pid in masters(var).items():
        if name:
            os.kill(pid, signal.SIGKILL)
    for name in ("PostgreSQL", "Valkey", "Celery", "gunicorn"):
        wait_until(lambda name=name: f"{name} est reparti." in portal.said)
        assert f"{name} s’est arrêté (code -9) et va être relancé" in portal.said
    assert str(var / "log/gunicorn.log") in portal.said
    wait_until(lambda: _answers(portal, "/"))
    wait_until(lambda: b'"worker": "ok"' in (_answers(portal, "/readyz") or b""))
    # Of the children of Celery, one does the tasks and one, the beat, tells the time: it is nobody else's.
    for pid in children_of(masters(var)["celery"]):
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: "Celery s’est arrêté (code 70) et va être relancé" in portal.said)
    wait_until(lambda: portal.said.count("Celery est reparti.") == 2)
    assert portal.end() == 0
    assert processes_of(var) == []


def _answers(portal, path):
    with contextlib.suppress(OSError):
        return portal.get(path)[1]


def test_the_note_of_a_dead_server_does_not_stop_a_start(var):
    """After a power cut, another program may bear the number that PostgreSQL wrote down."""
    with subprocess.Popen(["sleep", "300"]) as other:
        (var / "postgres/postmaster.pid").write_text(f"{other.pid}\n{var}\n{int(time.time())}\n5432\n")
        assert shell(var, "print('vivant')") == "vivant"
        assert other.poll() is None
        other.kill()
        other.wait()


@pytest.mark.parametrize(
    ("host", "port", "url"),
    [
        (None, None, "http://127.0.0.1:8000"),
        ("", "", "http://127.0.0.1:8000"),
        ("0.0.0.0", "8010", "http://127.0.0.1:8010"),
        ("::", "8010", "http://[::1]:8010"),
        ("192.0.2.7", "80", "http://192.0.2.7:80"),
    ],
)
def test_the_address_shown_opens_from_this_machine(monkeypatch, host, port, url):
    for name, value in (("HOST", host), ("PORT", port)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    assert Address.from_environment().url == url


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80", "²"])
def test_a_port_that_makes_no_sense_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(ServiceError, match=f"PORT doit être un nombre entre 1 et 65535 .reçu : {port}"):
        Address.from_environment()


def test_a_host_that_is_not_ours_is_refused():
    with pytest.raises(ServiceError, match="n’est pas libre"):
        Address("192.0.2.1", 8000).check_free()
