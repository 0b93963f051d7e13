"""Options ranked: one delivery, a matrix of thousands, a curve against the mass."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.feasibility import Wishes
from cost_calc.engine.law import RULES_2026, Rules
from cost_calc.engine.legs import Leg
from cost_calc.engine.legs.common import array_fields, with_values
from cost_calc.engine.pricing import NO_WISHES, Option, OptionKind, PricedOption, price, quoted
from cost_calc.engine.quantities import (
    NAN,
    SOME_MASS_KG,
    BoolArray,
    FloatArray,
    Quantity,
    as_array,
    is_array,
    unknown,
)
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Tariff

__all__ = [
    "Comparison",
    "Crossing",
    "Curve",
    "Option",
    "OptionKind",
    "PriceMatrix",
    "PricedOption",
    "at_mass",
    "compare",
    "crossings",
    "curve",
    "price",
    "price_matrix",
    "quoted",
    "ranked",
]


P = TypeVar("P", bound=PricedOption)


@dataclass(frozen=True, slots=True)
class Comparison(Generic[P]):
    """One delivery priced every way.

    Possible ones by rising €/kg, then what the customer collects (nobody's cost is nought, so it is ranked
    with none), then unwanted, then impossible ones.
    """

    shipment: Shipment
    method: CarbonMethod
    options: tuple[P, ...]

    @property
    def feasible(self) -> tuple[P, ...]:
        """Possible, delivered and not against a wish, cheapest first."""
        return tuple(
            priced
            for priced in self.options
            if priced.feasible and not priced.unwanted and not priced.collected
        )

    @property
    def collected(self) -> tuple[P, ...]:
        """Possible, by the customer's own trip."""
        return tuple(priced for priced in self.options if priced.feasible and priced.collected)

    @property
    def unwanted(self) -> tuple[P, ...]:
        """Possible, against a wish of the producer."""
        return tuple(
            priced for priced in self.options if priced.feasible and priced.unwanted and not priced.collected
        )

    @property
    def impossible(self) -> tuple[P, ...]:
        """Forbidden, or without a price."""
        return tuple(priced for priced in self.options if not priced.feasible)


@dataclass(frozen=True, slots=True)
class PriceMatrix:
    """n shipments × m options; NaN where the option is impossible."""

    eur: FloatArray
    co2e_kg: FloatArray


@dataclass(frozen=True, slots=True)
class Curve:
    """€ and kgCO2e per kilogram against the mass of one option; NaN where it is impossible."""

    mass_kg: FloatArray
    eur_per_kg: FloatArray
    co2e_kg_per_kg: FloatArray


@dataclass(frozen=True, slots=True)
class Crossing:
    """A mass from which another option is the cheaper one."""

    mass_kg: float
    cheaper_after: str


def compare(
    options: Sequence[Option],
    shipment: Shipment,
    *,
    method: CarbonMethod = CarbonMethod.CONSUMPTION,
    rules: Rules = RULES_2026,
    wishes: Wishes = NO_WISHES,
) -> Comparison[PricedOption]:
    """Price every option for one shipment, rank them by €/kg, set the impossible ones apart."""
    if is_array(shipment.mass_kg):
        raise InvalidInput("shipment.mass_kg", "shape")
    priced = [price(option, shipment, method=method, rules=rules, wishes=wishes) for option in options]
    return ranked(priced, shipment, method)


def ranked(priced: Iterable[P], shipment: Shipment, method: CarbonMethod) -> Comparison[P]:
    """Options priced already for one shipment, in their order."""
    return Comparison(shipment, method, tuple(sorted(priced, key=_rank)))


def _rank(priced: PricedOption) -> tuple[bool, bool, bool, float, str]:
    cost = priced.eur_per_kg
    return (
        not priced.feasible,
        priced.unwanted and not priced.collected,
        priced.collected,
        math.inf if unknown(cost) else float(cost),
        priced.option.id,
    )


def price_matrix(
    options: Sequence[Option],
    shipments: Shipment | Sequence[Shipment],
    *,
    method: CarbonMethod = CarbonMethod.CONSUMPTION,
    rules: Rules = RULES_2026,
    wishes: Wishes = NO_WISHES,
) -> PriceMatrix:
    """Price n shipments × m options at once.

    Parameters
    ----------
    shipments
        One `Shipment` whose numbers are arrays of shape (n,), or n single shipments of any regimes. A leg may
        hold arrays of shape (n,) too: its distance to each shipment, for instance.

    Returns
    -------
    Arrays of shape (n, m), NaN where the option is impossible for the shipment.
    """
    if isinstance(shipments, Shipment):
        count = len(np.atleast_1d(shipments.mass_kg))
        batches: list[tuple[Rows, Shipment]] = [(slice(None), shipments)]
    else:
        count = len(shipments)
        batches = list(_batches(shipments))
    eur = np.full((len(options), count), NAN)
    co2e = np.full((len(options), count), NAN)
    for rows, batch in batches:
        for column, option in enumerate(options):
            priced = price(_rows(option, rows, count), batch, method=method, rules=rules, wishes=wishes)
            feasible = priced.feasible
            eur[column, rows] = np.where(feasible, priced.quote.total_eur, NAN)
            co2e[column, rows] = np.where(feasible, priced.quote.co2e_kg, NAN)
    return PriceMatrix(eur.T, co2e.T)


Rows: TypeAlias = NDArray[np.intp] | slice

_BATCH_KEYS = (
    "temperature", "product_family", "ready_hour", "organic", "buyer", "approved", "max_celsius",
    "volume_provenance", "goods_class",
)  # fmt: skip
_BATCH_NUMBERS = tuple(name for name in Shipment.__slots__ if name not in _BATCH_KEYS)


def _batches(shipments: Sequence[Shipment]) -> Iterator[tuple[Rows, Shipment]]:
    """Single shipments stacked by what the arithmetic does not vary on: regime, family, known or not."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for number, shipment in enumerate(shipments):
        known = tuple(getattr(shipment, name) is None for name in _BATCH_NUMBERS)
        key = (*(getattr(shipment, name) for name in _BATCH_KEYS), *known)
        groups.setdefault(key, []).append(number)
    for numbers in groups.values():
        first = shipments[numbers[0]]
        columns: dict[str, Any] = {
            name: np.array([getattr(shipments[number], name) for number in numbers])
            for name in _BATCH_NUMBERS
            if getattr(first, name) is not None
        }
        yield np.array(numbers), replace(first, **columns)


def _rows(option: Option, rows: Rows, count: int) -> Option:
    """The option for some of the shipments: arrays of its legs are cut to them."""
    if isinstance(rows, slice):
        return option
    legs = []
    for leg in option.legs:
        arrays = array_fields(leg)
        cut = {name: np.broadcast_to(value, (count,))[rows] for name, value in arrays.items()}
        legs.append(with_values(leg, **cut) if cut else leg)
    return replace(option, legs=tuple(legs))


def at_mass(option: Option, shipment: Shipment, mass_kg: Quantity) -> tuple[Option, Shipment]:
    """The same delivery with another mass: value, returns, room and each drop in proportion."""
    mass = SOME_MASS_KG.check("shipment.mass_kg", mass_kg)
    scale = mass / shipment.mass_kg
    scaled = {
        name: value * scale
        for name in ("goods_value_eur", "returns_kg", "returns_count", "volume_m3", "linear_m")
        if (value := getattr(shipment, name)) is not None
    }
    legs = tuple(
        leg if leg.mass_kg is None else with_values(leg, mass_kg=leg.mass_kg * scale) for leg in option.legs
    )
    return replace(option, legs=legs), replace(shipment, mass_kg=mass, **scaled)


def curve(
    option: Option,
    shipment: Shipment,
    masses_kg: Sequence[float] | FloatArray,
    *,
    method: CarbonMethod = CarbonMethod.CONSUMPTION,
    rules: Rules = RULES_2026,
    wishes: Wishes = NO_WISHES,
) -> Curve:
    """Cost and carbon per kilogram of one option at each mass, shape (n,)."""
    masses = as_array("curve.masses_kg", masses_kg, SOME_MASS_KG)
    priced = price(*at_mass(option, shipment, masses), method=method, rules=rules, wishes=wishes)
    feasible = priced.feasible
    return Curve(
        masses,
        np.where(feasible, priced.eur_per_kg, NAN),
        np.where(feasible, priced.co2e_kg_per_kg, NAN),
    )


# A list has jumps that two equal ends would hide: the scan must be finer than its bands.
SCAN_POINTS = 2000
# Thirty bisections of each change, six at a time: an array of points costs about what one point does.
BISECTIONS_AT_ONCE, NARROWINGS = 6, 5
# Two prices closer than this are the same price.
SAME_PRICE = 1e-9


def crossings(
    first: Option,
    second: Option,
    shipment: Shipment,
    low_kg: float,
    high_kg: float,
    *,
    method: CarbonMethod = CarbonMethod.CONSUMPTION,
    rules: Rules = RULES_2026,
    wishes: Wishes = NO_WISHES,
) -> tuple[Crossing, ...]:
    """Masses where the cheaper of two options changes, with which one is cheaper from there.

    An option that is impossible at a mass is dearer than any price. Price lists jump, so there may be
    several crossings, and one may fall on a jump: the range is scanned, edges of the bands included, then
    each change is narrowed by bisection.
    """
    low = SOME_MASS_KG.check("crossings.low_kg", low_kg)
    high = SOME_MASS_KG.check("crossings.high_kg", high_kg)
    if high <= low:
        raise InvalidInput("crossings.high_kg", "unordered", minimum=low)

    def cheaper(masses: FloatArray) -> NDArray[np.int8]:
        """−1 where the first is cheaper, 1 where the second is, 0 where they are equal or both impossible."""
        costs = []
        for option in (first, second):
            eur = curve(option, shipment, masses, method=method, rules=rules, wishes=wishes).eur_per_kg
            costs.append(np.where(np.isnan(eur), np.inf, eur))
        ahead, behind = costs[0] < costs[1] * (1 - SAME_PRICE), costs[1] < costs[0] * (1 - SAME_PRICE)
        return behind.astype(np.int8) - ahead.astype(np.int8)

    edges = [edge for option in (first, second) for leg in option.legs for edge in _edges_kg(leg)]
    around = [edge * factor for edge in edges for factor in (1 - SAME_PRICE, 1.0, 1 + SAME_PRICE)]
    scan = [np.geomspace(low, high, SCAN_POINTS), np.linspace(low, high, SCAN_POINTS), np.array(around)]
    masses = np.unique(np.concatenate(scan).clip(low, high))
    states = cheaper(masses)

    decided = np.flatnonzero(states)
    changes = decided[1:][states[decided[1:]] != states[decided[:-1]]]
    if not len(changes):
        return ()
    below, above, after = masses[changes - 1], masses[changes], states[changes]
    for _ in range(NARROWINGS):
        points = _halved(below, above)
        reached = (cheaper(points.ravel()) == np.tile(after, len(points))).reshape(points.shape)
        below, above = _narrowed(points, reached)
    return tuple(
        Crossing(float(mass), first.id if state < 0 else second.id)
        for mass, state in zip(above, after, strict=True)
    )


def _halved(below: FloatArray, above: FloatArray) -> FloatArray:
    """The ends of each range, shape (n,), and all the points that the bisections to come may ask about.

    Shape (1 + 2 ** BISECTIONS_AT_ONCE, n), from `below` to `above`.
    """
    points = np.stack([below, above])
    for _ in range(BISECTIONS_AT_ONCE):
        halved = np.empty((2 * len(points) - 1, len(below)))
        halved[::2], halved[1::2] = points, (points[:-1] + points[1:]) / 2.0
        points = halved
    return points


def _narrowed(points: FloatArray, reached: BoolArray) -> tuple[FloatArray, FloatArray]:
    """The ends of each range after those bisections, shape (n,), by what is reached at their points."""
    columns = np.arange(points.shape[1])
    low = np.zeros(len(columns), dtype=np.intp)
    step = len(points) // 2
    while step:
        low = np.where(reached[low + step, columns], low, low + step)
        step //= 2
    return points[low, columns], points[low + 1, columns]


def _edges_kg(leg: Leg) -> list[float]:
    tariff = getattr(leg, "tariff", None)
    return tariff.edges_kg() if isinstance(tariff, Tariff) else []
