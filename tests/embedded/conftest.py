"""Data folders for real portals."""

import shutil
import subprocess
import sys

import pytest

from tests.embedded.portal import Portal, processes_of, run_inside, wait_until
from tests.files import open_folder


@pytest.fixture(autouse=True)
def _guards():
    """These tests read no page through Django's test client."""


@pytest.fixture(autouse=True)
def _empty_cache():
    """The servers of these tests are their own."""


@pytest.fixture
def folder():
    """A folder that every user may pass through, removed once nothing runs in it any more."""
    base = open_folder()
    yield base
    wait_until(lambda: not processes_of(base))
    shutil.rmtree(base)


@pytest.fixture(scope="session")
def prepared():
    """A data folder whose database and static files are up to date."""
    base = open_folder()
    done = run_inside(base / "var", sys.executable, "manage.py", "prepare")
    assert done.returncode == 0, done.stderr
    yield base / "var"
    shutil.rmtree(base)


@pytest.fixture
def var(folder, prepared):
    """A data folder ready for a quick start."""
    subprocess.run(["cp", "-a", prepared, folder / "var"], check=True)
    return folder / "var"


@pytest.fixture
def start(var):
    """Start portals that end with the test."""
    started = []

    def begin(**more):
        started.append(Portal(var, **more))
        return started[-1]

    yield begin
    for portal in started:
        portal.end()
