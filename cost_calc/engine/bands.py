"""The pieces of a price list: bands, zones, steps, roundings, fuel indexation."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.lines import Formula
from cost_calc.engine.quantities import (
    CHANGE,
    EUR,
    MASS_KG,
    NAN,
    SHARE,
    SOME_MASS_KG,
    FloatArray,
    Quantity,
    Range,
    check_numbers,
    check_optional,
    check_scalars,
    check_type,
    choose,
    is_array,
    maximum,
    multiple_of,
    started,
)

KG_PER_QUINTAL = 100.0


class Basis(StrEnum):
    """What one price of the list is the price of."""

    PARCEL = "parcel"
    PER_100KG = "per_100kg"
    PALLET = "pallet"
    STOP = "stop"
    PERCENT = "percent"
    FIXED_VARIABLE = "fixed_variable"


BAND_BASES = frozenset({Basis.PARCEL, Basis.PER_100KG, Basis.PALLET, Basis.STOP})
BASE_FORMULAS = {
    Basis.PARCEL: Formula.PRICE_PER_PARCEL,
    Basis.PER_100KG: Formula.PRICE_PER_100KG,
    Basis.PALLET: Formula.PRICE_PER_PALLET,
    Basis.STOP: Formula.PRICE_PER_STOP,
    Basis.PERCENT: Formula.PERCENT_OF_VALUE,
    Basis.FIXED_VARIABLE: Formula.FIXED_PLUS_VARIABLE,
}


@dataclass(frozen=True, slots=True)
class Band:
    """Price of a range of masses, in one zone or (zone "") in every zone that has no band of its own.

    Parameters
    ----------
    from_kg, to_kg
        The range. A flat price holds *up to* `to_kg` ("jusqu'à 10 kg"), a price per 100 kg or per pallet
        holds *from* `from_kg` ("à partir de 100 kg"). None: no upper end. Lists are often written in whole
        kilos ("de 10 à 29 kg", "de 30 à 99 kg"): what falls between two bands is in the heavier one.
    eur
        Per parcel, per 100 kg, per pallet or per stop, according to the tariff's basis.
    flat
        In a list per 100 kg or per pallet, True for a price of the whole consignment, as is usual below
        100 kg.
    """

    from_kg: float
    to_kg: float | None
    eur: float
    zone: str = ""
    flat: bool = False

    def __post_init__(self) -> None:
        check_numbers(self, "band", from_kg=MASS_KG, eur=EUR)
        check_optional(self, "band", to_kg=MASS_KG)
        check_scalars(self, "band", "from_kg", "to_kg", "eur")
        check_type(self, "band", zone=str, flat=bool)
        if self.to_kg is not None and self.to_kg <= self.from_kg:
            raise InvalidInput("band.to_kg", "unordered", minimum=self.from_kg)


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone adds: a share of the price, or an amount."""

    code: str
    surcharge_share: float = 0.0
    surcharge_eur: float = 0.0

    def __post_init__(self) -> None:
        check_type(self, "zone", code=str)
        check_numbers(self, "zone", surcharge_share=Range(0.0, 10.0), surcharge_eur=EUR)
        check_scalars(self, "zone", "surcharge_share", "surcharge_eur")


@dataclass(frozen=True, slots=True)
class FuelIndexation:
    """Fuel surcharge: P = P0 × [1 + a·(I1/I0 − 1) + b·(F1/F0 − 1)].

    Parameters
    ----------
    propulsion_share, cold_share
        a and b: shares of the price that pay for the fuel of the engine and of the separate cold unit; b only
        counts when goods travel under controlled temperature.
    propulsion_change, cold_change
        I1/I0 − 1 and F1/F0 − 1; negative when fuel became cheaper.

    Source: code des transports, articles L3222-1 and L3222-2.
    """

    propulsion_share: float
    propulsion_change: float
    cold_share: float = 0.0
    cold_change: float = 0.0

    def __post_init__(self) -> None:
        check_numbers(
            self,
            "fuel",
            propulsion_share=SHARE,
            propulsion_change=CHANGE,
            cold_share=SHARE,
            cold_change=CHANGE,
        )
        check_scalars(self, "fuel", "propulsion_share", "propulsion_change", "cold_share", "cold_change")
        if self.propulsion_share + self.cold_share > 1.0:
            raise InvalidInput("fuel.cold_share", "too_large", maximum=1.0 - self.propulsion_share)

    def change(self, *, cold: bool) -> float:
        """Share of the price that is added (or taken off)."""
        moved = self.propulsion_share * self.propulsion_change
        return moved + self.cold_share * self.cold_change if cold else moved


@dataclass(frozen=True, slots=True)
class StopSteps:
    """Supplements of a price per stop: each started step of mass, the pickup repeated per vehicle load."""

    from_kg: float = 0.0
    step_kg: float = 1.0
    step_eur: float = 0.0
    pickup_eur: float = 0.0
    pickup_capacity_kg: float | None = None

    def __post_init__(self) -> None:
        check_numbers(self, "steps", from_kg=MASS_KG, step_kg=SOME_MASS_KG, step_eur=EUR, pickup_eur=EUR)
        check_optional(self, "steps", pickup_capacity_kg=SOME_MASS_KG)
        check_scalars(self, "steps", "from_kg", "step_kg", "step_eur", "pickup_eur", "pickup_capacity_kg")

    def steps(self, mass_kg: Quantity) -> Quantity:
        """Started steps above `from_kg`."""
        return started(maximum(0.0, mass_kg - self.from_kg), self.step_kg)

    def loads(self, mass_kg: Quantity) -> Quantity:
        """Vehicle loads to pick up."""
        if self.pickup_capacity_kg is None:
            return mass_kg * 0.0 + 1.0
        return started(mass_kg, self.pickup_capacity_kg)


@dataclass(frozen=True, slots=True)
class Rounding:
    """Taxable mass below `below_kg` (None: any) is rounded up to a multiple of `step_kg`."""

    below_kg: float | None
    step_kg: float

    def __post_init__(self) -> None:
        check_numbers(self, "rounding", step_kg=SOME_MASS_KG)
        check_optional(self, "rounding", below_kg=SOME_MASS_KG)
        check_scalars(self, "rounding", "below_kg", "step_kg")


def rounded_up(mass_kg: Quantity, roundings: Sequence[Rounding]) -> Quantity:
    """A mass as the first rule that fits rounds it up; as it is where none does."""
    rounded = mass_kg
    for rule in reversed(roundings):
        fits = True if rule.below_kg is None else mass_kg < rule.below_kg
        rounded = choose(fits, multiple_of(mass_kg, rule.step_kg), rounded)
    return rounded


@dataclass(frozen=True, slots=True)
class Reading:
    """The band a price was read in; `paid_kg`: its first kilo, where payant-pour pays for all of it."""

    eur: float
    flat: bool
    paid_kg: float | None = None


class Grid:
    """The bands of one zone, laid out for a search by mass.

    `floors[i]` is the cheapest minimum of the bands after band i, which payant-pour compares with. The last
    element of every list answers for a mass below the first band (index −1).
    """

    __slots__ = ("ends", "flat", "floors", "from_kg", "minima", "prices", "starts")

    def __init__(self, bands: list[Band], *, pallet_kg: float | None, always_flat: bool) -> None:
        flat = [band.flat or always_flat for band in bands]
        self.starts = [band.from_kg for band in bands[:1]]
        for lower, upper, is_flat in zip(bands, bands[1:], flat[1:], strict=False):
            # A band goes down to where the one before ends. Where they meet, that kilo is in the lighter one
            # when the heavier is flat ("jusqu'à"), else in the heavier ("à partir de").
            end = upper.from_kg if lower.to_kg is None else lower.to_kg
            meets = end == upper.from_kg and not is_flat
            self.starts.append(end if meets else math.nextafter(end, math.inf))
        self.minima = [
            band.eur * (1.0 if flat[number] else float(units(band.from_kg, pallet_kg)))
            for number, band in enumerate(bands)
        ]
        self.floors: list[float] = [
            min(self.minima[number + 1 :], default=math.inf) for number in range(len(bands))
        ]
        self.floors.append(min(self.minima))
        self.ends = [math.inf if band.to_kg is None else band.to_kg for band in bands] + [math.inf]
        self.prices = [band.eur for band in bands] + [NAN]
        self.from_kg = [band.from_kg for band in bands]
        self.flat = [*flat, True]

    def price(self, mass_kg: Quantity, unit_count: Quantity, *, payant_pour: bool) -> Quantity:
        """Price of a taxable mass that makes `unit_count` units (100 kg or pallets); NaN outside."""
        if is_array(mass_kg, unit_count):
            return self._price_array(np.asarray(mass_kg), unit_count, payant_pour=payant_pour)
        index = bisect_right(self.starts, mass_kg) - 1
        price: Quantity = NAN if mass_kg > self.ends[index] else self.prices[index]
        if not self.flat[index]:
            price *= unit_count
        floor = self.floors[index]
        if payant_pour and floor < math.inf and not price <= floor:
            return floor
        return price

    def read(self, mass_kg: float, unit_count: float, price_eur: float) -> "Reading":
        """Which band one price of this grid was read in, and the mass it is paid for."""
        index = bisect_right(self.starts, mass_kg) - 1
        own = self.prices[index] * (1.0 if self.flat[index] else unit_count)
        if price_eur == own and mass_kg <= self.ends[index]:
            return Reading(self.prices[index], flat=self.flat[index])
        # Payant-pour: the price is the least minimum of the bands after.
        later = range(index + 1, len(self.from_kg))
        least = min(later, key=self.minima.__getitem__)
        return Reading(self.prices[least], flat=self.flat[least], paid_kg=self.from_kg[least])

    def _price_array(self, mass_kg: FloatArray, unit_count: Quantity, *, payant_pour: bool) -> FloatArray:
        index = np.searchsorted(self.starts, mass_kg, side="right") - 1
        price = np.where(mass_kg > np.take(self.ends, index), NAN, np.take(self.prices, index))
        price = price * np.where(np.take(self.flat, index), 1.0, unit_count)
        if payant_pour:
            floor = np.take(self.floors, index)
            price = np.where((floor < math.inf) & ~(price <= floor), floor, price)
        return price


def by_zone(bands: Iterable[Band], *, pallet_kg: float | None, always_flat: bool) -> dict[str, Grid]:
    """The bands of each zone, laid out; raises `InvalidInput` where two of them overlap."""
    found: dict[str, list[Band]] = {}
    for band in bands:
        found.setdefault(band.zone, []).append(band)
    for zone, held in found.items():
        held.sort(key=lambda band: band.from_kg)
        for lower, upper in pairwise(held):
            if lower.to_kg is None or lower.to_kg > upper.from_kg:
                raise InvalidInput("tariff.bands", "overlapping", zone=zone, from_kg=upper.from_kg)
    return {zone: Grid(held, pallet_kg=pallet_kg, always_flat=always_flat) for zone, held in found.items()}


def units(mass_kg: Quantity, pallet_kg: float | None) -> Quantity:
    """How many pallets a mass makes, or how many times 100 kg when the list is not by the pallet."""
    return mass_kg / KG_PER_QUINTAL if pallet_kg is None else started(mass_kg, pallet_kg)
