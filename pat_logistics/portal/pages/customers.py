"""What each type of customer asks: counted from those that say it, with what the law says."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from cost_calc.engine.shipment import Buyer
from cost_calc.models import LegalRule
from cost_calc.pricing.adapters.shipments import BUYERS
from pat_logistics import formats
from pat_logistics.actors.enums import OUTLET_TYPES
from pat_logistics.actors.models import Actor
from pat_logistics.vocabulary import CustomerType, Temperature, Weekday

# By who buys, the rules of `cost_calc/data/legal_rules.csv` that a farm reads before it sells there.
RULES: dict[Buyer, tuple[str, ...]] = {
    Buyer.EATER: ("eggs.direct",),
    Buyer.TRADE: ("approval.need", "approval.distance", "approval.excluded", "eggs.packing_centre"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that customers ask, in words, and how many of them say so."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Customers:
    """One type of customer: how many are known, how many were confirmed, what they say, what the law says."""

    code: str
    label: str
    known: int
    confirmed: int
    telling: int
    asked: list[Asked]
    rules: list[Any]


def customers_by_type() -> list[Customers]:
    """Every type of which one is known. Invented ones count nowhere. Two queries."""
    found: dict[str, list[Actor]] = defaultdict(list)
    for actor in Actor.objects.published().outlets().filter(is_example=False).order_by("pk"):
        found[actor.customer_type].append(actor)
    rules = {rule.code: rule for rule in LegalRule.objects.at(localdate())}
    return [_of_type(code, str(label), found[code], rules) for code, label in OUTLET_TYPES if found[code]]


def _of_type(code: str, label: str, actors: list[Actor], rules: dict[str, Any]) -> Customers:
    telling = [actor for actor in actors if actor.tells_terms]
    return Customers(
        code=code,
        label=label,
        known=len(actors),
        confirmed=sum(actor.confirmed_on is not None for actor in actors),
        telling=len(telling),
        asked=list(_asked(telling)),
        rules=[rules[each] for each in RULES[BUYERS[CustomerType(code)]] if each in rules],
    )


def _asked(actors: list[Actor]) -> Iterator[Asked]:
    days = Counter(day for actor in actors for day in actor.weekdays)
    if days:
        yield Asked("Jours", ", ".join(f"{Weekday(day).label} ({days[day]})" for day in sorted(days)))
    starts = [actor.not_before for actor in actors if actor.not_before]
    ends = [actor.not_after for actor in actors if actor.not_after]
    if starts or ends:
        hours = [f"à partir de {min(starts):%H:%M}"] if starts else []
        hours += [f"au plus tard {max(ends):%H:%M}"] if ends else []
        yield Asked("Heures", ", ".join(hours))
    if delays := [actor.lead_time_hours for actor in actors if actor.lead_time_hours]:
        yield Asked("À commander", f"{_range(delays)}\u00a0h avant ({len(delays)})")
    if least := [actor.minimum_kg for actor in actors if actor.minimum_kg]:
        yield Asked("Minimum par livraison", f"{_range(least)}\u00a0kg ({len(least)})")
    if least := [actor.minimum_eur for actor in actors if actor.minimum_eur]:
        yield Asked("Minimum par commande", f"{_range(least)}\u00a0€ ({len(least)})")
    cold = Counter(code for actor in actors for code in actor.temperatures)
    if cold:
        told = [f"{code.label} ({cold[code.value]})" for code in Temperature if cold[code.value]]
        yield Asked("Températures reçues", ", ".join(told))
    if said := [actor.asks_approval for actor in actors if actor.asks_approval is not None]:
        yield Asked("Agrément sanitaire", f"demandé par {sum(said)} sur {len(said)} qui le disent")


def _range(values: Sequence[Any]) -> str:
    """« 10 », « de 10 à 20 »."""
    low, high = min(values), max(values)
    if low == high:
        return formats.plain(float(low))
    return f"de {formats.plain(float(low))} à {formats.plain(float(high))}"
