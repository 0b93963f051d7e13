"""A way to make a delivery: an option of the engine, its places, and the roads between them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from carriers.models import Solution
from cost_calc.engine.compare import Option
from cost_calc.engine.lines import Provenance
from cost_calc.pricing.question import Question
from cost_calc.pricing.tours import shortest_round
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
class Way:
    """An option of the engine, with the solution it comes from and the places it goes through.

    `steps` names its legs, in their order. `hypothetical`: it counts on goods nobody said there are.
    """

    option: Option
    trips: tuple[Trip, ...]
    solution: Solution | None = None
    assumption: str = ""
    steps: tuple[Step, ...] = ()
    hypothetical: bool = False

    def step(self, leg: int) -> Step:
        """What a leg is called, by its number from 1."""
        return self.steps[leg - 1]

    @property
    def takes_own_van(self) -> bool:
        return any(trip.kind == "own" for trip in self.trips)


class Roads:
    """Road between any two places of one comparison, looked up once for all."""

    def __init__(self, roads: dict[tuple[str, str], Road]) -> None:
        self._roads = roads
        self._orders: dict[tuple[str, ...], tuple[Commune, ...]] = {}

    def __call__(self, start: Commune, end: Commune) -> Road:
        return self._roads[start.pk, end.pk]

    def best_order(self, start: Commune, stops: Sequence[Commune]) -> tuple[Commune, ...]:
        """The stops in the order of the shortest round from a place and back; asked once for each."""
        key = (start.pk, *(stop.pk for stop in stops))
        if key not in self._orders:
            order = shortest_round(
                len(stops),
                out=lambda i: self(start, stops[i]).distance_km,
                back=lambda i: self(stops[i], start).distance_km,
                between=lambda i, j: self(stops[i], stops[j]).distance_km,
            )
            self._orders[key] = tuple(stops[position] for position in order)
        return self._orders[key]

    def shortest(self) -> "Roads":
        """The roads if they were all as short and quick as they may be."""
        return Roads({pair: road.shortest() for pair, road in self._roads.items()})

    def longest(self) -> "Roads":
        """The roads if they were all as long and slow as they may be."""
        return Roads({pair: road.longest() for pair, road in self._roads.items()})

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
    starts = [question.origin]
    for solution in solutions:
        starts += [
            place for place in (nearest_drop_point(solution, question.origin), solution.commune) if place
        ]
    pairs = {(start, stop) for start in starts for stop in stops} | set(itertools.permutations(stops, 2))
    pairs |= {(question.origin, start) for start in starts} | {
        (stop, start) for start in starts for stop in stops
    }
    pairs |= {(start, question.origin) for start in starts}
    pairs |= {
        (row.commune, row.round_destination) for row in solutions if row.commune and row.round_destination
    }
    return pairs
