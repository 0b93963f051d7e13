"""An embedded PostgreSQL on a Unix socket, open to the operating-system user who starts it only."""

import contextlib
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from pat_logistics.embedded.binaries import postgres_folder, postgres_version
from pat_logistics.embedded.process import Child, ServiceError, as_server_user, hand_over

ROLE = DATABASE = "pat"
PORT = 5432  # names the socket's file; never a TCP port unless the options ask for it
START_PATIENCE_S = 60.0  # a crash recovery replays its journal first
# The builtin locale exists since PostgreSQL 17 and sorts alike on every machine.
BUILTIN_LOCALE_SINCE = 17
# A test database is thrown away: nothing needs to reach the disk.
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def database_url(sockets: Path) -> str:
    return f"postgres://{ROLE}@:{PORT}/{quote(str(sockets))}/{DATABASE}"


def client_environment(sockets: Path) -> dict[str, str]:
    """Let `psql`, `pg_dump` and `pg_restore` find the server by themselves, in the server's own version."""
    return {
        "PGHOST": str(sockets),
        "PGPORT": str(PORT),
        "PGUSER": ROLE,
        "PGDATABASE": DATABASE,
        "PATH": f"{postgres_folder()}:{os.environ.get('PATH', os.defpath)}",
    }


def _overwrite(path: Path, text: str) -> None:
    """Replace the content of a file, never through a link that another program of `nobody` laid there."""
    descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def _create(programs: Path, data: Path) -> None:
    hand_over(data)
    if postgres_version(programs) >= BUILTIN_LOCALE_SINCE:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    else:
        locale = ["--locale=C.UTF-8"]
    command: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        f"--username={ROLE}",
        "--auth=peer",
        "--encoding=UTF8",
    ]
    command += [*locale, "--text-search-config=french", "--no-instructions"]
    made = subprocess.run(command, capture_output=True, text=True, cwd="/", **as_server_user(), check=False)
    if made.returncode:
        raise ServiceError(f"PostgreSQL n’a pas pu créer ses données dans {data} :\n{made.stderr.strip()}")
    # The server may run as `nobody`: peer authentication then maps our own user to the role.
    _overwrite(data / "pg_hba.conf", "local all all peer map=owner\n")
    _overwrite(data / "pg_ident.conf", f"owner {pwd.getpwuid(os.geteuid()).pw_name} {ROLE}\n")


def _forget_dead_server(data: Path) -> None:
    """Remove the note of a server killed with the machine, whose number another program may bear today.

    PostgreSQL then refuses to start for fear of a second server on the same data.
    """
    note = data / "postmaster.pid"
    with contextlib.suppress(OSError, IndexError):  # no note, or no /proc on this system
        program = Path(f"/proc/{note.read_text().split()[0]}/comm")
        alive = program.exists() and program.read_text() == "postgres\n"
        if Path("/proc/self/comm").exists() and not alive:
            note.unlink()


def start(
    data: Path,
    *,
    sockets: Path,
    log: Path,
    options: dict[str, str] | None = None,
    programs: Path | None = None,
    port: int = PORT,
    keep_open: Sequence[int] = (),
) -> Child:
    """Start the server on `data`, created if need be, and wait until it answers.

    Parameters
    ----------
    sockets : Path
        Private folder of the Unix socket; its path must stay under 90 characters.
    options : dict, optional
        Settings of the server.
    programs : Path, optional
        Folder of the PostgreSQL programs; the wheel's unless given.
    keep_open : sequence of int
        Descriptors of locks that the server keeps taken as long as it lives.

    Raises
    ------
    ServiceError
        The data cannot be created, or the server does not answer.
    """
    programs = programs or postgres_folder()
    if not (data / "PG_VERSION").exists():
        _create(programs, data)
    elif (data / "PG_VERSION").read_text().strip() != str(postgres_version(programs)):
        raise ServiceError(
            f"Les données de {data} viennent d’une autre version de PostgreSQL "
            f"({(data / 'PG_VERSION').read_text().strip()} au lieu de {postgres_version(programs)}). "
            "Restaurez une sauvegarde dans un dossier neuf (voir docs/exploitation.md)."
        )
    _forget_dead_server(data)
    settings = {
        "port": str(port),
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        **(options or {}),
    }
    command: list[str | Path] = [programs / "postgres", "-D", data]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    # SIGINT is PostgreSQL's fast shutdown: connections are cut, nothing is lost.
    server = Child(
        "PostgreSQL",
        command,
        log=log,
        stop_signal=signal.SIGINT,
        server=True,
        cwd=Path("/"),
        keep_open=keep_open,
    )
    deadline = time.monotonic() + START_PATIENCE_S
    address = ["-h", str(sockets), "-p", str(port), "-U", ROLE]
    ready: list[str | Path] = [programs / "pg_isready", "-q", *address, "-d", "postgres"]
    while subprocess.run(ready, check=False).returncode:
        if not server.alive() or time.monotonic() > deadline:
            tail = server.log_tail()
            server.stop()
            raise ServiceError(f"PostgreSQL ne démarre pas (journal : {log}) :\n{tail}")
        time.sleep(0.02)
    created = subprocess.run(
        [programs / "createdb", *address, "--maintenance-db=postgres", DATABASE],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_MESSAGES": "C"},
        check=False,
    )
    if created.returncode and "already exists" not in created.stderr:
        server.stop()
        raise ServiceError(f"PostgreSQL n’a pas pu créer la base {DATABASE} :\n{created.stderr.strip()}")
    return server
