"""What was deleted in the space of a company, kept for a while so that « Annuler » puts it back as it was."""

import logging
import secrets
from typing import Any

from django.core import serializers
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from redis.exceptions import RedisError

from carriers.models import Solution

KEPT_SECONDS = 30 * 60
MOST_KEPT = 10
# Rows that go with another, and come back with it.
PARTS = {"tariffgrid": ("bands", "zones")}
# The page of a service where each kind of row is listed.
PAGES = {"servicearea": "areas", "droppoint": "drop_points", "tariffgrid": "grids"}

logger = logging.getLogger(__name__)


class CannotPutBackError(Exception):
    """`str()` is the French sentence that says why."""


def _key(user: Any, solution_id: int) -> str:
    return f"carriers:deleted:{user.pk}:{solution_id}"


def _kept(user: Any, solution_id: int) -> list[dict[str, Any]]:
    try:
        return cache.get(_key(user, solution_id)) or []
    except RedisError:
        return []


def deleted(user: Any, solution: Solution, kind: str) -> list[dict[str, Any]]:
    """What this user deleted of a service lately and may put back, the last first."""
    return [entry for entry in _kept(user, solution.pk) if entry["kind"] == kind]


def delete(user: Any, row: Any) -> None:
    """Delete a row and what hangs on it; where it cannot be kept, the deletion holds all the same."""
    kind = row._meta.model_name
    parts = [part for name in PARTS.get(kind, ()) for part in getattr(row, name).all()]
    entry = {
        "token": secrets.token_urlsafe(12),
        "kind": kind,
        "label": str(row),
        "at": timezone.now(),
        "rows": serializers.serialize("json", [row, *parts]),
    }
    solution_id = row.solution_id
    with transaction.atomic():
        row.delete()
    _keep(user, solution_id, [entry, *_kept(user, solution_id)][:MOST_KEPT])


def _keep(user: Any, solution_id: int, entries: list[dict[str, Any]]) -> None:
    try:
        cache.set(_key(user, solution_id), entries, KEPT_SECONDS)
    except RedisError:
        logger.warning("a deletion could not be kept to be taken back")


def put_back(user: Any, solution: Solution, token: str) -> tuple[str, str]:
    """Write a deleted row again under its own key; gives its label and the page that lists it.

    Raises CannotPutBackError once it is forgotten, or when something else has taken its place.
    """
    entries = _kept(user, solution.pk)
    entry = next((one for one in entries if one["token"] == token), None)
    if entry is None:
        raise CannotPutBackError("C’est trop tard pour annuler, ou c’est déjà fait.")
    try:
        with transaction.atomic():
            for read in serializers.deserialize("json", entry["rows"]):
                read.object.save(force_insert=True)
    except IntegrityError as error:
        raise CannotPutBackError(
            f"« {entry['label']} » ne peut pas revenir : elle l’est déjà, ou autre chose a pris sa place."
        ) from error
    _keep(user, solution.pk, [one for one in entries if one is not entry])
    return entry["label"], PAGES[entry["kind"]]
