"""Small parts of the services, without any server."""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from pat_logistics.embedded import postgres, process, valkey
from pat_logistics.embedded.data_folder import LONGEST_SOCKET_FOLDER, Folder
from pat_logistics.embedded.lock import Lock, TakenError
from pat_logistics.embedded.process import Child, ServiceError
from pat_logistics.embedded.supervisor import Address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("unix:///tmp/valkey.sock?db=0", "unix:///tmp/valkey.sock?db=3"),
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/3"),
        ("redis://:secret@127.0.0.1:6379", "redis://:secret@127.0.0.1:6379/3"),
    ],
)
def test_another_database_of_the_same_redis(url, expected):
    assert valkey.with_database(url, 3) == expected


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


def test_the_sockets_of_a_deep_folder_have_a_short_path(folder):
    deep = Folder(folder / ("a" * 120))
    assert len(os.fsencode(deep.sockets)) <= LONGEST_SOCKET_FOLDER
    assert Folder(folder / ("a" * 120)).sockets == deep.sockets
    assert Folder(folder / ("b" * 120)).sockets != deep.sockets


def test_a_link_in_the_place_of_a_private_folder_is_refused(folder):
    (folder / "elsewhere").mkdir(mode=0o755)
    (folder / "run").symlink_to(folder / "elsewhere")
    with pytest.raises(ServiceError, match="sans lien symbolique"):
        process.hand_over(folder / "run")
    assert (folder / "elsewhere").stat().st_uid == os.geteuid()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_private_folder_made_by_somebody_else_is_refused(folder):
    (folder / "run").mkdir()
    os.chown(folder / "run", 4321, 4321)
    with pytest.raises(ServiceError, match="appartient à un autre utilisateur"):
        process.hand_over(folder / "run")


def test_a_link_in_the_place_of_a_server_s_file_is_not_followed(folder):
    (folder / "precious").write_text("kept")
    (folder / "pg_hba.conf").symlink_to(folder / "precious")
    with pytest.raises(OSError, match="symbolic links"):
        postgres._overwrite(folder / "pg_hba.conf", "lost")
    assert (folder / "precious").read_text() == "kept"


def test_an_empty_variable_counts_as_not_given(folder):
    environment = Folder(folder / "var").environment({"DATABASE_URL": "", "LANG": ""})
    assert environment["DATABASE_URL"].startswith("postgres://")
    assert environment["LANG"] == ""


def test_a_folder_that_cannot_be_made_is_named(folder):
    (folder / "file").touch()
    with pytest.raises(ServiceError, match="ne peut pas être écrit"):
        Folder(folder / "file" / "var")


def test_a_taken_lock_tells_its_owner(folder):
    lock = Lock(folder / "lock", purpose="run", address="http://127.0.0.1:8000")
    with pytest.raises(TakenError) as refusal:
        Lock(folder / "lock", purpose="run")
    lock.release()
    expected = {"pid": str(os.getpid()), "purpose": "run", "address": "http://127.0.0.1:8000"}
    assert refusal.value.owner == expected


def test_a_lock_left_by_a_dead_owner_is_waited_for(folder):
    """Its servers are still closing their files."""
    path = folder / "lock"
    held = Lock(path, purpose="run")
    path.write_text(json.dumps({"pid": "4194305", "purpose": "run", "address": ""}))  # beyond the last number
    threading.Timer(0.5, held.release).start()
    Lock(path, purpose="run").release()


def test_a_child_keeps_the_lock_of_a_parent_that_forgot_it(folder):
    lock = Lock(folder / "lock", purpose="run")
    child = Child("sleep", ["sleep", "300"], log=folder / "log", keep_open=(lock.descriptor,))
    lock.release()
    with pytest.raises(TakenError):
        Lock(folder / "lock", purpose="run")
    child.stop()
    Lock(folder / "lock", purpose="run").release()


def test_a_child_that_ignores_the_signal_is_ended_with_its_own_children(folder):
    stubborn = "import signal, subprocess, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    stubborn += "print(subprocess.Popen(['sleep', '300']).pid, flush=True); time.sleep(300)"
    child = Child("stubborn", [sys.executable, "-c", stubborn], log=folder / "log")
    while not child.log_tail():
        time.sleep(0.05)
    child.stop(patience_s=0.2)
    assert child.process.returncode == -signal.SIGKILL
    status = Path("/proc", child.log_tail(), "status")
    deadline = time.monotonic() + 10
    while status.exists() and "State:\tZ" not in status.read_text():
        assert time.monotonic() < deadline, "its child lives on"
        time.sleep(0.05)


def test_a_long_log_is_set_aside(folder, monkeypatch):
    monkeypatch.setattr(process, "LARGEST_LOG", 10)
    (folder / "a.log").write_text("a line of another day\n")
    child = Child("echo", ["echo", "today"], log=folder / "a.log")
    child.process.wait()
    assert (folder / "a.log").read_text() == "today\n"
    assert (folder / "a.old.log").read_text() == "a line of another day\n"
