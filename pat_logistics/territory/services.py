"""What the territory writes: its reference data, and the roads it was told."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from pat_logistics.territory import reference
from pat_logistics.territory.bulk import write_communes
from pat_logistics.territory.models import Commune, CommuneOutline, ReferenceFile, RoadTrip, TripSource


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What `load_territory` did; `gone` are communes of the database that the files no longer have."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    gone: tuple[str, ...] = ()
    skipped: bool = False


def load_territory(*, directory: Path = reference.DATA_DIR, force: bool = False) -> LoadReport:
    """Bring communes and outlines up to the files; nothing is written when one line is wrong.

    Files that were loaded already are not read again, unless `force`. A commune that left the files stays:
    farms and flows may stand on it. Raises `reference.ReferenceFileError`.
    """
    fingerprint = _fingerprint(directory)
    if not force and ReferenceFile.objects.filter(name="territory", sha256=fingerprint).exists():
        return LoadReport(skipped=True)
    rows = reference.read_communes(directory)
    outlines = reference.read_outlines(directory)
    if strangers := sorted(outlines.keys() - {row.insee for row in rows}):
        unknown = [f"commune {code} : absente de {reference.COMMUNES}" for code in strangers]
        raise reference.ReferenceFileError(reference.OUTLINES, unknown)
    with transaction.atomic():
        written = write_communes(rows)
        CommuneOutline.objects.exclude(commune__in=outlines).delete()
        CommuneOutline.objects.bulk_create(
            [CommuneOutline(commune_id=insee, geometry=geometry) for insee, geometry in outlines.items()],
            update_conflicts=True,
            unique_fields=["commune"],
            update_fields=["geometry"],
        )
        ReferenceFile.objects.update_or_create(name="territory", defaults={"sha256": fingerprint})
    created, updated = len(written.created), len(written.updated)
    return LoadReport(
        created=created,
        updated=updated,
        unchanged=len(rows) - created - updated,
        gone=tuple(sorted(written.gone)),
    )


def _fingerprint(directory: Path) -> str:
    """Changes with the files, and with the code that reads them."""
    files = [directory / name for name in reference.FILES]
    digest = hashlib.sha256()
    for path in [*files, Path(reference.__file__)]:
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise reference.ReferenceFileError(path.name, [str(error)]) from error
    return digest.hexdigest()


def keep_routed_trips(*, rows: Sequence[Sequence[Any]], costing: str) -> int:
    """Remember what the routing server answered, (origin, destination, km, minutes); the latest wins.

    Pairs of communes that are no longer known are left out. Returns how many were kept.
    """
    codes = {code for row in rows for code in row[:2]}
    known = set(Commune.objects.filter(pk__in=codes).order_by().values_list("pk", flat=True))
    now = timezone.now()
    trips = {
        (origin, destination): RoadTrip(
            origin_id=origin,
            destination_id=destination,
            costing=costing,
            source=TripSource.ROUTED,
            distance_km=distance_km,
            minutes=minutes,
            recorded_at=now,
        )
        for origin, destination, distance_km, minutes in rows
        if origin in known and destination in known
    }
    RoadTrip.objects.bulk_create(
        trips.values(),
        update_conflicts=True,
        unique_fields=["origin", "destination", "costing", "source"],
        update_fields=["distance_km", "minutes", "recorded_at"],
    )
    return len(trips)


def forget_routed_trips(*, before: datetime.datetime) -> int:
    """Forget what was read on an older map: the server will be asked again. Returns how many there were."""
    forgotten, _ = RoadTrip.objects.filter(source=TripSource.ROUTED, recorded_at__lt=before).delete()
    return forgotten
