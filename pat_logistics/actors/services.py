"""What is written of actors: loading the public sources, entries of advisors, confirmation, publication."""

from pathlib import Path

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pat_logistics.actors import sources
from pat_logistics.actors.enums import Origin
from pat_logistics.actors.models import Actor
from pat_logistics.history import events_of
from pat_logistics.territory.models import Commune

_LOADING = "load_actors"
_TEXTS = (
    "name", "kind", "commune_id", "what_it_does", "area", "departements", "everywhere", "customer_type",
    "weekdays", "website", "source_url", "source_date", "confidence",
)  # fmt: skip


@transaction.atomic
def load_actors(*, path: Path = sources.DATA) -> tuple[int, int]:
    """Add the public entries that are missing, renew those nobody touched; returns how many of each.

    One that somebody corrected, confirmed, withdrew or deleted is left as it is. Raises ActorFileError, with
    nothing written, at the first bad line.
    """
    rows = sources.read_actors(path)
    _refuse_unknown_communes(rows)
    with pghistory.context(source=_LOADING):
        known = {row.slug: row for row in Actor.objects.select_for_update().order_by("pk")}
        touched, gone = _touched(), _gone()
        now, renewed = timezone.now(), 0
        for row in rows:
            row.published_at = now
        added = [row for row in rows if row.slug not in known and row.slug not in gone]
        Actor.objects.bulk_create(added)
        for row in rows:
            stored = known.get(row.slug)
            if stored is None or stored.origin != Origin.SOURCE or stored.pk in touched:
                continue
            if changed := [name for name in _TEXTS if getattr(stored, name) != getattr(row, name)]:
                for name in changed:
                    setattr(stored, name, getattr(row, name))
                stored.save(update_fields=changed)
                renewed += 1
    return len(added), renewed


def _refuse_unknown_communes(rows: list[Actor]) -> None:
    codes = {row.commune_id for row in rows if row.commune_id}
    known = set(Commune.objects.filter(pk__in=codes).order_by().values_list("pk", flat=True))
    if strangers := sorted(codes - known):
        raise sources.ActorFileError(f"Communes inconnues : {', '.join(strangers)}")


def _touched() -> set[int]:
    """Keys of the entries that were changed otherwise than by a load."""
    changes = events_of(Actor).filter(pgh_label="update")
    by_hand = changes.filter(Q(pgh_context=None) | ~Q(pgh_context__metadata__source=_LOADING))
    return set(by_hand.values_list("pgh_obj_id", flat=True))


def _gone() -> set[str]:
    """Addresses of the entries that somebody deleted: they asked not to be there."""
    return set(events_of(Actor).filter(pgh_label="delete").values_list("slug", flat=True))
