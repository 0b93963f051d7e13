"""One way to make a delivery, priced and judged."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from cost_calc.engine.carbon import CarbonMethod, carbon_method
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.feasibility import Service, Wishes, service_verdicts
from cost_calc.engine.law import RULES_2026, Rules, way_verdicts
from cost_calc.engine.legs import Leg, Mover
from cost_calc.engine.lines import Line, Quote
from cost_calc.engine.quantities import (
    Quantity,
    Truth,
    anywhere,
    both,
    check_type,
    either,
    is_array,
    negated,
    unknown,
)
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.verdicts import Code, Severity, Verdict

NO_WISHES = Wishes()


class OptionKind(StrEnum):
    """Ways to make a delivery."""

    OWN_VEHICLE = "own_vehicle"
    CARRIER = "carrier"
    DROP_POINT = "drop_point"
    PARCEL = "parcel"
    POOLED = "pooled"
    PLATFORM = "platform"
    LOCKER = "locker"
    COLLECTED = "collected"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Option:
    """One way to make a delivery: a chain of legs, and the facts of its service.

    Parameters
    ----------
    id
        Stable identifier, unique in a comparison.
    legs
        In the order of the goods' way; the first is leg 1.
    """

    id: str
    kind: OptionKind
    label: str
    legs: tuple[Leg, ...]
    service: Service = field(default_factory=Service)

    def __post_init__(self) -> None:
        check_type(self, "option", id=str, label=str, service=Service)
        # By hand: isinstance of a Protocol takes as long as pricing the leg.
        if not isinstance(self.legs, tuple | list) or not all(hasattr(leg, "lines") for leg in self.legs):
            raise InvalidInput("option.legs", "required" if self.legs is None else "wrong_type")
        object.__setattr__(self, "legs", tuple(self.legs))
        try:
            object.__setattr__(self, "kind", OptionKind(self.kind))
        except ValueError:
            raise InvalidInput("option.kind", "unknown", value=self.kind) from None
        if not self.legs:
            raise InvalidInput("option.legs", "required")


@dataclass(frozen=True, slots=True)
class PricedOption:
    """An option with its quote and its verdicts; for a batch every number is an array."""

    option: Option
    shipment: Shipment
    quote: Quote
    verdicts: tuple[Verdict, ...]

    @property
    def blocked(self) -> Truth:
        """Where a verdict forbids it."""
        return _blocked(self.verdicts)

    @property
    def feasible(self) -> Truth:
        """Where nothing forbids it and it has a price."""
        return negated(self.blocked)

    @property
    def unwanted(self) -> bool:
        """Possible, but against a wish of the producer: shown apart, neither hidden nor pushed."""
        return any(verdict.code is Code.NO_INTERMEDIARY for verdict in self.verdicts)

    @property
    def too_long_a_day(self) -> bool:
        """Possible, but the driving does not fit in one day: in the list, never held up as the best."""
        return any(verdict.code is Code.TOO_LONG_A_DAY for verdict in self.verdicts)

    @property
    def collected(self) -> bool:
        """The customer does the transport: what the producer pays is not what the delivery costs."""
        return self.option.kind is OptionKind.COLLECTED

    @property
    def kilometres(self) -> dict[Mover, Quantity]:
        """Kilometres driven for the shipment by whoever drives them: they do not compare with each other."""
        found: dict[Mover, Quantity] = {}
        for line in self.quote.lines:
            mover = self.option.legs[line.leg - 1].moved_by
            if mover is not None and anywhere(line.distance_km != 0.0):
                found[mover] = found.get(mover, 0.0) + line.distance_km
        return found

    @property
    def eur_per_kg(self) -> Quantity:
        """EUR per kilogram delivered; NaN without a price."""
        return self.quote.total_eur / self.shipment.mass_kg

    @property
    def co2e_kg_per_kg(self) -> Quantity:
        """kgCO2e per kilogram delivered; NaN when not known."""
        return self.quote.co2e_kg / self.shipment.mass_kg


# Lines of the legs already priced for one shipment under one method, by the leg itself and its number. Each
# is kept beside its lines: the identity of a leg that is gone would be given to another.
Known: TypeAlias = dict[tuple[int, int], tuple[Leg, tuple[Line, ...]]]


def quoted(
    option: Option,
    shipment: Shipment,
    *,
    method: CarbonMethod = CarbonMethod.CONSUMPTION,
    known: Known | None = None,
) -> Quote:
    """The lines of all the legs, without any judgement.

    `known` keeps the lines of each leg: options that share one (the same trip to the same counter) give the
    same mapping, which serves for this shipment and this method only.
    """
    chosen, known = carbon_method(method), {} if known is None else known
    lines: list[Line] = []
    for number, leg in enumerate(option.legs, start=1):
        key = (id(leg), number)
        if key not in known:
            known[key] = leg, leg.lines(shipment, number, chosen)
        lines += known[key][1]
    return Quote(tuple(lines))


def price(
    option: Option,
    shipment: Shipment,
    *,
    method: CarbonMethod = CarbonMethod.CONSUMPTION,
    rules: Rules = RULES_2026,
    wishes: Wishes = NO_WISHES,
    known: Known | None = None,
) -> PricedOption:
    """Price and judge one option for one shipment, or for a batch when the shipment holds arrays.

    `known`: as in `quoted`.
    """
    quote = quoted(option, shipment, method=method, known=known)
    verdicts = [
        replace(verdict, legs=(number,))
        for number, leg in enumerate(option.legs, start=1)
        for verdict in leg.verdicts(shipment)
        if anywhere(verdict.where)
    ]
    verdicts += service_verdicts(option.service, shipment, wishes=wishes)
    verdicts += way_verdicts(option.legs, option.service, shipment, rules)
    held = _held(verdicts)
    no_price = both(unknown(quote.total_eur), negated(_blocked(held)))
    if anywhere(no_price):
        held.append(Verdict(Code.NO_TARIFF, Severity.BLOCKS, where=no_price))
    no_carbon = unknown(quote.co2e_kg)
    if anywhere(no_carbon):
        held.append(Verdict(Code.CARBON_UNKNOWN, Severity.INFORMS, where=no_carbon))
    return PricedOption(option, shipment, quote, tuple(held))


def _blocked(verdicts: Iterable[Verdict]) -> Truth:
    result: Truth = False
    for verdict in verdicts:
        if verdict.severity is Severity.BLOCKS:
            result = either(result, verdict.where)
    return result


def _held(verdicts: list[Verdict]) -> list[Verdict]:
    """Verdicts that hold somewhere: what several legs say alike is said once, of all of them.

    A batch keeps each code once, held wherever one of them is: its numbers differ from one shipment to the
    next.
    """
    held: list[Verdict] = []
    for verdict in verdicts:
        if not anywhere(verdict.where):
            continue
        place = next((place for place, row in enumerate(held) if _alike(row, verdict)), None)
        if place is None:
            held.append(verdict)
            continue
        before = held[place]
        where: Truth = True
        if is_array(before.where, verdict.where):
            where = either(before.where, verdict.where)
        # The option as a whole holds its legs.
        legs = (*before.legs, *verdict.legs) if before.legs and verdict.legs else ()
        held[place] = replace(before, where=where, legs=legs)
    return held


def _alike(first: Verdict, second: Verdict) -> bool:
    if first.code is not second.code:
        return False
    return is_array(first.where, second.where) or first.params == second.params
