"""Course of the roads between communes, to draw them: known while a routing server is there, else nothing.

One question serves many roads: the matrix of the server gives the course of each of its cells. The roads of
one comparison mostly share an end, the farm or the customer: they are asked for by that end, so that few
courses come that nobody draws.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from shapely import LineString

from pat_logistics.territory import routing
from pat_logistics.territory.models import Commune, Costing

logger = logging.getLogger(__name__)

Shape = list[list[float]]
Pair = tuple[str, str]

_CACHE_S = 24 * 3600
# About 100 m: less than a pixel of a map that shows the whole way.
_TOLERANCE_DEGREES = 0.001
_MAX_POINTS = 150
_DECIMALS = 4
# The farm, the customer, and the places between: enough for any comparison, and a bound for all.
_MAX_QUESTIONS = 6


def shapes_between(pairs: Iterable[tuple[Commune, Commune]]) -> dict[Pair, Shape]:
    """Points (latitude, longitude) of the road of each pair, the same both ways, as far as they are known.

    The keys are the INSEE codes in order. Asks the server, in VALHALLA_TIMEOUT_S at most, for what the cache
    does not hold.
    """
    wanted = {_key(a, b): (a, b) if a.pk < b.pk else (b, a) for a, b in pairs if a.pk != b.pk}
    if not wanted or not routing.is_configured():
        return {}
    known = _cached(wanted)
    missing = {key: ends for key, ends in wanted.items() if key not in known}
    if missing and not routing.failed_lately():
        found = _asked(missing)
        _keep(found)
        known |= found
    return {key: shape for key, shape in known.items() if shape}


def _key(a: Commune, b: Commune) -> Pair:
    return (a.pk, b.pk) if a.pk < b.pk else (b.pk, a.pk)


def _asked(missing: dict[Pair, tuple[Commune, Commune]]) -> dict[Pair, Shape]:
    """What the server says; an empty shape where it knows no way."""
    deadline = time.monotonic() + settings.VALHALLA_TIMEOUT_S
    found: dict[Pair, Shape] = {}
    try:
        for hub, others in _stars(missing):
            answer = routing.courses(hub, others, Costing.AUTO, deadline)
            for other in others:
                found[_key(hub, other)] = _simplified(answer.get(other.pk, ""), hub, other)
    except ValueError as error:
        routing.note_failure(routing.RoutingError(str(error)))
    except routing.RoutingError as error:
        routing.note_failure(error)
    return found


def _stars(missing: dict[Pair, tuple[Commune, Commune]]) -> Iterable[tuple[Commune, list[Commune]]]:
    """Part the pairs into few groups that share an end."""
    left = dict(missing)
    places = {place.pk: place for ends in missing.values() for place in ends}
    for _ in range(_MAX_QUESTIONS):
        if not left:
            return
        [(hub, _count)] = Counter(code for pair in left for code in pair).most_common(1)
        mine = [pair for pair in left if hub in pair][: routing.SIDE]
        yield places[hub], [places[a if b == hub else b] for a, b in mine]
        left = {pair: ends for pair, ends in left.items() if pair not in mine}


def _simplified(course: str, hub: Commune, other: Commune) -> Shape:
    """Read a course from `hub` to `other` and keep the points that show, lowest code first."""
    points = decode(course)
    if len(points) < 2:
        return []
    tolerance = _TOLERANCE_DEGREES
    line = LineString(points)
    while len(kept := list(line.simplify(tolerance).coords)) > _MAX_POINTS:
        tolerance *= 2
    shape = [[round(lat, _DECIMALS), round(lon, _DECIMALS)] for lat, lon in kept]
    return shape if hub.pk < other.pk else shape[::-1]


def decode(polyline: str, precision: int = 6) -> list[tuple[float, float]]:
    """Read Google's polyline encoding, with the six decimals that Valhalla gives.

    https://developers.google.com/maps/documentation/utilities/polylinealgorithm ; ValueError when it is none.
    """
    numbers, value, shift = [], 0, 0
    for character in polyline:
        chunk = ord(character) - 63
        if not 0 <= chunk < 64:
            raise ValueError("not a polyline")
        value |= (chunk & 31) << shift
        shift += 5
        if chunk < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift or len(numbers) % 2:
        raise ValueError("a polyline that stops half way")
    points, lat, lon = [], 0, 0
    for north, east in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + north, lon + east
        points.append((lat / 10**precision, lon / 10**precision))
    return points


def _cached(wanted: Iterable[Pair]) -> dict[Pair, Shape]:
    names = {_name(pair): pair for pair in wanted}
    try:
        return {names[name]: shape for name, shape in cache.get_many(names).items()}
    except Exception:  # noqa: BLE001 - whichever cache is configured, its failure must not stop a page
        return {}


def _keep(found: dict[Pair, Shape]) -> None:
    values: dict[str, Any] = {_name(pair): shape for pair, shape in found.items()}
    try:
        cache.set_many(values, timeout=_CACHE_S)
    except Exception:  # noqa: BLE001 - as above
        logger.warning("the cache does not answer")


def _name(pair: Pair) -> str:
    return f"territory:shape:{pair[0]}:{pair[1]}"
