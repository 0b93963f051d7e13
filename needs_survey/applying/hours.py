"""Hours as farmers say them: « avant 9 h », « 8h30-11h », « après 14 h »."""

import re
from datetime import time

_HOUR = r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?"
_BETWEEN = re.compile(rf"^(?:entre|de)?\s*{_HOUR}\s*(?:-|–|à|a|et)\s*{_HOUR}$")
_BEFORE = re.compile(rf"^(?:avant|jusqu.?[àa])\s*{_HOUR}$")
_AFTER = re.compile(rf"^(?:après|apres|[àa] partir de|dès|des)\s*{_HOUR}$")


def read_hours(text: str) -> tuple[time | None, time | None] | None:
    """Not before, not after; None for what is said another way."""
    words = " ".join(text.lower().replace("\u00a0", " ").replace("\u202f", " ").split())
    try:
        if found := _BETWEEN.match(words):
            start, end = _time(*found.groups()[:2]), _time(*found.groups()[2:])
            return (start, end) if start < end else None
        if found := _BEFORE.match(words):
            return None, _time(*found.groups())
        if found := _AFTER.match(words):
            return _time(*found.groups()), None
    except ValueError:
        return None
    return None


def _time(hour: str, minute: str | None) -> time:
    return time(int(hour), int(minute or 0))
