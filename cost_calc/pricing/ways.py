"""A way to make a delivery: an option of the engine, its places, and the roads between them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

import numpy as np

from carriers.models import Solution
from cost_calc.engine.compare import Option
from cost_calc.engine.journey import shortest_round
from cost_calc.engine.lines import Provenance
from cost_calc.engine.quantities import Quantity
from cost_calc.pricing.question import Question
from pat_logistics.territory.models import Commune
from pat_logistics.territory.roads import Road, Source

Pair = tuple[Commune, Commune]


@dataclass(frozen=True, slots=True)
class Trip:
    """One part of the way, for the map: "own", "carrier", "pooled" or "customer"."""

    kind: str
    places: tuple[Commune, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What a leg of an option is called: who or what moves the goods, and where to."""

    who: str
    where: str = ""

    @property
    def name(self) -> str:
        return f"{self.who} {self.where}".strip()


@dataclass(frozen=True, slots=True)
class Split:
    """Who serves whom: the customers the solution takes, by position; the producer drives to the others.

    `way_id` is the way of the solution that serves them.
    """

    way_id: str
    served: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """An option of the engine, with the solution it comes from and the places it goes through.

    `steps` names its legs, in their order. `hypothetical`: it counts on goods nobody said there are. `split`:
    the solution serves some of the customers only; None: all of them.
    """

    option: Option
    trips: tuple[Trip, ...]
    solution: Solution | None = None
    assumption: str = ""
    steps: tuple[Step, ...] = ()
    hypothetical: bool = False
    split: Split | None = None

    def step(self, leg: int) -> Step:
        """What a leg is called, by its number from 1."""
        return self.steps[leg - 1]

    @property
    def takes_own_van(self) -> bool:
        return any(trip.kind == "own" for trip in self.trips)


@dataclass(frozen=True, slots=True)
class Round:
    """A way through some places and back: kilometres and minutes, arrays at the ends of a range."""

    places: tuple[Commune, ...]
    distance_km: Quantity
    minutes: Quantity


class Roads:
    """Road between any two places of one comparison, looked up once for all."""

    def __init__(self, roads: dict[tuple[str, str], Road]) -> None:
        self._roads = roads
        self._orders: dict[tuple[str, ...], tuple[Commune, ...]] = {}

    def __call__(self, start: Commune, end: Commune) -> Road:
        return self._roads[start.insee, end.insee]

    def best_order(self, start: Commune, stops: Sequence[Commune]) -> tuple[Commune, ...]:
        """The stops in the order of the shortest round from a place and back; asked once for each."""
        key = (start.pk, *(stop.pk for stop in stops))
        if key not in self._orders:
            self._orders[key] = tuple(self._ordered(start, stops))
        return self._orders[key]

    def _ordered(self, start: Commune, stops: Sequence[Commune]) -> Sequence[Commune]:
        if len(stops) == 1:
            return stops
        places = (start, *stops)
        # Nobody drives from a place to itself.
        matrix = [
            [0.0 if i == j else self(a, b).distance_km for j, b in enumerate(places)]
            for i, a in enumerate(places)
        ]
        return [places[number] for number in shortest_round(matrix)]

    def round(self, start: Commune, stops: Sequence[Commune]) -> Round:
        """The shortest round from a place through the stops and back."""
        places = (start, *self.best_order(start, stops), start)
        return Round(places, self.length_km(places), self.minutes(places))

    def at_ends(self) -> "RoadsAtEnds":
        """The same roads, as short and quick as they may be, then as long and slow."""
        return RoadsAtEnds(self._roads)

    def length_km(self, places: tuple[Commune, ...]) -> float:
        return sum(self(a, b).distance_km for a, b in itertools.pairwise(places))

    def provenance(self, places: tuple[Commune, ...]) -> Provenance:
        """Of the kilometres: estimated as soon as a road is; declared when the producer typed one."""
        return _worst({self(a, b).source for a, b in itertools.pairwise(places)})

    def minutes_provenance(self, places: tuple[Commune, ...]) -> Provenance:
        """Of the driving minutes, by the same rule."""
        return _worst({self(a, b).minutes_source for a, b in itertools.pairwise(places)})

    def by_sea(self, places: tuple[Commune, ...]) -> bool:
        """Whether the sea cuts the way somewhere."""
        return any(self(a, b).by_sea for a, b in itertools.pairwise(places))

    def minutes(self, places: tuple[Commune, ...]) -> float:
        return sum(self(a, b).minutes for a, b in itertools.pairwise(places))


class RoadsAtEnds(Roads):
    """Roads at both ends of their range: kilometres and minutes are arrays, the low then the high."""

    def __init__(self, roads: dict[tuple[str, str], Road]) -> None:
        super().__init__(roads)
        self._ends: dict[tuple[str, str], Road] = {}

    def __call__(self, start: Commune, end: Commune) -> Road:
        key = (start.insee, end.insee)
        if key not in self._ends:
            self._ends[key] = _at_ends(self._roads[key])
        return self._ends[key]

    @cached_property
    def _low(self) -> Roads:
        return Roads({pair: road.shortest() for pair, road in self._roads.items()})

    @cached_property
    def _high(self) -> Roads:
        return Roads({pair: road.longest() for pair, road in self._roads.items()})

    def round(self, start: Commune, stops: Sequence[Commune]) -> Round:
        """The shortest round of each end: their orders may differ."""
        if len(stops) == 1:
            return super().round(start, stops)
        low, high = self._low.round(start, stops), self._high.round(start, stops)
        return Round(
            low.places,
            np.array([low.distance_km, high.distance_km]),
            np.array([low.minutes, high.minutes]),
        )


def _at_ends(road: Road) -> Road:
    if (road.low_km, road.low_minutes) == (road.high_km, road.high_minutes):
        return road
    return replace(
        road,
        distance_km=cast(float, np.array([road.low_km, road.high_km])),
        minutes=cast(float, np.array([road.low_minutes, road.high_minutes])),
    )


def _worst(sources: set[Source]) -> Provenance:
    if sources & {"estimated", "sea"}:
        return Provenance.ESTIMATED
    return Provenance.DECLARED if "declared" in sources else Provenance.MEASURED


def nearest_drop_point(solution: Solution, origin: Commune) -> Commune | None:
    """Commune of the drop point nearest to the farm, None when none is near enough to be driven to."""
    point = solution.nearest_drop_point(origin)
    return point.commune if point else None


def pairs_needed(question: Question, solutions: list[Solution]) -> set[Pair]:
    """Every road the options may use."""
    stops = [stop.commune for stop in question.stops]
    places = [question.origin]
    for solution in solutions:
        places += [
            place for place in (nearest_drop_point(solution, question.origin), solution.commune) if place
        ]
    starts = list({place.insee: place for place in places}.values())
    pairs = {(start, stop) for start in starts for stop in stops} | set(itertools.permutations(stops, 2))
    pairs |= {(question.origin, start) for start in starts} | {
        (stop, start) for start in starts for stop in stops
    }
    pairs |= {(start, question.origin) for start in starts}
    pairs |= {
        (row.commune, row.round_destination) for row in solutions if row.commune and row.round_destination
    }
    return pairs
