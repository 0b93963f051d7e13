"""What visitors were answered, kept some seconds, for as long as nothing is written in the database."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# The clock changes a few answers by itself: what is published on a date to come, what has to be confirmed.
KEPT_S = 10
# What a process holds; a longer answer is not worth its place.
MAX_BYTES, MAX_ANSWER_BYTES, OVERHEAD_BYTES = 16_000_000, 200_000, 500


class Answers:
    """Each is made once for all visitors of a process, then again as soon as anything was written.

    The database itself says whether that is so: a snapshot names the transactions that it sees, so that two
    of the same name see the same rows. Nothing has to be told of a change, by whom or wherever it is made.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: tuple[str, float] | None = None
        self._kept: dict[str, bytes] = {}
        self._size = 0

    def of(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The answer to this question, made unless it is kept."""
        if connection.in_atomic_block:
            # A transaction sees its own changes, which its snapshot does not name.
            return make()
        state = (_snapshot(), time.monotonic() // KEPT_S)
        with self._lock:
            if state != self._state:
                self._state, self._size = state, 0
                self._kept.clear()
            kept = self._kept.get(key)
        if kept is not None:
            return kept
        # Read after the snapshot was named: it may be newer than it, never older.
        made = make()
        size = len(made) + len(key) + OVERHEAD_BYTES
        with self._lock:
            if state == self._state and len(made) <= MAX_ANSWER_BYTES and self._size + size <= MAX_BYTES:
                self._size += size
                self._kept[key] = made
        return made

    def count(self, rows: "QuerySet[Any]") -> int:
        """How many rows there are; whoever may read others asks by another SQL."""
        rows = rows.order_by().values("pk")
        try:
            sql, values = rows.query.sql_with_params()
        except EmptyResultSet:
            return 0
        return int(self.of(f"count {sql} {values!r}", lambda: str(rows.count()).encode()))


def _snapshot() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])
