"""Roads between communes: known trips first, then the routing server, then an estimate that says so.

The estimate is the great circle lengthened by the relief it crosses. The reliefs come from territory/data,
the figures from the reference values of the caller (`RoadParameters`): averages over eleven trips of Lozère
(1.20 to 1.67, mean 1.48) and over 300 European cities (1.343, doi 10.1177/23998083231168870). Confidence D:
it is shown as an estimate, with its range, and the user may type the real distance. Against the real
distances of ten trips around Mende it is off by 15 % at most (tests/territory/test_roads.py).
"""

import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import numpy as np

from pat_logistics.territory import routing
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import Commune, Costing, RoadTrip, Terrain, TripSource
from pat_logistics.territory.reference import shipped_communes

_SAMPLE_KM = 5


class Values(Protocol):
    def __getitem__(self, code: str, /) -> float: ...


@dataclass(frozen=True, slots=True)
class RoadParameters:
    """What an estimate assumes. Detours are factors of the great circle, 1 or more; speeds in km/h.

    A trip leaves and reaches its places over `access_km` at the speed of the relief there; then come
    `main_road_km` of main road and, for what is left, motorway. Two places are never nearer than `local_km`.
    """

    detour: Mapping[str, float]
    speed_kmh: Mapping[str, float]
    detour_low: float
    detour_high: float
    main_road_kmh: float
    motorway_kmh: float
    access_km: float
    main_road_km: float
    local_km: float

    def __post_init__(self) -> None:
        if missing := set(Terrain.values) - (self.detour.keys() & self.speed_kmh.keys()):
            raise ValueError(f"no detour or speed for {sorted(missing)}")
        factors = [*self.detour.values(), self.detour_low, self.detour_high]
        if not all(1 <= factor < math.inf for factor in factors):
            raise ValueError("a detour is a factor of 1 or more")
        positive = [*self.speed_kmh.values(), self.main_road_kmh, self.motorway_kmh, self.local_km]
        if not all(0 < value < math.inf for value in positive):
            raise ValueError("speeds and the local distance are more than 0")
        if not (0 <= self.access_km < math.inf and 0 <= self.main_road_km < math.inf):
            raise ValueError("lengths are 0 or more")

    @classmethod
    def from_values(cls, values: Values) -> "RoadParameters":
        """From reference values by code: `road.detour.gorges`, `road.speed.main`, `road.local_km`…"""
        return cls(
            detour={terrain: values[f"road.detour.{terrain}"] for terrain in Terrain.values},
            speed_kmh={terrain: values[f"road.speed.{terrain}"] for terrain in Terrain.values},
            detour_low=values["road.detour.low"],
            detour_high=values["road.detour.high"],
            main_road_kmh=values["road.speed.main"],
            motorway_kmh=values["road.speed.motorway"],
            access_km=values["road.access_km"],
            main_road_km=values["road.main_km"],
            local_km=values["road.local_km"],
        )


@dataclass(frozen=True, slots=True)
class Road:
    """One way from a commune to another, with the range the truth should be in.

    `fallback` says that a routing server is configured but could not answer, hence the estimate.
    """

    distance_km: float
    minutes: float
    low_km: float
    high_km: float
    low_minutes: float
    high_minutes: float
    source: Literal["estimated", "routed", "declared"]
    fallback: bool = False

    @classmethod
    def known(cls, distance_km: float, minutes: float, source: Literal["routed", "declared"]) -> "Road":
        return cls(distance_km, minutes, distance_km, distance_km, minutes, minutes, source)


def estimate(a: Commune, b: Commune, parameters: RoadParameters) -> Road:
    """Road of unknown course between two communes; the same both ways.

    `distance = great circle × mean detour of the reliefs crossed`, at least `local_km`.
    """
    straight_km = great_circle_km(a, b)
    shares = _terrain_shares(a, b, straight_km)
    detour = sum(share * parameters.detour[terrain] for terrain, share in shares.items())
    distance_km = max(straight_km * detour, parameters.local_km)
    if straight_km * detour > parameters.local_km:
        low_km = min(distance_km, straight_km * parameters.detour_low)
        high_km = max(distance_km, straight_km * parameters.detour_high)
    else:  # within a commune, from the next street to the other end
        low_km, high_km = max(straight_km, distance_km / 2), distance_km * 2
    minutes = _minutes(distance_km, a.terrain, b.terrain, shares, parameters)
    return Road(
        distance_km=distance_km,
        minutes=minutes,
        low_km=low_km,
        high_km=high_km,
        low_minutes=minutes * low_km / distance_km,
        high_minutes=minutes * high_km / distance_km,
        source="estimated",
    )


def _minutes(
    distance_km: float, start: str, end: str, shares: Mapping[str, float], parameters: RoadParameters
) -> float:
    access_km = min(parameters.access_km, distance_km / 2)
    between_km = distance_km - 2 * access_km
    main_km = min(between_km, parameters.main_road_km)
    hours = access_km / parameters.speed_kmh[start] + access_km / parameters.speed_kmh[end]
    for km, usual_kmh in (
        (main_km, parameters.main_road_kmh),
        (between_km - main_km, parameters.motorway_kmh),
    ):
        hours += sum(
            km * share / max(usual_kmh, parameters.speed_kmh[terrain]) for terrain, share in shares.items()
        )
    return 60 * hours


@functools.cache
def _relief() -> tuple[np.ndarray, list[str]]:
    """Where each shipped commune is (unit vectors, shape (n, 3)) and its relief."""
    rows = shipped_communes()
    return _on_sphere([row.latitude for row in rows], [row.longitude for row in rows]), [
        row.terrain for row in rows
    ]


def _on_sphere(latitudes: list[float], longitudes: list[float]) -> np.ndarray:
    phi, lam = np.radians(latitudes), np.radians(longitudes)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)


def _terrain_shares(a: Commune, b: Commune, straight_km: float) -> dict[str, float]:
    """Part of the straight line in each relief: that of the nearest commune, every few kilometres."""
    steps = max(1, math.ceil(straight_km / _SAMPLE_KM))
    places, terrains = _relief()
    along = (np.arange(steps)[:, None] + 0.5) / steps
    start, end = _on_sphere([a.latitude, b.latitude], [a.longitude, b.longitude])
    line = start * (1 - along) + end * along
    crossed = Counter(terrains[nearest] for nearest in (line @ places.T).argmax(axis=1))
    return {terrain: count / steps for terrain, count in sorted(crossed.items())}


def roads_between(
    pairs: Iterable[tuple[Commune, Commune]], parameters: RoadParameters, *, costing: str = Costing.AUTO
) -> dict[tuple[str, str], Road]:
    """Road of every pair (origin, destination), by INSEE codes: one query, whatever their number.

    A known trip wins (declared, then routed); else the routing server is asked, once for all, when
    VALHALLA_URL is set; else the estimate. A server that fails never fails the caller: its roads are
    estimated, flagged `fallback`.
    """
    wanted = {(a.pk, b.pk): (a, b) for a, b in pairs}
    roads = _known_roads(wanted.keys(), costing)
    missing = [(a, b) for key, (a, b) in wanted.items() if key not in roads and a.pk != b.pk]
    routed = routing.trips(missing, costing) if missing else {}
    for key, trip in routed.items():
        roads[key] = Road.known(trip.distance_km, trip.minutes, "routed")
    for key, (a, b) in wanted.items():
        if key not in roads:
            road = estimate(a, b, parameters)
            roads[key] = replace(road, fallback=routing.is_configured() and a.pk != b.pk)
    return {key: roads[key] for key in wanted}


def _known_roads(keys: Iterable[tuple[str, str]], costing: str) -> dict[tuple[str, str], Road]:
    keys = {key for key in keys if key[0] != key[1]}
    if not keys:
        return {}
    trips = RoadTrip.objects.filter(
        origin__in={origin for origin, _ in keys},
        destination__in={destination for _, destination in keys},
        costing=costing,
    )
    roads: dict[tuple[str, str], Road] = {}
    for trip in trips.order_by():
        key = (trip.origin_id, trip.destination_id)
        if key in keys and (trip.source == TripSource.DECLARED or key not in roads):
            source: Literal["routed", "declared"] = (
                "declared" if trip.source == TripSource.DECLARED else "routed"
            )
            roads[key] = Road.known(trip.distance_km, trip.minutes, source)
    return roads
