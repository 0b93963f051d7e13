"""Sources of a guide, as rows of JSON and as the lines people type.

A row is `{"date": "2009-12-21", "title": "…", "url": "https://…"}`. The date is as precise as it is known:
a day, a month (« 2018-12 ») or a year; the address may be empty. A line reads
« 21/12/2009 | Titre | adresse ».
"""

import datetime
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.dates import MONTHS

from pat_logistics.formats import french_day

MAX_SOURCES = 20
LONGEST_TITLE = 200
LONGEST_URL = 300
_DATE = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})", re.ASCII)
_web_address = URLValidator(schemes=["http", "https"])


def to_line(source: dict[str, str]) -> str:
    date = "/".join(reversed(source["date"].split("-")))
    return " | ".join(filter(None, [date, source["title"], source["url"]]))


def to_lines(sources: list[dict[str, str]]) -> str:
    return "\n".join(map(to_line, sources))


def date_in_words(date: str) -> str:
    """« 2009-12-21 » → 21 décembre 2009; « 2018-12 » → décembre 2018; « 2023 » as it is."""
    year, *rest = (int(part) for part in date.split("-"))
    if not rest:
        return str(year)
    if len(rest) == 1:
        return f"{MONTHS[rest[0]]}\u00a0{year}"
    return french_day(datetime.date(year, *rest))


def from_lines(text: str) -> list[dict[str, str]]:
    """Rows of the lines that are not empty. Raises ValidationError, with the number of each bad line."""
    numbered = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(numbered) > MAX_SOURCES:
        raise ValidationError(f"Pas plus de {MAX_SOURCES} sources.", code="too_many")
    rows, errors = [], []
    for number, line in numbered:
        try:
            rows.append(_row(line))
        except ValidationError as error:
            errors.append(f"Ligne {number} : {error.messages[0]}")
    if errors:
        raise ValidationError(errors)
    return rows


def _row(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) not in (2, 3) or not parts[1]:
        raise ValidationError("écrivez « date | titre | adresse » ; l’adresse est facultative.")
    date, title, url = (*parts, "")[:3]
    if len(title) > LONGEST_TITLE:
        raise ValidationError(f"le titre dépasse {LONGEST_TITLE} caractères.")
    if url:
        try:
            _web_address(url)
        except ValidationError as error:
            raise ValidationError("l’adresse doit commencer par https:// et mener à une page.") from error
        if len(url) > LONGEST_URL:
            raise ValidationError(f"l’adresse dépasse {LONGEST_URL} caractères.")
    return {"date": _iso(date), "title": title, "url": url}


def _iso(text: str) -> str:
    unclear = ValidationError("la date s’écrit 21/12/2009, 12/2009 ou 2009, et n’est pas à venir.")
    found = _DATE.fullmatch(text)
    if not found:
        raise unclear
    day, month, year = (int(part) if part else None for part in found.groups())
    try:
        start = datetime.date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise unclear from error
    if start.year < 1900 or start > timezone.localdate():
        raise unclear
    return start.isoformat()[: 10 if day else 7 if month else 4]
