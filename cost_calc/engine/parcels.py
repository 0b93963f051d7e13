"""The cheapest set of parcels that holds a load."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cost_calc.engine.bands import Grid, Rounding, rounded_up
from cost_calc.engine.quantities import NAN, STEP_NOISE, FloatArray, Quantity, both, choose, is_array, started

GRAMS = 1000
# States of the table of one list; finer capacities are read in a coarser unit, rounded down.
MAX_STATES = 4_000
# Cheapest cost with the packing, number of parcels, kind of one of them.
State: TypeAlias = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One kind of parcel of a list: what it may weigh at most, and its price."""

    capacity_kg: float
    eur: float


@dataclass(frozen=True, slots=True)
class Cut:
    """A load in parcels: their price, their number, and for a scalar load which they are."""

    eur: Quantity
    count: Quantity
    parts: tuple[tuple[Parcel, int], ...] = ()

    @property
    def inputs(self) -> tuple[tuple[str, Quantity, str], ...]:
        """Which parcels, for one load; their number and mean price, for a batch."""
        if not self.parts:
            return (("parcels", self.count, ""), ("eur_per_parcel", self.eur / self.count, "€"))
        return tuple(
            one
            for parcel, number in self.parts
            for one in (("parcels", float(number), ""), ("eur_per_parcel", parcel.eur, "€"))
        )


@dataclass(frozen=True, slots=True, eq=False)
class CutTable:
    """The cheapest cut of every load, whatever its size.

    Parameters
    ----------
    parcels
        Kinds of parcels worth using: a lighter one is always cheaper.
    unit_kg
        Loads and capacities are counted in this unit, loads rounded up.
    best
        Number of the parcel that is cheapest per kilogram.
    capacities
        Of each kind, in units.
    eur, counts, first
        For a load of so many units: price and number of its parcels, and the kind of one of them.

    Notes
    -----
    cheapest(load) is the least of: price of a kind + cheapest(load − its capacity). Once this repeats itself,
    `best` more for each of its capacity, over a run as long as the largest capacity, it does so for ever: the
    table stops there. It always comes to that: among as many parcels of other kinds as `best` holds units,
    some hold together a whole number of `best`, which cost no more.
    """

    parcels: tuple[Parcel, ...]
    unit_kg: float
    best: int
    capacities: tuple[int, ...]
    eur: FloatArray
    counts: FloatArray
    first: NDArray[np.int64] = field(repr=False)

    def cut(self, mass_kg: Quantity) -> Cut:
        """Price and number of the parcels of a load, or of each load of an array."""
        units = started(mass_kg, self.unit_kg)
        if isinstance(units, np.ndarray):
            size, full = len(self.eur) - 1, self.capacities[self.best]
            whole = np.maximum(0.0, np.ceil((units - size) / full))
            rest = (units - whole * full).astype(np.int64)
            return Cut(whole * self.parcels[self.best].eur + self.eur[rest], whole + self.counts[rest])
        return self._cut_one(int(units))

    def _cut_one(self, units: int) -> Cut:
        size, full = len(self.eur) - 1, self.capacities[self.best]
        whole = max(0, math.ceil((units - size) / full))
        rest = units - whole * full
        eur = whole * self.parcels[self.best].eur + float(self.eur[rest])
        chosen = [0] * len(self.parcels)
        chosen[self.best] = whole
        while rest > 0:
            kind = int(self.first[rest])
            chosen[kind] += 1
            rest -= self.capacities[kind]
        parts = tuple((parcel, number) for parcel, number in zip(self.parcels, chosen, strict=True) if number)
        return Cut(eur, float(sum(chosen)), parts[::-1])


@lru_cache(maxsize=512)
def cut_table(parcels: tuple[Parcel, ...], packing_eur: float = 0.0) -> CutTable:
    """The table of a list, made once.

    Parameters
    ----------
    parcels
        Kinds of parcels, at least one.
    packing_eur
        What each parcel costs its sender besides: it weighs in the choice, and is not in the price.
    """
    kept = _worth_using(parcels)
    best = min(range(len(kept)), key=lambda kind: (kept[kind].eur + packing_eur) / kept[kind].capacity_kg)
    costs = [parcel.eur + packing_eur for parcel in kept]
    grams = [max(1, round(parcel.capacity_kg * GRAMS)) for parcel in kept]
    unit, states = math.gcd(*grams), None
    while states is None:
        capacities = tuple(max(1, mass // unit) for mass in grams)
        states = _states(capacities, costs, best)
        unit = unit if states else 2 * unit
    paid, counts, first = (np.array(column) for column in zip(*states, strict=True))
    counts = counts.astype(np.float64)
    eur = np.round(paid - packing_eur * counts, 9)
    return CutTable(kept, unit / GRAMS, best, capacities, eur, counts, first)


def _states(capacities: Sequence[int], costs: Sequence[float], best: int) -> list[State] | None:
    """Cheapest cut of 0, 1, 2… units, until it repeats itself; None when that takes too many."""
    states: list[State] = [(0.0, 0, 0)]
    longest, period, repeated = max(capacities), capacities[best], 0
    while repeated < longest:
        load = len(states)
        if load > MAX_STATES:
            return None
        choices = []
        for kind, (capacity, cost) in enumerate(zip(capacities, costs, strict=True)):
            before = states[max(0, load - capacity)]
            choices.append((round(before[0] + cost, 9), before[1] + 1, kind))
        states.append(min(choices))
        if load > period:
            before = states[load - period]
            again = (round(before[0] + costs[best], 9), before[1] + 1)
            repeated = repeated + 1 if states[load][:2] == again else 0
    return states


def _worth_using(parcels: Sequence[Parcel]) -> tuple[Parcel, ...]:
    """From light to heavy, without those that a heavier one beats."""
    kept: list[Parcel] = []
    for parcel in sorted(parcels, key=lambda one: (-one.capacity_kg, one.eur)):
        if not kept or (parcel.capacity_kg < kept[-1].capacity_kg and parcel.eur < kept[-1].eur):
            kept.append(parcel)
    return tuple(reversed(kept))


def cheapest_cut(
    grid: Grid,
    mass_kg: Quantity,
    *,
    limit_kg: float,
    roundings: tuple[Rounding, ...] = (),
    payant_pour: bool = False,
    packing_eur: Quantity = 0.0,
) -> Cut:
    """A load in the cheapest set of parcels of a list, none above `limit_kg`.

    One parcel, where its own band is cheaper than what a set can promise. Where the packing of a parcel has
    several costs, each chooses its own set.
    """
    if isinstance(packing_eur, np.ndarray):
        cuts = [
            cheapest_cut(
                grid,
                mass,
                limit_kg=limit_kg,
                roundings=roundings,
                payant_pour=payant_pour,
                packing_eur=packing,
            )
            for mass, packing in zip(
                *map(np.ndarray.tolist, np.broadcast_arrays(mass_kg, packing_eur)), strict=True
            )
        ]
        return Cut(np.array([cut.eur for cut in cuts]), np.array([cut.count for cut in cuts]))
    cut = cut_table(_parcels(grid, limit_kg, roundings, payant_pour), packing_eur).cut(mass_kg)
    billed = rounded_up(mass_kg, roundings)
    one = grid.price(billed, 1.0, payant_pour=payant_pour)
    alone = both(mass_kg <= limit_kg, one <= cut.eur + packing_eur * (cut.count - 1.0))
    in_list = True if payant_pour else billed >= grid.starts[0]
    eur = choose(in_list, choose(alone, one, cut.eur), NAN)
    if not is_array(mass_kg) and alone:
        return Cut(eur, 1.0, ((Parcel(float(mass_kg), float(one)), 1),))
    return Cut(eur, choose(alone, 1.0, cut.count), cut.parts)


@lru_cache(maxsize=512)
def _parcels(
    grid: Grid, limit_kg: float, roundings: tuple[Rounding, ...], payant_pour: bool
) -> tuple[Parcel, ...]:
    """What each band can hold in one parcel, and its price.

    A parcel of a set may turn out lighter than its band: where a lighter band is dearer, its price counts.
    """
    found: list[Parcel] = []
    dearest = 0.0
    for start, end in zip(grid.starts, grid.ends, strict=False):
        capacity = _before_rounding(min(end, limit_kg), roundings)
        if capacity > start:
            dearest = max(dearest, float(grid.price(capacity, 1.0, payant_pour=payant_pour)))
            found.append(Parcel(capacity, dearest))
    return tuple(found) or (Parcel(limit_kg, NAN),)


def _before_rounding(limit_kg: float, roundings: Sequence[Rounding]) -> float:
    """The heaviest mass that rounding up does not take over a limit."""
    for rule in roundings:
        if rule.below_kg is None or limit_kg <= rule.below_kg:
            return round(math.floor(limit_kg / rule.step_kg + STEP_NOISE) * rule.step_kg, 9)
    return limit_kg
