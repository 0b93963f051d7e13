"""One supervisor per data folder.

The lock is a `flock` that every child inherits: it stays taken until the last process of the portal is gone,
even when the supervisor was killed, so a new start never meets a server that is still closing its files.
"""

import fcntl
import json
import os
import time
from pathlib import Path

CLOSING_PATIENCE_S = 20.0


class TakenError(Exception):
    """Another process holds the folder; `owner` is what it wrote about itself, empty when it is gone."""

    def __init__(self, owner: dict[str, str]) -> None:
        super().__init__(owner)
        self.owner = owner


class Lock:
    """Hold `path` for this process and the children that get `descriptor`.

    Raises
    ------
    TakenError
        Another process holds it, or what a killed one left has not ended in time.
    """

    def __init__(self, path: Path, *, purpose: str, address: str = "") -> None:
        self.descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        deadline = time.monotonic() + CLOSING_PATIENCE_S
        while not _try(self.descriptor, fcntl.LOCK_EX):
            owner = _read(self.descriptor)
            if owner or time.monotonic() > deadline:
                os.close(self.descriptor)
                raise TakenError(owner)
            time.sleep(0.1)
        os.ftruncate(self.descriptor, 0)
        note = {"pid": str(os.getpid()), "purpose": purpose, "address": address}
        os.pwrite(self.descriptor, json.dumps(note).encode(), 0)

    def release(self) -> None:
        os.close(self.descriptor)


def _try(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(descriptor: int) -> dict[str, str]:
    """Give what the owner wrote, or nothing when it is dead or has not written yet."""
    try:
        owner: dict[str, str] = json.loads(os.pread(descriptor, 1000, 0))
        os.kill(int(owner["pid"]), 0)
    except PermissionError:  # alive, another user's
        return owner
    except (ValueError, KeyError, ProcessLookupError):
        return {}
    return owner


class Guests:
    """Commands that joined servers started by another one, which waits for them before it stops them."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)

    def join(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def wait(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
