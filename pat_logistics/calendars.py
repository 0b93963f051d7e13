"""Days as a calendar file (RFC 5545), to open with the calendar of a phone."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

CONTENT_TYPE = "text/calendar; charset=utf-8"
MOST_BYTES = 75  # of a line, its end left out (§3.1)


@dataclass(frozen=True, slots=True)
class Event:
    """One day, whole: no hour was agreed. `uid` stays the same when the event changes."""

    uid: str
    day: datetime.date
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event], now: datetime.datetime) -> bytes:
    """The file; `now` is in a time zone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PAT Logistique//FR",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(event: Event, now: datetime.datetime) -> list[str]:
    texts = {"SUMMARY": event.summary, "LOCATION": event.location, "DESCRIPTION": event.description}
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{now.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + datetime.timedelta(days=1):%Y%m%d}",
        *(f"{name}:{_text(text)}" for name, text in texts.items() if text),
        *([f"URL:{event.url}"] if event.url else []),
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """§3.3.11: what would end a value or a line is escaped; other control characters go."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    escaped = escaped.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(sign for sign in escaped if sign.isprintable() or sign in "\u00a0\u202f")


def _folded(line: str) -> str:
    """§3.1: a long line goes on after a line end and a space, never in the middle of a character."""
    parts, part, size = [], "", 0
    for sign in line:
        weight = len(sign.encode())
        if size + weight > MOST_BYTES:
            parts.append(part)
            part, size = "", 1  # the space it begins with
        part += sign
        size += weight
    return "\r\n ".join([*parts, part])
