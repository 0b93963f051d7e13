"""No task is lost with its worker."""

import signal
import sys
from pathlib import Path

import pytest

from pat_logistics.embedded import valkey
from pat_logistics.embedded.data_folder import PROJECT
from pat_logistics.embedded.process import Child, hand_over
from tests.embedded.portal import environment, wait_until


@pytest.fixture
def redis_url(folder):
    sockets = folder / "run"
    hand_over(sockets)
    server = valkey.start(folder / "valkey", sockets=sockets, log=folder / "valkey.log", persistent=False)
    yield valkey.redis_url(sockets)
    server.stop()


def celery(folder, redis_url, *arguments):
    return Child(
        "Celery",
        [sys.executable, "-m", "celery", "--app", "tests.embedded.redelivery", *arguments],
        log=folder / "celery.log",
        env=environment(folder, REDIS_URL=redis_url, DATABASE_URL="postgres:///-", SECRET_KEY="-"),
        cwd=PROJECT,
    )


def test_the_task_of_a_killed_worker_is_done_by_the_next_one(folder, redis_url):
    worker = celery(folder, redis_url, "worker", "--concurrency", "1")
    call = celery(folder, redis_url, "call", "tests.embedded.redelivery.do", "--args", f'["{folder}"]')
    assert call.process.wait(120) == 0, call.log_tail()
    wait_until(lambda: (folder / "begun").exists() and (folder / "begun").read_text())
    child = Path("/proc", (folder / "begun").read_text())
    worker.process.send_signal(signal.SIGKILL)
    worker.process.wait()
    wait_until(lambda: not child.exists() or "State:\tZ" in (child / "status").read_text(), 10)
    second = celery(folder, redis_url, "worker", "--concurrency", "1")
    try:
        wait_until((folder / "done").exists, 120)
    finally:
        second.stop()
