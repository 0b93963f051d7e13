"""A whole portal run by the real supervisor, for the tests of its life and death."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from pat_logistics.embedded.data_folder import PROJECT
from tests.installed_services import free_port

PATIENCE_S = 240.0  # a busy machine is not a broken portal
GIVEN_BY_THE_TESTS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "SITE_URL")


def environment(var, **more):
    """Our environment without the servers of the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in GIVEN_BY_THE_TESTS}
    return kept | {"VAR_DIR": str(var), "DEMO": "0"} | more


def processes_of(var):
    """Numbers of the processes that work in a data folder, our own excepted."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            inside = (process / "cwd").resolve().is_relative_to(var)
            told = f"VAR_DIR={var}".encode() in (process / "environ").read_bytes().split(b"\0")
            running = (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
            if (inside or told) and running and int(process.name) != os.getpid():
                found.append(int(process.name))
    return found


def wait_until(condition, patience_s=PATIENCE_S):
    deadline = time.monotonic() + patience_s
    while not (result := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
    return result


class Portal:
    """`python -m pat_logistics.embedded run` on a data folder."""

    def __init__(self, var, **more):
        self.var = var
        self.port = more.setdefault("PORT", str(free_port()))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pat_logistics.embedded", "run"],
            cwd=PROJECT,
            env=environment(var, **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        with self.process.stdout as output:
            self.lines.extend(output)

    @property
    def said(self):
        return "".join(self.lines)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def ready(self):
        wait_until(lambda: "Prêt" in self.said or self.process.poll() is not None)
        assert "Prêt" in self.said, self.said
        return self

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:  # noqa: S310
            return answer.status, answer.read()

    def end(self, number=signal.SIGTERM):
        """Signal the supervisor; give its exit status."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self):
        """Wait for the end of the supervisor; give its exit status, once all it said is known."""
        status = self.process.wait(PATIENCE_S)
        self.reader.join(PATIENCE_S)
        return status


def run_inside(var, *command, **more):
    """Run `python -m pat_logistics.embedded exec -- <command>` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "pat_logistics.embedded", "exec", "--", *command],
        cwd=PROJECT,
        env=environment(var, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
