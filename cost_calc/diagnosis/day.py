"""The visits of one day, in road order from where the advisor leaves."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from needs_survey.models import Visit
from pat_logistics.territory.models import Commune
from pat_logistics.territory.roads import Road

Roads = Mapping[tuple[str, str], Road]
# Every order is tried up to there; beyond, the nearest next, then exchanges as long as they shorten.
TRIED = 7


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit, and the road to it from the stop before."""

    visit: Visit
    distance_km: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Day:
    """The visits in road order, there and back."""

    start: Commune
    stops: tuple[Stop, ...]
    back_km: float = 0.0
    back_minutes: float = 0.0

    @property
    def distance_km(self) -> float:
        return sum(stop.distance_km for stop in self.stops) + self.back_km

    @property
    def minutes(self) -> float:
        return sum(stop.minutes for stop in self.stops) + self.back_minutes

    @property
    def points(self) -> list[dict[str, Any]]:
        """For the map: where one leaves, and the town halls in their order."""
        found = [_point(self.start, "start", f"Départ : {self.start.name}")]
        for rank, stop in enumerate(self.stops, 1):
            place = stop.visit.producer.commune
            found.append(_point(place, "stop", f"{rank}. {stop.visit.producer.name}", stop.visit.pk))
        return found

    @property
    def legs(self) -> list[dict[str, Any]]:
        places = [self.start, *(stop.visit.producer.commune for stop in self.stops), self.start]
        points = [[place.latitude, place.longitude] for place in places]
        return [{"kind": "own", "label": "La tournée", "points": points}] if self.stops else []


def _point(place: Commune, kind: str, label: str, key: int | None = None) -> dict[str, Any]:
    name = f"visite-{key}" if key else place.pk
    return {"id": name, "lat": place.latitude, "lon": place.longitude, "label": label, "kind": kind}


def pairs_of(start: Commune, visits: Sequence[Visit]) -> set[tuple[Commune, Commune]]:
    """Every road that an order may take."""
    places = {start, *(visit.producer.commune for visit in visits)}
    return {(a, b) for a in places for b in places}


def in_road_order(start: Commune, visits: Sequence[Visit], roads: Roads) -> Day:
    """The shortest way round, in minutes, through the farms and back."""

    def minutes(order: Iterable[Visit]) -> float:
        places = [start, *(visit.producer.commune for visit in order), start]
        return sum(roads[a.pk, b.pk].minutes for a, b in itertools.pairwise(places))

    if len(visits) <= TRIED:
        order = list(min(itertools.permutations(visits), key=minutes))
    else:
        order = _shortened(_nearest_next(start, visits, roads), minutes)
    stops, here = [], start
    for visit in order:
        road = roads[here.pk, visit.producer.commune_id]
        stops.append(Stop(visit, road.distance_km, road.minutes))
        here = visit.producer.commune
    back = roads[here.pk, start.pk]
    return Day(start, tuple(stops), back.distance_km, back.minutes)


def _nearest_next(start: Commune, visits: Sequence[Visit], roads: Roads) -> list[Visit]:
    left, order, here = list(visits), [], start.pk
    while left:
        following = min(left, key=lambda visit: roads[here, visit.producer.commune_id].minutes)
        left.remove(following)
        order.append(following)
        here = following.producer.commune_id
    return order


def _shortened(order: list[Visit], minutes: Any) -> list[Visit]:
    """Turn a part of the way round as long as it gets shorter (2-opt)."""
    best, better = minutes(order), True
    while better:
        better = False
        for low, high in itertools.combinations(range(len(order) + 1), 2):
            turned = order[:low] + order[low:high][::-1] + order[high:]
            if (taken := minutes(turned)) < best - 1e-9:
                order, best, better = turned, taken, True
    return order
