"""Client of a Valhalla routing server. Whatever it does, the caller gets what could be had.

https://valhalla.github.io/valhalla/api/matrix/api-reference/
"""

import json
import logging
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from django.conf import settings
from django.core.cache import cache

from pat_logistics.territory.models import Commune
from pat_logistics.territory.tasks import keep_trips

logger = logging.getLogger(__name__)

Pairs = dict[tuple[str, str], tuple[Commune, Commune]]

_TO_COME_BACK_S = 60
_CIRCUIT = "territory:routing-server-failed"
# Valhalla's own default limit is 2 500 pairs a request.
_SIDE = 50
_MAX_BYTES = 20_000_000
_MAX_KM, _MAX_MINUTES = 3000, 6000


class RoutingError(Exception):
    """The server did not answer in time, or not what its interface promises."""


@dataclass(frozen=True, slots=True)
class Trip:
    distance_km: float
    minutes: float


def is_configured() -> bool:
    return bool(settings.VALHALLA_URL)


def trips(pairs: Iterable[tuple[Commune, Commune]], costing: str) -> dict[tuple[str, str], Trip]:
    """Trips of the pairs the server knows a way for; empty when none is configured or it failed lately.

    The whole call takes VALHALLA_TIMEOUT_S at most. What was found is handed to a task that keeps it in the
    database: a page that reads does not write, and does not fail when no worker is there.
    """
    if not is_configured() or _failed_lately():
        return {}
    wanted = {(a.pk, b.pk): (a, b) for a, b in pairs}
    deadline = time.monotonic() + settings.VALHALLA_TIMEOUT_S
    found: dict[tuple[str, str], Trip] = {}
    try:
        for sources, targets in _blocks(wanted):
            matrix = _matrix(sources, targets, costing, deadline)
            found.update({key: trip for key, trip in matrix.items() if key in wanted})
    except RoutingError as error:
        logger.warning("routing server: %s; estimates for %s s", error, _TO_COME_BACK_S)
        _note_failure()
    if found:
        _keep(found, costing)
    return found


def _blocks(
    wanted: dict[tuple[str, str], tuple[Commune, Commune]],
) -> Iterable[tuple[list[Commune], list[Commune]]]:
    """Sources and targets of each request: all the targets of a few sources at once."""
    sources = list({a.pk: a for a, _ in wanted.values()}.values())
    for first in range(0, len(sources), _SIDE):
        some = sources[first : first + _SIDE]
        codes = {source.pk for source in some}
        targets = list({b.pk: b for a, b in wanted.values() if a.pk in codes}.values())
        for start in range(0, len(targets), _SIDE):
            yield some, targets[start : start + _SIDE]


def _matrix(
    sources: list[Commune], targets: list[Commune], costing: str, deadline: float
) -> dict[tuple[str, str], Trip]:
    answer = _post(
        "/sources_to_targets",
        {
            "sources": [{"lat": place.latitude, "lon": place.longitude} for place in sources],
            "targets": [{"lat": place.latitude, "lon": place.longitude} for place in targets],
            "costing": costing,
            "units": "kilometers",
            "verbose": True,
        },
        deadline,
    )
    found = {}
    try:
        rows = answer["sources_to_targets"]
        for source, cells in zip(sources, rows, strict=True):
            for target, cell in zip(targets, cells, strict=True):
                trip = _trip(cell)
                if trip:
                    found[source.pk, target.pk] = trip
    except (KeyError, TypeError, ValueError) as error:
        raise RoutingError(f"unexpected answer ({error!r})") from error
    return found


def _trip(cell: dict[str, Any]) -> Trip | None:
    """A cell of the matrix; None when there is no way, or one that makes no sense."""
    distance_km, seconds = cell["distance"], cell["time"]
    if distance_km is None or seconds is None:
        return None
    trip = Trip(float(distance_km), float(seconds) / 60)
    return trip if 0 < trip.distance_km <= _MAX_KM and 0 < trip.minutes <= _MAX_MINUTES else None


def _post(path: str, body: dict[str, Any], deadline: float) -> Any:
    try:
        request = urllib.request.Request(  # noqa: S310 - the operator's own address
            settings.VALHALLA_URL + path,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=_left(deadline)) as response:  # noqa: S310
            content = bytearray()
            # The time-out of a socket starts again with every byte: a slow server is stopped here.
            while chunk := response.read1(65_536):
                content += chunk
                if len(content) > _MAX_BYTES:
                    raise RoutingError("answer too large")
                _left(deadline)
        return json.loads(content)
    except urllib.error.HTTPError as error:
        error.close()  # it holds the connection
        raise RoutingError(f"HTTP {error.code}") from error
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        # URLError and time-outs are OSErrors; ValueError covers JSON and a wrong address.
        raise RoutingError(repr(error)) from error


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise RoutingError("no answer in time")
    return left


def _failed_lately() -> bool:
    try:
        return bool(cache.get(_CIRCUIT))
    except Exception:  # noqa: BLE001 - whichever cache is configured, its failure must not stop a page
        return False


def _note_failure() -> None:
    try:
        cache.set(_CIRCUIT, True, timeout=_TO_COME_BACK_S)
    except Exception:  # noqa: BLE001 - as above
        logger.warning("the cache does not answer")


def _keep(found: dict[tuple[str, str], Trip], costing: str) -> None:
    rows = [[*key, trip.distance_km, trip.minutes] for key, trip in found.items()]
    try:
        keep_trips.apply_async(args=[rows, costing], retry=False)
    except Exception:  # noqa: BLE001 - no broker: the same roads will be asked again, nothing is lost
        logger.warning("no broker: %s roads were not kept", len(rows))
