"""A file is tried, then written. The trial is the writing itself, undone: both take the very same way."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from django.db import transaction

from pat_logistics.exchange.report import Report

Item = TypeVar("Item")
# Called with how much is done, out of how much.
Progress = Callable[[int, int], None]


def unwatched(_done: int, _out_of: int) -> None:
    """The progress of what is over before anybody looks."""


class Import(ABC, Generic[Item]):
    """One kind of file, for somebody. Its app says how it is read, and what is written.

    `run` is all a page needs, and a task: bytes in, a report out, nothing of a request. Stopped half-way it
    has written nothing, and may be run again.
    """

    # Whether one refused line keeps the others out.
    IS_WHOLE = False

    @abstractmethod
    def read(self, content: bytes) -> Sequence[Item]:
        """What a file holds. Raises UnreadableFileError when it makes no sense as a whole."""

    @abstractmethod
    def write(self, items: Sequence[Item], progress: Progress) -> Report:
        """Write what may be written, in the transaction that is open, and tell the rest."""

    def run(self, content: bytes, *, apply: bool, progress: Progress = unwatched) -> Report:
        """Write a file, or report what writing it would do."""
        items = self.read(content)
        with transaction.atomic():
            report = self.write(items, progress)
            if not apply or (self.IS_WHOLE and report.refused):
                transaction.set_rollback(True)
        return report
