"""Real, throw-away PostgreSQL and Valkey for the tests; pytest loads it before the settings (`-p`).

Nothing starts when DATABASE_URL and REDIS_URL are given. The workers of pytest-xdist inherit both from the
process that started the servers.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from pat_logistics.embedded import postgres, valkey
from pat_logistics.embedded.process import hand_over

_PREFIX = "pat-test-"


def _throw_away_folder() -> Path:
    """Make a folder, and remove those whose test run was killed."""
    parent = Path(tempfile.gettempdir())
    for stale in parent.glob(f"{_PREFIX}*/lock"):
        try:
            with stale.open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(stale.parent, ignore_errors=True)
        except OSError:  # in use, or somebody else's
            continue
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    folder.chmod(0o711)  # `nobody` passes through it to its own folders
    # The lock is never closed: it lasts as long as the process. It gets its name once taken.
    fcntl.flock(os.open(folder / "taking", os.O_CREAT | os.O_RDWR), fcntl.LOCK_EX)
    (folder / "taking").rename(folder / "lock")
    return folder


def throw_away_environment() -> None:
    """Start the servers that the environment lacks, until the process ends, and complete the environment."""
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0" * 50)
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    folder = _throw_away_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sockets = folder / "run"
    hand_over(sockets)
    if not os.environ.get("DATABASE_URL"):
        server = postgres.start(
            folder / "postgres", sockets=sockets, log=folder / "postgres.log", options=postgres.THROW_AWAY
        )
        atexit.register(server.stop)
        os.environ["DATABASE_URL"] = postgres.database_url(sockets)
    if not os.environ.get("REDIS_URL"):
        server = valkey.start(folder / "valkey", sockets=sockets, log=folder / "valkey.log", persistent=False)
        atexit.register(server.stop)
        os.environ["REDIS_URL"] = valkey.redis_url(sockets)


# A wrapper comes before pytest-django, which loads the settings in the same hook.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    throw_away_environment()
    # Each worker of pytest-xdist has its own Redis database, so that none empties another's cache.
    if worker := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw"):
        os.environ["REDIS_URL"] = valkey.with_database(os.environ["REDIS_URL"], int(worker) + 1)
    return (yield)
