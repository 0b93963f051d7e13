"""Writes of the guides: a new one, publishing, loading those that come with the portal."""

from pathlib import Path

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from pat_logistics.history import events_of
from pat_logistics.portal.guides.models import Guide
from pat_logistics.portal.guides.sources import from_lines
from pat_logistics.slugs import free_slug

DATA_DIR = Path(__file__).parent / "data"
_COLUMNS = {"title", "summary", "example_text", "example_query"}
_TEXTS = ("title", "summary", "body", "example_text", "example_query", "sources")
_LOADING = "load_guides"
LONGEST_SLUG = 80
# Addresses of the pages of the guides themselves.
_RESERVED = {"nouveau"}


class GuideFileError(Exception):
    """A file that cannot be loaded; names the file and the reason."""


def read_guide(path: Path) -> Guide:
    """A guide, not saved, of a file: « 03-slug.md », lines « name: value », a line « --- », the text.

    `source` comes as many times as there are sources. Raises GuideFileError.
    """
    number, _, slug = path.stem.partition("-")
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    pairs = [line.partition(": ")[::2] for line in head.splitlines()]
    values = {name: value for name, value in pairs if name != "source"}
    if set(values) != _COLUMNS or not number.isdecimal():
        raise GuideFileError(f"{path.name} : en-tête attendu {', '.join(sorted(_COLUMNS))}")
    guide = Guide(slug=slug, position=int(number), body=body.strip(), published_at=timezone.now(), **values)
    try:
        guide.sources = from_lines("\n".join(value for name, value in pairs if name == "source"))
        guide.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise GuideFileError(f"{path.name} : {'; '.join(error.messages)}") from error
    return guide


@transaction.atomic
def load_guides(directory: Path = DATA_DIR) -> tuple[int, int]:
    """Add the guides that are missing, renew those nobody touched; returns how many of each.

    A guide that somebody corrected, or withdrew, is left as it is. Raises GuideFileError, with nothing
    written, at the first bad file.
    """
    guides = [read_guide(path) for path in sorted(directory.glob("*.md"))]
    known = {row.slug: row for row in Guide.objects.select_for_update().order_by("pk")}
    with pghistory.context(source=_LOADING):
        added = Guide.objects.bulk_create(
            [guide for guide in guides if guide.slug not in known], ignore_conflicts=True
        )
        touched = _touched()
        renewed = 0
        for guide in guides:
            row = known.get(guide.slug)
            if row is None or row.pk in touched or all(getattr(row, n) == getattr(guide, n) for n in _TEXTS):
                continue
            for name in _TEXTS:
                setattr(row, name, getattr(guide, name))
            row.save(update_fields=[*_TEXTS, "updated_at"])
            renewed += 1
    return len(added), renewed


def _touched() -> set[int]:
    """Keys of the guides that were changed otherwise than by a load."""
    changes = events_of(Guide).filter(pgh_label="update")
    by_hand = changes.filter(Q(pgh_context=None) | ~Q(pgh_context__metadata__source=_LOADING))
    return set(by_hand.values_list("pgh_obj_id", flat=True))


@transaction.atomic
def add(guide: Guide) -> Guide:
    """Save a new guide, unpublished, at the end of the list; sending its form twice adds it once.

    Returns the guide of the same title and text when there is one.
    """
    rows = Guide.objects.select_for_update()
    same = [row for row in rows if (row.title, row.body) == (guide.title, guide.body)]
    if same:
        return same[0]
    guide.position = (Guide.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    guide.slug = free_slug(Guide, guide.title, longest=LONGEST_SLUG - 4, unnamed="guide")
    if guide.slug in _RESERVED:
        guide.slug += "-guide"
    guide.save()
    return guide


def publish(guide: Guide, *, published: bool) -> None:
    """Show a guide to everyone, or to those who edit alone; twice changes nothing."""
    hidden = Guide.objects.filter(pk=guide.pk, published_at__isnull=published)
    hidden.update(published_at=timezone.now() if published else None)
