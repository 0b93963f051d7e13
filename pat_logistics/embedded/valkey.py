"""An embedded Valkey (it speaks Redis) on a private Unix socket."""

import socket
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from pat_logistics.embedded.binaries import valkey_program
from pat_logistics.embedded.process import Child, ServiceError, hand_over

START_PATIENCE_S = 30.0
# Only keys with an end (the cache) may be evicted: a waiting task never is.
MEMORY = ["--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru"]


def _socket(sockets: Path) -> Path:
    return sockets / "valkey.sock"


def redis_url(sockets: Path) -> str:
    return f"unix://{quote(str(_socket(sockets)))}?db=0"


def _answers(path: Path) -> bool:
    """Tell whether the server is there and has read its data back."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(100).startswith(b"+PONG")
        except OSError:
            return False


def with_database(url: str, number: int) -> str:
    """Give the same server's address with another database number."""
    if url.startswith("unix:"):
        return f"{url.partition('?')[0]}?db={number}"
    return urlunsplit(urlsplit(url)._replace(path=f"/{number}"))


def start(
    data: Path,
    *,
    sockets: Path,
    log: Path,
    persistent: bool,
    program: Path | None = None,
    keep_open: Sequence[int] = (),
) -> Child:
    """Start the server and wait until it answers.

    Parameters
    ----------
    persistent : bool
        Write every change to disk, so that a restart loses no task.
    program : Path, optional
        Valkey or Redis server; the wheel's unless given.
    keep_open : sequence of int
        Descriptors of locks that the server keeps taken as long as it lives.

    Raises
    ------
    ServiceError
        The server does not answer.
    """
    program = program or valkey_program()
    hand_over(data)
    command: list[str | Path] = [program, "--port", "0", "--unixsocket", _socket(sockets)]
    command += ["--unixsocketperm", "700", "--dir", data, "--databases", "64", "--save", ""]
    command += ["--appendonly", "yes" if persistent else "no", *MEMORY]
    server = Child("Valkey", command, log=log, server=True, cwd=Path("/"), keep_open=keep_open)
    deadline = time.monotonic() + START_PATIENCE_S
    while not _answers(_socket(sockets)):
        if not server.alive() or time.monotonic() > deadline:
            tail = server.log_tail()
            server.stop()
            raise ServiceError(f"Valkey ne démarre pas (journal : {log}) :\n{tail}")
        time.sleep(0.02)
    return server
