"""Client of a Valhalla routing server. Whatever it does, the caller gets what could be had.

https://valhalla.github.io/valhalla/api/matrix/api-reference/
"""

import contextlib
import json
import logging
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from django.conf import settings
from django.core.cache import cache

from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import Commune
from pat_logistics.territory.tasks import keep_trips

logger = logging.getLogger(__name__)

# Source, target and what the server says of the way between them.
Cell = tuple[Commune, Commune, dict[str, Any]]

_TO_COME_BACK_S = 60
_CIRCUIT = "territory:routing-server-failed"
# Valhalla's own default limit is 2 500 pairs a request.
SIDE = 50
_MAX_BYTES = 20_000_000
_MAX_KM, _MAX_MINUTES = 3000, 6000
# A town hall without a road this near lies outside the map the server was built from: by default Valhalla
# would start from the nearest road of that map, up to 35 km away, and leave those kilometres out.
_NEAREST_ROAD_M = 2000
_HEALTH_TIMEOUT_S = 1.0
# https://valhalla.github.io/valhalla/api/turn-by-turn/api-reference/#internal-error-codes-and-conditions
_TOO_FAR, _NOWHERE, _UNKNOWN = 154, {170, 171}, 499
# Valhalla's own default limit, as the crow flies.
_REACH_KM = 400


class RoutingError(Exception):
    """The server did not answer in time, or not what its interface promises."""


class RefusedError(RoutingError):
    """The server works and refuses the question: one of its places is not on its map, or too far."""

    def __init__(self, code: int) -> None:
        super().__init__(f"refused ({code})")
        self.code = code


@dataclass(frozen=True, slots=True)
class Trip:
    distance_km: float
    minutes: float


def is_configured() -> bool:
    return bool(settings.VALHALLA_URL)


def health() -> str:
    """Say for /readyz whether the server answers and has read its map."""
    if not is_configured():
        return "not configured"
    try:
        answer = ask("/status", {}, time.monotonic() + _HEALTH_TIMEOUT_S)
        return "ok" if answer.get("tileset_last_modified", 1) else "no tiles"
    except (RoutingError, AttributeError):
        return "unreachable"


def trips(pairs: Iterable[tuple[Commune, Commune]], costing: str) -> dict[tuple[str, str], Trip]:
    """Trips of the pairs the server knows a way for; empty when none is configured or it failed lately.

    The whole call takes VALHALLA_TIMEOUT_S at most. What was found is handed to a task that keeps it in the
    database: a page that reads does not write, and does not fail when no worker is there.
    """
    if not is_configured() or failed_lately():
        return {}
    wanted = {(a.pk, b.pk): (a, b) for a, b in pairs}
    deadline = time.monotonic() + settings.VALHALLA_TIMEOUT_S
    found: dict[tuple[str, str], Trip] = {}
    try:
        for sources, targets in _blocks(wanted):
            for a, b, cell in _cells(sources, targets, costing, deadline):
                if (a.pk, b.pk) in wanted and (trip := _trip(cell)):
                    found[a.pk, b.pk] = trip
    except RoutingError as error:
        note_failure(error)
    if found:
        _keep(found, costing)
    return found


def _blocks(
    wanted: dict[tuple[str, str], tuple[Commune, Commune]],
) -> Iterable[tuple[list[Commune], list[Commune]]]:
    """Sources and targets of each request: all the targets of a few sources at once."""
    sources = list({a.pk: a for a, _ in wanted.values()}.values())
    for first in range(0, len(sources), SIDE):
        some = sources[first : first + SIDE]
        codes = {source.pk for source in some}
        targets = list({b.pk: b for a, b in wanted.values() if a.pk in codes}.values())
        for start in range(0, len(targets), SIDE):
            yield some, targets[start : start + SIDE]


def courses(hub: Commune, others: list[Commune], costing: str, deadline: float) -> dict[str, str]:
    """Course of the road from one place to each of the others, by INSEE code, as an encoded polyline.

    Raises RoutingError when the server fails; places it knows no way to are left out.
    """
    cells = _cells([hub], others, costing, deadline, shape_format="polyline6")
    return {other.pk: str(cell.get("shape") or "") for _, other, cell in cells}


def _cells(
    sources: list[Commune], targets: list[Commune], costing: str, deadline: float, **more: str
) -> list[Cell]:
    """Cells of a block, once more without the places for which the server refuses the whole of it."""
    try:
        return _matrix(sources, targets, costing, deadline, more)
    except RefusedError as refusal:
        if refusal.code == _TOO_FAR:
            left = _within_reach(sources, targets)
        else:
            left = _on_the_map([*sources, *targets], costing, deadline)
        fewer = (
            [place for place in sources if place.pk in left],
            [place for place in targets if place.pk in left],
        )
        if fewer == (sources, targets) and refusal.code == _UNKNOWN:
            raise
    if not all(fewer) or fewer == (sources, targets):
        return []
    try:
        return _matrix(*fewer, costing, deadline, more)
    except RefusedError:
        return []


def _on_the_map(places: list[Commune], costing: str, deadline: float) -> set[str]:
    """Codes of the places that have a road."""
    answer = ask(
        "/locate", {"locations": [location(place) for place in places], "costing": costing}, deadline
    )
    try:
        return {place.pk for place, found in zip(places, answer, strict=True) if found["edges"]}
    except (KeyError, TypeError, ValueError) as error:
        raise RoutingError(f"unexpected answer ({error!r})") from error


def _within_reach(sources: list[Commune], targets: list[Commune]) -> set[str]:
    """Codes of the places left once the farthest from the others are out."""
    left = {place.pk for place in [*sources, *targets]}
    far = [
        (a.pk, b.pk) for a in sources for b in targets if a.pk != b.pk and great_circle_km(a, b) > _REACH_KM
    ]
    while far:
        [(worst, _)] = Counter(code for pair in far for code in pair).most_common(1)
        left.discard(worst)
        far = [pair for pair in far if worst not in pair]
    return left


def location(place: Commune) -> dict[str, float]:
    return {"lat": place.latitude, "lon": place.longitude, "search_cutoff": _NEAREST_ROAD_M}


def _matrix(
    sources: list[Commune], targets: list[Commune], costing: str, deadline: float, more: dict[str, str]
) -> list[Cell]:
    answer = ask(
        "/sources_to_targets",
        {
            "sources": [location(place) for place in sources],
            "targets": [location(place) for place in targets],
            "costing": costing,
            "units": "kilometers",
            "verbose": True,
            **more,
        },
        deadline,
    )
    try:
        rows = list(zip(sources, answer["sources_to_targets"], strict=True))
        cells = [(a, b, cell) for a, row in rows for b, cell in zip(targets, row, strict=True)]
    except (KeyError, TypeError, ValueError) as error:
        raise RoutingError(f"unexpected answer ({error!r})") from error
    if not all(isinstance(cell, dict) for _, _, cell in cells):
        raise RoutingError("unexpected answer")
    return cells


def _trip(cell: dict[str, Any]) -> Trip | None:
    """A cell of the matrix; None when there is no way, or one that makes no sense."""
    try:
        distance_km, seconds = cell["distance"], cell["time"]
        if distance_km is None or seconds is None:
            return None
        trip = Trip(float(distance_km), float(seconds) / 60)
    except (KeyError, TypeError, ValueError) as error:
        raise RoutingError(f"unexpected answer ({error!r})") from error
    return trip if 0 < trip.distance_km <= _MAX_KM and 0 < trip.minutes <= _MAX_MINUTES else None


def ask(path: str, body: dict[str, Any], deadline: float) -> Any:
    """Post a question; raises RefusedError, or RoutingError when there is no sensible answer in time."""
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
        with error:  # it holds the connection
            raise _refusal(error) from error
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        # URLError and time-outs are OSErrors; ValueError covers JSON and a wrong address.
        raise RoutingError(repr(error)) from error


def _refusal(error: urllib.error.HTTPError) -> RoutingError:
    """Tell a question that cannot be answered whole from a server that fails."""
    with contextlib.suppress(OSError, HTTPException, ValueError, TypeError, KeyError, RecursionError):
        code = json.loads(error.read(10_000))["error_code"]
        # A server told not to look for unconnected places, as ours is, does not name a place without a road.
        if code in {_TOO_FAR, *_NOWHERE, _UNKNOWN}:
            return RefusedError(code)
    return RoutingError(f"HTTP {error.code}")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise RoutingError("no answer in time")
    return left


def failed_lately() -> bool:
    try:
        return bool(cache.get(_CIRCUIT))
    except Exception:  # noqa: BLE001 - whichever cache is configured, its failure must not stop a page
        return False


def note_failure(error: RoutingError) -> None:
    """Leave the server alone for a while."""
    logger.warning("routing server: %s; estimates for %s s", error, _TO_COME_BACK_S)
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
