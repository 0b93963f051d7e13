"""The road table shipped with the portal: kilometres and minutes between neighbouring town halls.

Facts measured in November 2026 on the network of motorways, national and departmental roads surveyed on
OpenStreetMap (see data/README.md). The road between two communes of the table is the quickest path over its
sections. Constant, so read once per process, without the database.
"""

import csv
import functools
import math
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from pat_logistics.territory.fields import EARTH_RADIUS_M, Located

DATA_DIR = Path(__file__).parent / "data"
CREDIT = "Routes\u00a0: © les contributeurs d’OpenStreetMap, par Travel Mapping"

Numbers = NDArray[np.float64]
# Of two ways that take the same minutes, the shorter: this much of a minute per kilometre.
_TIE_MINUTES_PER_KM = 1e-6


@dataclass(frozen=True, slots=True)
class Measure:
    """What the table says of one way, or of any other known exactly."""

    km: float
    minutes: float


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The sections as graphs, by the rank of each commune.

    Parameters
    ----------
    rank
        Row of each commune, by INSEE code.
    cost, km
        Sections both ways, shape (n, n); the cost is in minutes, and a trifle per kilometre.
    places
        Where the communes are: unit vectors from the centre of the Earth, shape (n, 3).
    """

    rank: dict[str, int]
    cost: csr_array
    km: csr_array
    places: Numbers

    def __contains__(self, insee: str) -> bool:
        return insee in self.rank

    def from_commune(self, insee: str) -> tuple[Numbers, Numbers]:
        """Kilometres and minutes of the quickest way from a commune to every other, shape (n,) each."""
        start = self.rank[insee]
        cost, before = dijkstra(self.cost, indices=start, return_predecessors=True)
        ends = np.arange(len(before), dtype=np.int32)
        before[start] = start
        km = np.asarray(self.km[before, ends]).ravel()
        # Each step doubles the part of the way that is summed up.
        while (before != start).any():
            km, before = km + km[before], before[before]
        return km, cost - _TIE_MINUTES_PER_KM * km

    def between(self, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Measure]:
        """The way of each pair of communes of the table, the same both ways.

        One search goes from a commune to all: it starts where most of the pairs meet.
        """
        found: dict[tuple[str, str], Measure] = {}
        left = set(pairs)
        while left:
            [(centre, _)] = Counter(code for pair in sorted(left) for code in pair).most_common(1)
            km, minutes = _searched(self, centre)
            for pair in [pair for pair in left if centre in pair]:
                other = self.rank[pair[0] if pair[1] == centre else pair[1]]
                found[pair] = Measure(float(km[other]), float(minutes[other]))
                left.remove(pair)
        return found

    def apart_km(self, insee: str, other: str) -> float:
        """Straight line between two communes of the table."""
        return _arc_km(np.linalg.norm(self.places[self.rank[insee]] - self.places[self.rank[other]]))

    def nearest(self, place: Located) -> tuple[str, float]:
        """The commune of the table nearest to a place, and how far it is as the crow flies, in km."""
        chords = np.linalg.norm(self.places - _on_sphere(place.latitude, place.longitude), axis=1)
        nearest = int(chords.argmin())
        return list(self.rank)[nearest], _arc_km(chords[nearest])


@dataclass(frozen=True, slots=True)
class Spread:
    """What the lengths of ways of about the same length are, as factors or speeds: low, middle and high."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class LengthClasses:
    """Figures that depend on the length of a way; between two classes they change little by little."""

    km: Numbers
    longest_km: float
    detours: Numbers
    speeds_kmh: Numbers

    def detour(self, straight_km: float, *, beyond: Spread) -> Spread:
        """Road over straight line, 10th, 50th and 90th percentile; `beyond` past the longest class."""
        lengths = [*self.km, self.longest_km]
        ends = (beyond.low, beyond.middle, beyond.high)
        return Spread(
            *(
                float(np.interp(straight_km, lengths, [*column, end]))
                for column, end in zip(self.detours.T, ends, strict=True)
            )
        )

    def speed_kmh(self, straight_km: float) -> Spread:
        """Mean speed of the way, 10th, 50th and 90th percentile."""
        return Spread(*(float(np.interp(straight_km, self.km, column)) for column in self.speeds_kmh.T))


@dataclass(frozen=True, slots=True)
class MeasuredError:
    """Real over measured, for ways from `km_from` on: nine in ten are within the bounds."""

    km_from: float
    km_low: float
    km_high: float
    minutes_low: float
    minutes_high: float


def _arc_km(chord: np.floating) -> float:
    """Kilometres along the surface from a chord of the unit sphere."""
    return EARTH_RADIUS_M / 1000 * 2 * math.asin(min(1.0, float(chord) / 2))


def _rows(name: str) -> Iterator[list[str]]:
    with (DATA_DIR / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def _on_sphere(latitude: float, longitude: float) -> Numbers:
    phi, lam = np.radians(latitude), np.radians(longitude)
    return np.array([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


# Farms, drop points and platforms come back from one question to the next: 20 kB each.
@functools.lru_cache(maxsize=256)
def _searched(table: Network, insee: str) -> tuple[Numbers, Numbers]:
    return table.from_commune(insee)


@functools.cache
def network() -> Network:
    """The graph of road_sections.csv between the places of road_places.csv, one per process."""
    places = list(_rows("road_places.csv"))
    rank = {code: row for row, (code, *_) in enumerate(places)}
    rows = list(_rows("road_sections.csv"))
    # As scipy's searches want them: others are copied at every call.
    start = np.array([rank[row[0]] for row in rows], dtype=np.int32)
    end = np.array([rank[row[1]] for row in rows], dtype=np.int32)
    both_ways = (np.concatenate([start, end]), np.concatenate([end, start]))

    def graph(values: Numbers) -> csr_array:
        return csr_array((np.concatenate([values, values]), both_ways), shape=(len(rank), len(rank)))

    km, minutes = (np.array([float(row[column]) for row in rows]) for column in (2, 3))
    return Network(
        rank,
        cost=graph(minutes + _TIE_MINUTES_PER_KM * km),
        km=graph(km),
        places=np.array([_on_sphere(float(latitude), float(longitude)) for _, latitude, longitude in places]),
    )


@functools.cache
def length_classes() -> LengthClasses:
    """road_detours.csv; a class speaks for the middle of its lengths."""
    rows = np.array([[float(cell) for cell in row] for row in _rows("road_detours.csv")])
    return LengthClasses(
        km=np.sqrt(rows[:, 0] * rows[:, 1]),
        longest_km=float(rows[-1, 1]),
        detours=rows[:, 2:5],
        speeds_kmh=rows[:, 5:8],
    )


@functools.cache
def measured_errors() -> tuple[MeasuredError, ...]:
    """road_errors.csv, shortest ways first."""
    rows = [[float(cell) for cell in row] for row in _rows("road_errors.csv")]
    return tuple(MeasuredError(row[0], *row[2:6]) for row in rows)


def measured_error(km: float) -> MeasuredError:
    """How far the truth may be from a measured way of some length."""
    return [error for error in measured_errors() if error.km_from <= km][-1]
