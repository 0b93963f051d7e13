"""One command with the embedded servers: who starts them, who waits, who may."""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pat_logistics.embedded import data_folder
from pat_logistics.embedded.data_folder import PROJECT, Folder
from tests.embedded.portal import environment, processes_of, run_inside, wait_until

pytestmark = pytest.mark.xdist_group("services")
# Speaks to both servers, without Django.
ASK = """
import os, psycopg2, socket
url = os.environ["DATABASE_URL"]
user, port, host, name = "pat", 5432, url.partition(":5432/")[2].rpartition("/")[0], "pat"
connection = psycopg2.connect(host=host, port=port, user=user, dbname=name)
with connection.cursor() as cursor:
    cursor.execute("SELECT upper('é'), current_user")
    answer = cursor.fetchone()
with socket.socket(socket.AF_UNIX) as valkey:
    valkey.connect(os.environ["REDIS_URL"].removeprefix("unix://").partition("?")[0])
    valkey.send(b"PING\\r\\n")
    print(*answer, valkey.recv(5).decode())
"""
AS_DAEMON = {"user": "daemon", "group": "daemon", "extra_groups": []}
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def test_a_command_finds_both_servers_and_nothing_stays(folder):
    done = run_inside(folder / "var", sys.executable, "-c", ASK)
    assert (done.returncode, done.stdout, done.stderr) == (0, "É pat +PONG\n", "")
    assert processes_of(folder) == []


def test_the_status_of_the_command_is_ours(folder):
    assert run_inside(folder / "var", sys.executable, "-c", "raise SystemExit(7)").returncode == 7


def test_a_second_command_joins_the_servers_of_the_first_one(folder):
    wait = "import pathlib, sys, time\nwhile not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.1)"
    first = threading.Thread(
        target=run_inside, args=(folder / "var", sys.executable, "-c", wait, folder / "enough")
    )
    first.start()
    wait_until((folder / "var/run/valkey.sock").exists)
    second = run_inside(folder / "var", sys.executable, "-c", ASK)
    (folder / "enough").touch()
    first.join()
    assert second.stdout == "É pat +PONG\n"


def test_given_servers_are_not_replaced(folder):
    given = {"DATABASE_URL": "postgres://elsewhere/x", "REDIS_URL": "redis://elsewhere/0", "SECRET_KEY": "s"}
    show = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'], os.environ['SECRET_KEY'])"
    done = run_inside(folder / "var", sys.executable, "-c", show, **given)
    assert done.stdout == "postgres://elsewhere/x redis://elsewhere/0 s\n"
    assert not (folder / "var/postgres").exists()
    assert not (folder / "var/secret_key").exists()


def test_the_secret_is_drawn_once_for_its_owner_only(folder):
    show = "import os; print(os.environ['SECRET_KEY'])"
    first, second = (run_inside(folder / "var", sys.executable, "-c", show).stdout for _ in range(2))
    assert first == second
    assert len(first.strip()) > 50
    assert (folder / "var/secret_key").stat().st_mode & 0o777 == 0o600


def test_a_very_deep_folder_works(folder):
    """A Unix socket's path has 107 bytes at most."""
    deep = folder / ("a" * 60) / ("b" * 60)
    done = run_inside(deep, sys.executable, "-c", ASK)
    assert done.stdout == "É pat +PONG\n", done.stderr
    sockets = Folder(deep).sockets
    shutil.rmtree(sockets.parent if sockets.name == "run" else sockets)


def ordinary_python():
    """A Python that an ordinary user may run: ours may lie in root's home."""
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        with contextlib.suppress(OSError):
            subprocess.run([python, "-c", ""], check=True, **AS_DAEMON)
            return python
    return None


@as_root
@pytest.mark.skipif(os.geteuid() == 0 and not ordinary_python(), reason="no Python that all may run")
def test_an_ordinary_user_can_run_it(folder):
    user = pwd.getpwnam("daemon")
    home = folder / "home"
    home.mkdir()
    os.chown(home, user.pw_uid, user.pw_gid)
    libraries = Path(data_folder.postgres.__file__).parents[2], *map(Path, sys.path)
    python = ordinary_python()
    done = subprocess.run(
        [python, "-m", "pat_logistics.embedded", "exec", "--", python, "-c", ASK],
        cwd=PROJECT,
        env=environment(home / "var", HOME=str(home), PYTHONPATH=":".join(map(str, libraries))),
        capture_output=True,
        text=True,
        check=False,
        **AS_DAEMON,
    )
    assert (done.returncode, done.stdout) == (0, "É pat +PONG\n"), done.stderr
    assert (home / "var/postgres").owner() == "daemon"


@as_root
def test_root_can_run_it_in_a_closed_folder(folder):
    """PostgreSQL runs as `nobody`, who cannot enter /root: the data go where it can."""
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    done = run_inside(closed / "var", sys.executable, "-c", ASK)
    data = Folder(closed / "var").data
    assert (done.returncode, done.stdout) == (0, "É pat +PONG\n"), done.stderr
    assert not data.is_relative_to(closed)
    shutil.rmtree(data)


@as_root
def test_the_folder_of_somebody_else_is_refused_by_name(folder):
    var = folder / "var"
    var.mkdir()
    os.chown(var, pwd.getpwnam("daemon").pw_uid, -1)
    done = run_inside(var, "true")
    assert done.returncode == 1
    assert done.stderr == (
        f"Le dossier {var} appartient à un autre utilisateur : lancez la commande sous son nom, "
        "ou choisissez un autre dossier par VAR_DIR.\n"
    )
