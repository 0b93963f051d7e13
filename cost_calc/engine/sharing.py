"""Sharing a round's cost between partners, to the cent."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.quantities import (
    EUR,
    MASS_KG,
    TONNE_KM,
    Range,
    check_numbers,
    check_scalars,
    check_type,
)

AMOUNT = Range(-1e9, 1e9)
UNIT = Range(1e-6, 1e6)
# A Shapley value asks for the cost of every coalition: 2^n of them.
MAX_SHAPLEY_PARTNERS = 12


class Rule(StrEnum):
    """Agreements a group may choose; carbon is shared by its own rule, whatever this one is."""

    KG = "kg"
    KG_KM = "kg_km"
    STOPS = "stops"
    EQUAL = "equal"
    SHAPLEY = "shapley"


@dataclass(frozen=True, slots=True)
class Partner:
    """What one partner puts on board: kilograms, kilograms × direct kilometres, stops."""

    id: str
    kg: float = 0.0
    kg_km: float = 0.0
    stops: float = 1.0

    def __post_init__(self) -> None:
        check_type(self, "partner", id=str)
        check_numbers(self, "partner", kg=MASS_KG, kg_km=TONNE_KM, stops=MASS_KG)
        check_scalars(self, "partner", "kg", "kg_km", "stops")


def round_shares(
    amounts: Sequence[float], total: float | None = None, unit: float = 0.01
) -> tuple[float, ...]:
    """Round amounts to `unit` so that they add up, by the largest remainder.

    Parameters
    ----------
    amounts
        Exact shares, of any sign; when `total` is given they are scaled to it.
    total
        What they must add up to, itself rounded to `unit`; None: their own sum.
    unit
        0.01 for a cent.

    Returns
    -------
    One multiple of `unit` per amount, in the same order. Equal remainders go to the first.
    """
    exact = [_number("amounts", AMOUNT, amount) for amount in amounts]
    step = _number("unit", UNIT, unit)
    whole = math.fsum(exact)
    if total is not None:
        wanted = _number("total", AMOUNT, total)
        exact = [amount / whole * wanted for amount in exact] if whole > 0 else exact
        if not (whole > 0 or wanted == 0) or not all(math.isfinite(amount) for amount in exact):
            raise InvalidInput("sharing.amounts", "too_small", minimum=0.0)
        whole = wanted
    scaled = [amount / step for amount in exact]
    floors = [math.floor(amount) for amount in scaled]
    missing = round(whole / step) - sum(floors)
    order = sorted(range(len(scaled)), key=lambda number: floors[number] - scaled[number])
    # Floating-point noise may leave more than one unit each, hence the turns.
    for turn in range(abs(missing)):
        floors[order[turn % len(order)] if missing > 0 else order[-1 - turn % len(order)]] += (
            1 if missing > 0 else -1
        )
    digits = max(0, math.ceil(-math.log10(step))) + 2
    return tuple(round(count * step, digits) for count in floors)


def share_cost(
    total_eur: float,
    partners: Sequence[Partner],
    rule: Rule | str,
    coalition_eur: Callable[[frozenset[str]], float] | None = None,
) -> dict[str, float]:
    """Share a round's cost, in euros and cents that add up to `total_eur`.

    Parameters
    ----------
    rule
        kg, kg_km, stops, equal, or shapley.
    coalition_eur
        For shapley: cost of the round made for those partners only (their ids). The values are scaled to
        `total_eur` when the whole group's coalition costs something else.

    Source of the Shapley value: L. S. Shapley, A value for n-person games, 1953.
    """
    cost = _number("total_eur", EUR, total_eur)
    try:
        chosen = Rule(rule)
    except ValueError:
        raise InvalidInput("sharing.rule", "unknown", value=rule) from None
    if not partners:
        raise InvalidInput("sharing.partners", "required")
    ids = [partner.id for partner in partners]
    if len(set(ids)) < len(ids):
        raise InvalidInput("sharing.partners", "overlapping")
    if chosen is Rule.SHAPLEY:
        weights = shapley(ids, coalition_eur)
    elif chosen is Rule.EQUAL:
        weights = [1.0] * len(ids)
    else:
        weights = [getattr(partner, chosen.value) for partner in partners]
    return dict(zip(ids, round_shares(weights, cost), strict=True))


def shapley(ids: Sequence[str], coalition_eur: Callable[[frozenset[str]], float] | None) -> list[float]:
    """Mean extra cost each partner brings, over every order in which they may join (exact)."""
    if coalition_eur is None:
        raise InvalidInput("sharing.coalition_eur", "required")
    count = len(ids)
    if count > MAX_SHAPLEY_PARTNERS:
        raise InvalidInput("sharing.partners", "too_large", maximum=MAX_SHAPLEY_PARTNERS)
    costs = {frozenset[str](): 0.0}
    for size in range(1, count + 1):
        for members in combinations(ids, size):
            coalition = frozenset(members)
            costs[coalition] = _number("coalition_eur", AMOUNT, coalition_eur(coalition))
    values = dict.fromkeys(ids, 0.0)
    for coalition, cost in costs.items():
        for member in coalition:
            before = len(coalition) - 1
            weight = math.factorial(before) * math.factorial(count - before - 1) / math.factorial(count)
            values[member] += weight * (cost - costs[coalition - {member}])
    return [values[member] for member in ids]


def _number(name: str, allowed: Range, value: float) -> float:
    checked = allowed.check(f"sharing.{name}", value)
    if not isinstance(checked, float):
        raise InvalidInput(f"sharing.{name}", "shape")
    return checked
