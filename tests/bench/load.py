"""Several clients at once against the real web server: time each answer took there, and for the client."""

import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tests.installed_services import free_port

# One connection per process of the server: each has a core, and the time is that of a page. With more, a page
# shares its process and its core with others, and its time is mostly theirs.
WORKERS = int(os.environ.get("WEB_WORKERS") or 2)
CROWD = 8
WARM_UP = 2  # rounds of the addresses that count for nothing: they fill the caches of each process
PATIENCE_S = 30


@dataclass(frozen=True, slots=True)
class Timings:
    """Answers to one measure. `p95_ms` is their time at the server; `client_p95_ms` adds the wait for it."""

    count: int
    median_ms: float
    p95_ms: float
    client_p95_ms: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Server:
    """gunicorn as `make run` starts it; its access log says how long each answer took, in microseconds."""

    port: int
    log: Path
    pid: int

    def fetch(self, path: str, connection: http.client.HTTPConnection | None = None) -> bytes:
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
        return body

    def peak_mb(self) -> float:
        """The most memory that one of its processes has held."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        peaks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()) for pid in children]
        return max(int(peak[1]) for peak in peaks if peak) / 1000

    def measure(
        self,
        paths: Sequence[str],
        *,
        clients: int = WORKERS,
        seconds: float = 8.0,
        warm_up: Sequence[str] | None = None,
    ) -> Timings:
        """The clients ask the addresses in turn, without a pause, for some seconds."""
        for path in [*(paths if warm_up is None else warm_up)] * WARM_UP * WORKERS:
            self.fetch(path)
        already = len(self._durations())
        start = time.monotonic()

        def ask(first: int) -> list[float]:
            waits = []
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
            turn = first
            while time.monotonic() < start + seconds:
                asked = time.perf_counter()
                self.fetch(paths[turn % len(paths)], connection)
                waits.append(1000 * (time.perf_counter() - asked))
                turn += clients
            connection.close()
            return waits

        with ThreadPoolExecutor(clients) as pool:
            waits = [wait for found in pool.map(ask, range(clients)) for wait in found]
        elapsed = time.monotonic() - start
        durations = self._durations()[already:]
        return Timings(
            count=len(durations),
            median_ms=statistics.median(durations),
            p95_ms=p95(durations),
            client_p95_ms=p95(waits),
            per_second=len(durations) / elapsed,
        )

    def _durations(self) -> list[float]:
        return [int(line) / 1000 for line in self.log.read_text().splitlines()]


def p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


@contextmanager
def server() -> Iterator[Server]:
    """The web server on the database of the measures, with the settings of production."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="pat-bench-") as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "pat_logistics.settings",
            "PORT": str(port),
            "VAR_DIR": folder,
            "SITE_URL": f"http://127.0.0.1:{port}",
            "API_READ_QUOTA": "1000000",
        }
        log = Path(folder, "access")
        log.touch()
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"],
            check=True, env=environment, cwd=settings.BASE_DIR,
        )  # fmt: skip
        command = [
            sys.executable, "-m", "gunicorn", "--config", "python:pat_logistics.embedded.gunicorn_config",
            "--access-logfile", str(log), "--access-logformat", "%(D)s", "pat_logistics.wsgi:application",
        ]  # fmt: skip
        with Path(folder, "errors").open("wb") as errors:
            process = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, stderr=errors)
        try:
            found = Server(port, log, process.pid)
            _wait(found, process)
            yield found
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def _wait(found: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            found.fetch("/healthz")
        except (OSError, http.client.HTTPException):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the web server does not start") from None
            time.sleep(0.2)
        else:
            return
