"""Programs started again when they die: a full disk, or an error, must not end those that still serve."""

import contextlib
import time
from collections.abc import Callable

from pat_logistics.embedded.process import Child, ServiceError

# The first new start comes at once; each of the next ones waits twice as long.
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
# One that has lived so long is well: its next death is another story.
STEADY_S = 60.0


class Kept:
    """A program, and how to start it again.

    Parameters
    ----------
    launch : callable
        Starts the program, and waits until it serves when others need it. May raise ServiceError.
    say : callable
        Tells the user of a death and of a return.
    stop_patience_s : float
        Seconds left to an orderly end.
    """

    def __init__(
        self, launch: Callable[[], Child], say: Callable[[str], None], *, stop_patience_s: float = 10.0
    ) -> None:
        self._launch = launch
        self._say = say
        self._stop_patience_s = stop_patience_s
        self.child = launch()
        self._launched_at = time.monotonic()
        self._pause_s = 0.0
        self._is_told = False

    def alive(self) -> bool:
        return self.child.alive()

    def tend(self) -> None:
        """Start it again if it has died, unless it just was."""
        now = time.monotonic()
        if self.child.alive():
            if self._is_told and now > self._launched_at + FIRST_PAUSE_S:
                self._is_told = False
                self._say(f"{self.child.name} est reparti.")
            if now > self._launched_at + STEADY_S:
                self._pause_s = 0.0
            return
        if not self._is_told:
            self._is_told = True
            self._say(
                f"{self.child.name} s’est arrêté (code {self.child.process.returncode}) et va être relancé. "
                f"Journal : {self.child.log}\n{self.child.log_tail(5)}"
            )
        if now < self._launched_at + self._pause_s:
            return
        self._pause_s = min(LONGEST_PAUSE_S, max(FIRST_PAUSE_S, 2 * self._pause_s))
        self.child.stop()  # what it may have left behind
        with contextlib.suppress(ServiceError, OSError):  # told already, and tried again later
            self.child = self._launch()
        self._launched_at = time.monotonic()

    def stop(self) -> None:
        self.child.stop(self._stop_patience_s)
