"""The public sources that came with the portal, read from their file; nothing here writes."""

import csv
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from pat_logistics.actors.enums import Origin
from pat_logistics.actors.models import LONGEST_SLUG, Actor

DATA = Path(__file__).parent / "data" / "real_actors.csv"
EVERYWHERE = "*"
COLUMNS = (
    "name", "kind", "insee", "what_it_does", "area", "departements", "customer_type", "weekdays",
    "website", "source_url", "source_date", "confidence",
)  # fmt: skip


class ActorFileError(Exception):
    """A line that cannot be loaded; names it and the reason."""


def read_actors(path: Path = DATA) -> list[Actor]:
    """The actors of the file, not saved, each as an unconfirmed entry. Raises ActorFileError."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        if tuple(lines.fieldnames or ()) != COLUMNS:
            raise ActorFileError(f"{path.name} : colonnes attendues {', '.join(COLUMNS)}")
        return [_actor(row, f"{path.name}, ligne {lines.line_num}") for row in lines]


def _actor(row: dict[str, str], where: str) -> Actor:
    everywhere = row["departements"] == EVERYWHERE
    actor = Actor(
        slug=slugify(row["name"])[:LONGEST_SLUG].strip("-"),
        name=row["name"],
        kind=row["kind"],
        commune_id=row["insee"] or None,
        what_it_does=row["what_it_does"],
        area=row["area"],
        everywhere=everywhere,
        departements=[] if everywhere else _codes(row["departements"]),
        customer_type=row["customer_type"],
        weekdays=[int(day) for day in _codes(row["weekdays"])],
        website=row["website"],
        source_url=row["source_url"],
        source_date=row["source_date"],
        confidence=row["confidence"],
        origin=Origin.SOURCE,
    )
    try:
        # What needs the database, its communes and its constraints, is seen at the writing.
        actor.clean_fields(exclude=["commune"])
    except ValidationError as error:
        raise ActorFileError(f"{where} : {'; '.join(error.messages)}") from error
    return actor


def _codes(text: str) -> list[str]:
    return text.split("|") if text else []
