"""The signs of life of a running job, and the orders it receives."""

import threading
from types import TracebackType
from typing import Self

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from pat_logistics.jobs.kinds import CancelledError
from pat_logistics.jobs.models import Job, JobState

BEAT_S = 1.0


class LostError(Exception):
    """This run is no longer the job's: another worker took it, or it was deleted."""


class Pulse:
    """Called `pulse(done, total)` by the job, it keeps this in memory; a thread writes it each second.

    The thread has a connection of its own: what it writes is seen at once, whatever transaction the job is
    in, and it goes on during a long query.
    """

    def __init__(self, job: Job) -> None:
        self.told = (0, 0)
        self._mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
        self._order: type[Exception] | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"job-{job.pk}", daemon=True)

    def __call__(self, done: int, total: int) -> None:
        self.told = (min(done, total), total)
        if self._order:
            raise self._order

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._order and not self._over.wait(BEAT_S):
                self._write()
        finally:
            connection.close()

    def _write(self) -> None:
        done, total = self.told
        try:
            if not self._mine.update(heartbeat_at=timezone.now(), done=done, total=total):
                self._order = LostError
            elif self._mine.filter(cancel_requested=True).exists():
                self._order = CancelledError
        except (DatabaseError, InterfaceError):
            connection.close()  # the next beat opens another one
