"""What the territory offers to the rest: loading its reference data, finding a commune."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from pat_logistics.territory import reference
from pat_logistics.territory.models import (
    Commune,
    CommuneOutline,
    CommuneQuerySet,
    ReferenceFile,
    RoadTrip,
    TripSource,
)
from pat_logistics.territory.words import PlaceName

_FIELDS = (
    "name", "departement", "postal_codes", "population", "epci", "epci_name", "terrain", "position_source",
    "latitude", "longitude",
)  # fmt: skip


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
    wanted = {
        row.insee: Commune(
            insee=row.insee,
            **{name: getattr(row, name) for name in _FIELDS},
        )
        for row in rows
    }
    if strangers := sorted(outlines.keys() - wanted.keys()):
        unknown = [f"commune {code} : absente de {reference.COMMUNES}" for code in strangers]
        raise reference.ReferenceFileError(reference.OUTLINES, unknown)
    with transaction.atomic():
        known = Commune.objects.in_bulk()
        changed = [
            commune
            for insee, commune in wanted.items()
            if insee in known
            and any(getattr(known[insee], name) != getattr(commune, name) for name in _FIELDS)
        ]
        new = [commune for insee, commune in wanted.items() if insee not in known]
        Commune.objects.bulk_create(
            [*new, *changed], update_conflicts=True, unique_fields=["insee"], update_fields=_FIELDS
        )
        CommuneOutline.objects.exclude(commune__in=outlines).delete()
        CommuneOutline.objects.bulk_create(
            [CommuneOutline(commune_id=insee, geometry=geometry) for insee, geometry in outlines.items()],
            update_conflicts=True,
            unique_fields=["commune"],
            update_fields=["geometry"],
        )
        ReferenceFile.objects.update_or_create(name="territory", defaults={"sha256": fingerprint})
    return LoadReport(
        created=len(new),
        updated=len(changed),
        unchanged=len(wanted) - len(new) - len(changed),
        gone=tuple(sorted(known.keys() - wanted.keys())),
    )


def _fingerprint(directory: Path) -> str:
    """Changes with the files, and with the code that reads them."""
    files = [directory / name for name in (reference.COMMUNES, reference.OUTLINES, reference.TERRAIN)]
    digest = hashlib.sha256()
    for path in [*files, Path(reference.__file__)]:
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise reference.ReferenceFileError(path.name, [str(error)]) from error
    return digest.hexdigest()


def search_communes(text: str, limit: int = 8) -> list[Commune]:
    """Communes that answer what is being typed: a name (any case, accents, hyphens, "st") or a code.

    Exact names first, then beginnings, then the rest; Lozère and the larger ones first. When nothing holds
    the words, the names that look like them. Two queries.
    """
    return list(Commune.objects.search(text)[:limit])


@dataclass(frozen=True, slots=True)
class Resolution:
    """The commune a text means, or the communes to choose from; neither when nothing answers.

    `alike` says that the candidates only look like the text.
    """

    commune: Commune | None = None
    candidates: tuple[Commune, ...] = ()
    alike: bool = False


MAX_CANDIDATES = 20
MAX_ALIKE = 5


def resolve_commune(text: str, *, typed: bool = False) -> Resolution:
    """The one commune that `text` means.

    An INSEE code can be another commune's postal code (48140 is Saint-Chély-d’Apcher, and the postal code of
    Le Malzieu): it is read as INSEE code in an address, which a program wrote, and as a postal code when a
    person typed it. A text with several answers is never settled by guessing, except by a whole name.
    """
    place = PlaceName.parse(text)
    if not place:
        return Resolution()
    communes = Commune.objects.all()
    if len(place.codes) == 1 and not place.words:
        return _resolve_code(communes, place, typed=typed)
    found = list(communes.named(place)[: MAX_CANDIDATES + 1])
    whole = [commune for commune in found if commune.rank == 0]
    if len(whole) == 1 or len(found) == 1:
        return Resolution(commune=(whole or found)[0])
    if not found:
        alike = list(communes.resembling(place)[:MAX_ALIKE]) if place.words else []
        return Resolution(candidates=tuple(alike), alike=True)
    return Resolution(candidates=tuple((whole or found)[:MAX_CANDIDATES]))


def _resolve_code(communes: CommuneQuerySet[Commune], place: PlaceName, *, typed: bool) -> Resolution:
    [code] = place.codes
    if not typed and (exact := list(communes.filter(pk=code))):
        return Resolution(commune=exact[0])
    found = list(communes.named(place)[: MAX_CANDIDATES + 1])
    by_insee = [commune for commune in found if commune.insee == code]
    by_post = [commune for commune in found if commune.insee != code]
    if by_insee and not by_post:
        return Resolution(commune=by_insee[0])
    if len(found) == 1:
        return Resolution(commune=found[0])
    return Resolution(candidates=tuple([*by_post, *by_insee][:MAX_CANDIDATES]))


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
