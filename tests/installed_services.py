"""Run a command against the PostgreSQL and the Redis installed on the machine, on throw-away data.

`python -m tests.installed_services <command…>`: both are reached over TCP, as in production.
"""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pat_logistics.embedded import postgres
from pat_logistics.embedded.binaries import installed_postgres, installed_valkey, postgres_version
from pat_logistics.embedded.process import Child, hand_over
from pat_logistics.embedded.runner import run_in_foreground


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="pat-installed-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        sockets, password = folder / "run", secrets.token_urlsafe(20)
        hand_over(sockets)
        programs, port = installed_postgres(), free_port()
        database = postgres.start(
            folder / "postgres",
            sockets=sockets,
            log=folder / "postgres.log",
            options=postgres.THROW_AWAY | {"listen_addresses": "127.0.0.1"},
            programs=programs,
            port=port,
        )
        with (folder / "postgres/pg_hba.conf").open("a") as rules:
            rules.write("host all all 127.0.0.1/32 scram-sha-256\n")
        psql = [
            programs / "psql",
            "-qX",
            "-h",
            sockets,
            "-p",
            str(port),
            "-U",
            postgres.ROLE,
            postgres.DATABASE,
        ]
        statement = f"ALTER ROLE {postgres.ROLE} PASSWORD '{password}'"
        subprocess.run(
            [*psql, "-c", statement, "-c", "SELECT pg_reload_conf()", "-o", "/dev/null"], check=True
        )
        redis_port = free_port()
        redis = Child(
            "Redis",
            [
                installed_valkey(),
                "--bind",
                "127.0.0.1",
                "--port",
                str(redis_port),
                "--save",
                "",
                "--dir",
                folder,
            ],
            log=folder / "redis.log",
        )
        while redis.alive() and b"Ready to accept connections" not in redis.log.read_bytes():
            time.sleep(0.05)
        sys.stdout.write(f"PostgreSQL {postgres_version(programs)} ({programs}), {installed_valkey().name}\n")
        sys.stdout.flush()
        environment = {
            **os.environ,
            "DATABASE_URL": f"postgres://{postgres.ROLE}:{password}@127.0.0.1:{port}/{postgres.DATABASE}",
            "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
        }
        try:
            return run_in_foreground(command, environment)
        finally:
            redis.stop()
            database.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
