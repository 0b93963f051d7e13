"""What the portal can do at length: each app registers its own kinds, in its `tasks.py`.

    @job("survey_import", title="Import de diagnostics")
    def import_responses(job, progress):
        for number, response in enumerate(responses):
            progress(number, len(responses))
            …
        return Outcome(rows=report)

A worker may be killed at any instant, and the function is then called again from its beginning. It runs in a
transaction that also notes its end: what it writes in the database is written once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pat_logistics.jobs.models import Job


@dataclass(frozen=True, slots=True)
class File:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job gives: rows (anything that JSON writes), a file, both or neither."""

    rows: Any = None
    file: File | None = None


class JobError(Exception):
    """Something is wrong with what was given: its text, in French, is what the owner reads."""


class CancelledError(Exception):
    """The owner asked to stop. A function lets it through."""


class Progress(Protocol):
    def __call__(self, done: int, total: int) -> None:
        """Tell how far the job is; raises CancelledError once the owner has asked to stop."""


Run = Callable[["Job", Progress], Outcome | None]


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    title: str
    run: Run
    limit: timedelta
    # Address of the page that shows the result of a job, when its app has one.
    address: Callable[["Job"], str] | None = None


KINDS: dict[str, Kind] = {}


def job(
    name: str,
    *,
    title: str,
    limit: timedelta = timedelta(minutes=30),
    address: Callable[["Job"], str] | None = None,
) -> Callable[[Run], Run]:
    """Register a function as what jobs of this name do; beyond `limit` they are stopped.

    `name` is in the database: it never changes.
    """

    def register(run: Run) -> Run:
        KINDS[name] = Kind(name, title, run, limit, address)
        return run

    return register
