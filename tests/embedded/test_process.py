"""Private folders and child processes."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from pat_logistics.embedded import process
from pat_logistics.embedded.process import Child, ServiceError


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
