"""What a column is compared with, read from the text of an address or of a filter."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.timezone import is_naive, make_aware

from pat_logistics.open_data.datasets import Column, Kind

NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")
YES_NO = {"true": True, "false": False}
OPEN = ("", "..")
INTERVAL_HELP = "Écrivez un instant, un jour, ou deux avec « / » entre, « .. » étant sans fin."

# First moment and first moment after, either of which may be open.
Interval = tuple[datetime | None, datetime | None]


def number_of(text: str) -> float:
    """A finite number, whole when it is written so; ValueError otherwise."""
    if not NUMBER.fullmatch(text):
        raise ValueError("un nombre")
    value = int(text) if text.lstrip("+-").isdecimal() else float(text)
    if not math.isfinite(value):
        raise ValueError("un nombre")
    return value


def moment_of(text: str) -> datetime:
    """A moment of RFC 3339, with its zone; ValueError otherwise."""
    words = "un instant avec son fuseau, comme 2026-11-30T08:00:00Z"
    moment: datetime = _read(text, parse_datetime, words)
    if is_naive(moment):
        raise ValueError(words)
    return moment


def _read(text: str, read: Callable[[str], Any], words: str) -> Any:
    try:
        value = read(text)
    except ValueError:
        value = None
    if value is None:
        raise ValueError(words)
    return value


def day_of(text: str) -> date:
    day: date = _read(text, parse_date, "un jour, comme 2026-11-30")
    return day


def value_of(column: Column, text: str) -> Any:
    """A value of the column; ValueError says in words what it takes, when it is none."""
    match column.kind:
        case Kind.INTEGER | Kind.NUMBER:
            return number_of(text)
        case Kind.YES_NO:
            return _read(text.lower(), YES_NO.get, "true ou false")
        case Kind.DAY:
            return day_of(text)
        case Kind.MOMENT:
            return moment_of(text)
        case Kind.HOUR:
            return _read(text, parse_time, "une heure, comme 08:30")
    if column.choices and text not in (known := [str(code) for code, _ in column.choices]):
        raise ValueError(f"une de ces valeurs\u00a0: {', '.join(known)}")
    return text


def interval_of(text: str) -> Interval:
    """What `datetime` asks for: a moment or a day, or two with « / » between, « .. » for an open end.

    Ends are included, a day being whole, in the time zone of the portal. ValueError when it is none.
    """
    first, slash, last = text.partition("/")
    try:
        start = None if slash and first in OPEN else _bounds(first)[0]
        end = None if slash and last in OPEN else _bounds(last if slash else first)[1]
    except ValueError:
        raise ValueError(INTERVAL_HELP) from None
    if start and end and start >= end:
        raise ValueError(INTERVAL_HELP)
    return start, end


def _bounds(text: str) -> tuple[datetime, datetime]:
    """The first moment of what is written, and the first one after it."""
    if "T" not in text.upper():
        day = day_of(text)
        return _midnight(day), _midnight(day + timedelta(days=1))
    moment = moment_of(text)
    return moment, moment + timedelta(microseconds=1)


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
