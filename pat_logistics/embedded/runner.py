"""One command with the embedded servers around it."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence

from pat_logistics.embedded import postgres
from pat_logistics.embedded.data_folder import Folder, servers
from pat_logistics.embedded.lock import Guests, Lock, TakenError
from pat_logistics.embedded.process import ServiceError

JOIN_PATIENCE_S = 60.0


def run_in_foreground(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run a command and give its status; the terminal sends it Ctrl-C, we pass other signals on."""
    child = subprocess.Popen(command, env=environment)
    signal.signal(signal.SIGINT, lambda *_: None)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: child.send_signal(received))
    status = child.wait()
    return status if status >= 0 else 128 - status


def _wait_for_servers(folder: Folder) -> None:
    """Wait until the servers started by another process listen."""
    sockets = (folder.sockets / ".s.PGSQL.5432", folder.sockets / "valkey.sock")
    deadline = time.monotonic() + JOIN_PATIENCE_S
    while not all(socket.exists() for socket in sockets):
        if time.monotonic() > deadline:
            raise ServiceError(f"Les serveurs de {folder.root} ne répondent pas (journaux : {folder.logs}).")
        time.sleep(0.1)


def execute(command: Sequence[str]) -> int:
    """Run one command and give its exit status.

    Raises
    ------
    ServiceError
        The servers cannot be started or joined.
    """
    folder = Folder.from_environment()
    guests = Guests(folder.guests)
    try:
        lock = Lock(folder.lock, purpose="exec")
    except TakenError:
        guests.join()
        _wait_for_servers(folder)
        return run_in_foreground(command, _environment(folder))
    folder.choose_routing_port(os.environ)
    with servers(folder, os.environ, lock=lock.descriptor):
        status = run_in_foreground(command, _environment(folder))
        guests.wait()
    return status


def _environment(folder: Folder) -> dict[str, str]:
    environment = folder.environment(os.environ)
    if not os.environ.get("DATABASE_URL"):
        environment |= postgres.client_environment(folder.sockets)
    return environment
