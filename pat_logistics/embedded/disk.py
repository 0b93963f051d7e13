"""Room left on the disk where the data are: without any, nothing can be written, and who runs must know."""

import contextlib
import shutil
import time
from collections.abc import Callable
from pathlib import Path

# PostgreSQL writes ahead by files of 16 MB.
LOW_BYTES = 100_000_000
# Told as over a little above, lest it be told at each file that comes and goes.
ENOUGH_BYTES = 150_000_000
PAUSE_S = 5.0


class Disk:
    """Says once that it fills up, and once that there is room again."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._say = say
        self._is_low = False
        self._next = 0.0

    def watch(self) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + PAUSE_S
        with contextlib.suppress(OSError):
            free = shutil.disk_usage(self._folder).free
            if not self._is_low and free < LOW_BYTES:
                self._is_low = True
                self._say(
                    f"Le disque de {self._folder} est presque plein ({free // 1_000_000} Mo). Les pages se "
                    "lisent encore, mais rien ne pourra plus s’enregistrer : libérez de la place, tout "
                    "repart ensuite de soi-même."
                )
            elif self._is_low and free > ENOUGH_BYTES:
                self._is_low = False
                self._say(f"Il y a de nouveau de la place sur le disque de {self._folder}.")
