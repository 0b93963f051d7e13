"""Invented customers, so that a new portal shows what one asks; `actors/data/examples.csv` is the source."""

import csv
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from pat_logistics.actors.enums import Origin
from pat_logistics.actors.models import Actor

FILE = Path(__file__).parent / "data" / "examples.csv"
PUBLISHED_AT = datetime(2026, 9, 1, 9, tzinfo=ZoneInfo("Europe/Paris"))


@transaction.atomic
def load() -> int:
    """Adds the examples that are missing, and says how many. One of the same address is left alone."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = {row["slug"]: row for row in csv.DictReader(file)}
    known = set(Actor.objects.filter(slug__in=rows).values_list("slug", flat=True))
    return len(Actor.objects.bulk_create(_actor(row) for slug, row in rows.items() if slug not in known))


def _actor(row: dict[str, str]) -> Actor:
    start, end = (time.fromisoformat(hour) for hour in row["hours"].split("-"))
    return Actor(
        **{name: row[name] for name in ("slug", "name", "kind", "what_it_does", "customer_type", "asks")},
        **{name: row[name] or None for name in ("lead_time_hours", "minimum_kg", "minimum_eur")},
        commune_id=row["insee"],
        weekdays=[int(day) for day in row["weekdays"].split("|")],
        not_before=start,
        not_after=end,
        temperatures=row["temperatures"].split("|"),
        asks_approval={"yes": True, "no": False}.get(row["asks_approval"]),
        origin=Origin.ADVISOR,
        is_example=True,
        published_at=PUBLISHED_AT,
    )
