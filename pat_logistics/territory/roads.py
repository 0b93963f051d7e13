"""Roads between communes: known trips first, then the routing server, then the road table, then an estimate.

The table (`territory.network`) covers seven départements and the larger towns around. For a commune it does
not cover, the nearest one of the table speaks when it is near enough for the length of the trip: the detour
and the speed between the two covered communes are those of the trip. Otherwise the great circle is lengthened
and the speed chosen by its length. Every road that nobody drove is given with the range the truth should be
in, and the person may type the real one.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Literal, Protocol

from pat_logistics.prepared import AmongKeys, Prepared, given
from pat_logistics.territory import routing
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.land import landmass
from pat_logistics.territory.models import Commune, Costing, RoadTrip, TripSource
from pat_logistics.territory.network import Measure, Spread, length_classes, measured_error, network

# Where a figure of a road comes from: typed by the person, driven by somebody, a routing server, the table.
# "sea": there is no road, the distance is the straight line and the time is not known.
Source = Literal["declared", "driven", "routed", "measured", "estimated", "sea"]
Pairs = dict[tuple[str, str], tuple[Commune, Commune]]


class Values(Protocol):
    def __getitem__(self, code: str, /) -> float: ...


@dataclass(frozen=True, slots=True)
class RoadParameters:
    """What an estimate assumes, beside the figures by length of `territory/data`.

    Parameters
    ----------
    local_km, local_kmh
        Length and speed of a trip inside a commune.
    main_kmh, main_km, motorway_kmh
        The first `main_km` are driven on ordinary roads, what is left on a motorway.
    near_share
        A commune speaks for its neighbour when it is no farther than this share of the trip, as the crow
        flies, both ends together.
    near_error
        Then the truth is within this times that share, nine times in ten.
    region_km
        Up to this distance of a commune of the table, detours are those of its roads; elsewhere, and over
        trips longer than any of them, those of `detour`, `detour_low` and `detour_high`.
    """

    local_km: float
    local_kmh: float
    main_kmh: float
    main_km: float
    motorway_kmh: float
    near_share: float
    near_error: float
    region_km: float
    detour: float
    detour_low: float
    detour_high: float

    def __post_init__(self) -> None:
        for field in fields(self):
            if not 0 < getattr(self, field.name) < math.inf:
                raise ValueError(f"{field.name} is more than 0")
        if not 1 <= self.detour_low <= self.detour <= self.detour_high:
            raise ValueError("a detour is a factor of 1 or more, between its low and its high")
        if self.near_share * self.near_error >= 1:
            raise ValueError("near_share times near_error is less than 1")

    @classmethod
    def from_values(cls, values: Values) -> "RoadParameters":
        """From reference values, `road.local_km`, `road.near_share`…"""
        return cls(**{field.name: values[f"road.{field.name}"] for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Road:
    """One way from a commune to another, with the range the truth should be in.

    `source` is that of the distance. `fallback` says that a routing server is configured but did not answer.
    """

    distance_km: float
    minutes: float
    low_km: float
    high_km: float
    low_minutes: float
    high_minutes: float
    source: Source
    minutes_source: Source
    fallback: bool = False

    @classmethod
    def known(cls, distance_km: float, minutes: float, source: Source) -> "Road":
        return cls(distance_km, minutes, distance_km, distance_km, minutes, minutes, source, source)

    @classmethod
    def across_the_sea(cls, a: Commune, b: Commune) -> "Road":
        """No road: nothing on wheels gets there alone."""
        return cls.known(great_circle_km(a, b), 0.0, "sea")

    @property
    def by_sea(self) -> bool:
        return self.source == "sea"

    def typed(self, distance_km: float | None, minutes: float | None) -> "Road":
        """The same road with what the person says of it; neither says anything of the other.

        Whoever takes a ferry types its kilometres too: the price of the crossing would be missing, so there
        is no road all the same.
        """
        road = self
        if self.by_sea:
            return road
        if distance_km is not None:
            road = replace(
                road, distance_km=distance_km, low_km=distance_km, high_km=distance_km, source="declared"
            )
        if minutes is not None:
            road = replace(
                road, minutes=minutes, low_minutes=minutes, high_minutes=minutes, minutes_source="declared"
            )
        return road

    def shortest(self) -> "Road":
        """As short and as quick as it may be."""
        return replace(self, distance_km=self.low_km, minutes=self.low_minutes)

    def longest(self) -> "Road":
        """As long and as slow as it may be."""
        return replace(self, distance_km=self.high_km, minutes=self.high_minutes)


def computed_road(a: Commune, b: Commune, parameters: RoadParameters) -> Road:
    """The road between two communes as the portal alone knows it; the same both ways."""
    [road] = _computed_roads({(a.pk, b.pk): (a, b)}, parameters).values()
    return road


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The communes of the table nearest to both ends of a trip; `km` away, both ends together."""

    pair: tuple[str, str]
    km: float
    nearest_km: float


def _computed_roads(pairs: Pairs, parameters: RoadParameters) -> dict[tuple[str, str], Road]:
    roads, table = {}, network()
    places = {place.pk: place for pair in pairs.values() for place in pair}
    nearest = {code: (code, 0.0) if code in table else table.nearest(place) for code, place in places.items()}
    speaking: dict[tuple[str, str], _Neighbours] = {}
    for key, (a, b) in pairs.items():
        (near_a, km_a), (near_b, km_b) = nearest[a.pk], nearest[b.pk]
        around = _Neighbours((near_a, near_b), km_a + km_b, min(km_a, km_b))
        if near_a != near_b and around.km <= parameters.near_share * great_circle_km(a, b):
            speaking[key] = around
        else:
            roads[key] = _by_length(a, b, parameters, in_region=around.nearest_km <= parameters.region_km)
    measures = table.between({around.pair for around in speaking.values()})
    for key, around in speaking.items():
        measure = measures[around.pair]
        if not around.km:
            roads[key] = _measured(*pairs[key], measure)
        else:
            roads[key] = _by_neighbours(
                *pairs[key], around, measure, table.apart_km(*around.pair), parameters
            )
    return roads


def _measured(a: Commune, b: Commune, measure: Measure) -> Road:
    """A way of the table, with the error measured on ways of its length."""
    error, straight_km = measured_error(measure.km), great_circle_km(a, b)
    return Road(
        distance_km=measure.km,
        minutes=measure.minutes,
        low_km=min(measure.km, max(straight_km, measure.km * error.km_low)),
        high_km=measure.km * error.km_high,
        low_minutes=measure.minutes * error.minutes_low,
        high_minutes=measure.minutes * error.minutes_high,
        source="measured",
        minutes_source="measured",
    )


def _by_neighbours(
    a: Commune,
    b: Commune,
    around: _Neighbours,
    measure: Measure,
    apart_km: float,
    parameters: RoadParameters,
) -> Road:
    """The trip between two covered communes, stretched to the length of this one."""
    straight_km = great_circle_km(a, b)
    scale = straight_km / apart_km
    road = _measured(a, b, Measure(max(straight_km, measure.km * scale), measure.minutes * scale))
    more = parameters.near_error * around.km / straight_km
    return replace(
        road,
        low_km=min(road.distance_km, max(straight_km, road.low_km * (1 - more))),
        high_km=road.high_km * (1 + more),
        low_minutes=road.low_minutes * (1 - more),
        high_minutes=road.high_minutes * (1 + more),
        source="estimated",
        minutes_source="estimated",
    )


def _by_length(a: Commune, b: Commune, parameters: RoadParameters, *, in_region: bool) -> Road:
    """A road of which only the straight line is known."""
    straight_km, classes = great_circle_km(a, b), length_classes()
    detour = Spread(parameters.detour_low, parameters.detour, parameters.detour_high)
    if in_region:
        detour = classes.detour(straight_km, beyond=detour)
    speed = classes.speed_kmh(straight_km)
    if straight_km * detour.middle > parameters.local_km:
        distance_km = straight_km * detour.middle
        low_km, high_km = straight_km * detour.low, straight_km * detour.high
        main_km = min(distance_km, parameters.main_km)
        hours = main_km / parameters.main_kmh + (distance_km - main_km) / parameters.motorway_kmh
    else:  # within a commune, from the next street to the other end
        distance_km = max(straight_km, parameters.local_km)
        low_km, high_km = max(straight_km, distance_km / 2), distance_km * 2
        hours = distance_km / parameters.local_kmh
    return Road(
        distance_km=distance_km,
        minutes=60 * hours,
        low_km=low_km,
        high_km=high_km,
        low_minutes=60 * min(hours, low_km / speed.high),
        high_minutes=60 * max(hours, high_km / speed.low),
        source="estimated",
        minutes_source="estimated",
    )


def roads_between(
    pairs: Iterable[tuple[Commune, Commune]], parameters: RoadParameters, *, costing: str = Costing.AUTO
) -> dict[tuple[str, str], Road]:
    """Road of every pair (origin, destination), by INSEE codes: one query, whatever their number.

    A known trip wins (declared, then routed); across the sea there is no road; else the routing server is
    asked, once for all, when VALHALLA_URL is set; else the road table, else an estimate. A server that fails
    never fails the caller: its roads are computed without it, flagged `fallback`.
    """
    wanted = {(a.pk, b.pk): (a, b) for a, b in pairs}
    roads = _known_roads(wanted.keys(), costing)
    for key, (a, b) in wanted.items():
        if key not in roads and landmass(a.pk) != landmass(b.pk):
            roads[key] = Road.across_the_sea(a, b)
    missing = [(a, b) for key, (a, b) in wanted.items() if key not in roads and a.pk != b.pk]
    routed = routing.trips(missing, costing) if missing else {}
    for key, trip in routed.items():
        roads[key] = Road.known(trip.distance_km, trip.minutes, "routed")
    computed = _computed_roads({key: pair for key, pair in wanted.items() if key not in roads}, parameters)
    for (start, end), road in computed.items():
        roads[start, end] = replace(road, fallback=routing.is_configured() and start != end)
    return {key: roads[key] for key in wanted}


_TRIPS = Prepared(
    lambda: RoadTrip.objects.filter(
        AmongKeys(given("origins"), "origin"),
        AmongKeys(given("destinations"), "destination"),
        costing=given("costing"),
    ).order_by()
)


def _known_roads(keys: Iterable[tuple[str, str]], costing: str) -> dict[tuple[str, str], Road]:
    keys = {key for key in keys if key[0] != key[1]}
    if not keys:
        return {}
    trips = _TRIPS(
        origins=sorted({origin for origin, _ in keys}),
        destinations=sorted({destination for _, destination in keys}),
        costing=costing,
    )
    roads: dict[tuple[str, str], Road] = {}
    for trip in trips:
        key = (trip.origin_id, trip.destination_id)
        if key in keys and (trip.source == TripSource.DECLARED or key not in roads):
            source: Source = "driven" if trip.source == TripSource.DECLARED else "routed"
            roads[key] = Road.known(trip.distance_km, trip.minutes, source)
    return roads
