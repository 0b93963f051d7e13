"""The servers of a test run end with it, even when it is killed."""

import signal
import subprocess
import sys
from pathlib import Path

from pat_logistics.embedded.data_folder import PROJECT
from tests.embedded.portal import environment, processes_of, wait_until

WAIT = """
import os, time
def test_wait(tmp_path_factory):
    with open(os.environ["TOLD"], "w") as told:
        told.write(os.environ["DATABASE_URL"])
    time.sleep(300)
"""


def test_a_killed_test_run_leaves_no_server(folder):
    (folder / "test_wait.py").write_text(WAIT)
    told = folder / "told"
    run = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "pytest",
            "-n0",
            "-q",
            "-c",
            PROJECT / "pyproject.toml",
            folder / "test_wait.py",
        ],
        cwd=PROJECT,
        env=environment(folder, TOLD=str(told), TMPDIR=str(folder)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: told.exists() and told.read_text())
    servers = Path(told.read_text().partition(":5432/")[2]).parents[1]
    assert servers.is_relative_to(folder)
    assert processes_of(servers)
    run.send_signal(signal.SIGKILL)
    run.wait()
    wait_until(lambda: not processes_of(servers), 30)
