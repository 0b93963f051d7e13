"""Quote requests and the engine: which solutions match a delivery, and what an answer comes to per kilo."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from carriers.enums import AnswerKind, MissReason, PriceBasis
from carriers.models import (
    QuoteAnswer,
    QuoteBand,
    QuoteInvitation,
    QuoteMiss,
    QuoteRequest,
    QuoteStop,
    Solution,
)
from carriers.models.quotes import MAX_RECIPIENTS
from cost_calc.calculator.listing import by_reason
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.feasibility import Code, Severity, Verdict
from cost_calc.engine.legs import Leg, OwnVehicleLeg
from cost_calc.engine.lines import Component, Line
from cost_calc.engine.pricing import OptionKind
from cost_calc.engine.shipment import Shipment, Temperature
from cost_calc.engine.tariffs import Band, Basis, Tariff
from cost_calc.pricing.comparison import ComparisonResult
from cost_calc.pricing.priced import Priced
from cost_calc.pricing.question import Question
from cost_calc.words import texts
from cost_calc.words.verdict_texts import Said, all_said, told
from pat_logistics.mail.reserved import is_reserved

# What blocks for want of a price alone: the very ones to ask.
_PRICE_CODES = {Code.ON_QUOTE, Code.NO_TARIFF, Code.GOODS_VALUE_NEEDED, Code.OPTION_NOT_PRICED}
_MISSES = {
    Code.PLACE_NOT_SERVED: MissReason.ZONE,
    Code.NO_ROAD: MissReason.ZONE,
    Code.TOO_FAR_TO_COLLECT: MissReason.ZONE,
    Code.CO_DELIVERY_TOO_FAR: MissReason.ZONE,
    Code.DAY_NOT_SERVED: MissReason.DAY,
    Code.TOO_SLOW: MissReason.DAY,
    Code.TEMPERATURE_NOT_OFFERED: MissReason.TEMPERATURE,
    Code.COLD_NEEDED: MissReason.TEMPERATURE,
    Code.COLD_NOT_HELD: MissReason.TEMPERATURE,
    Code.UNDER_MIN_WEIGHT: MissReason.MINIMUM,
    Code.OVER_MAX_WEIGHT: MissReason.TOO_LARGE,
    Code.OVER_PAYLOAD: MissReason.TOO_LARGE,
    Code.OVER_VOLUME: MissReason.TOO_LARGE,
}
# What nobody bills him, on whichever leg it stands.
OWN_PARTS = {
    Component.OTHER_WORK,
    Component.RETURN_WORK,
    Component.PACKING_WORK,
    Component.PACKAGING,
    Component.ORDERS,
}


@dataclass(frozen=True, slots=True)
class Match:
    """One solution before a request: what the comparison says of it, and whether it can be asked."""

    solution: Solution
    kind: str
    total_eur: float | None
    own_part_eur: float
    co2e_kg: float | None
    mass_kg: float
    verdicts: list[Said]
    unwanted: bool
    blocked_by: Verdict | None
    is_own_fault: bool

    @property
    def blocked(self) -> bool:
        return self.blocked_by is not None

    @property
    def eur_per_kg(self) -> float | None:
        return None if self.total_eur is None else self.total_eur / self.mass_kg

    @property
    def co2e_kg_per_kg(self) -> float | None:
        return None if self.co2e_kg is None else self.co2e_kg / self.mass_kg

    @property
    def email(self) -> str:
        """Where it can be asked; empty when it cannot, an invented carrier at a real address included."""
        email = self.solution.contact["email"]
        if self.solution.is_example and not is_reserved(email):
            return ""
        return email

    def miss(self) -> QuoteMiss | None:
        """What its company may know of a request it was not sent; none where the farm's van is the cause."""
        if self.blocked_by is None or self.is_own_fault:
            return None
        reason = _MISSES.get(self.blocked_by.code, MissReason.OTHER)
        return QuoteMiss(solution=self.solution, day=timezone.localdate(), reason=reason)

    def invitation(self) -> QuoteInvitation:
        """What is kept of it once it is asked."""
        return QuoteInvitation(
            solution=self.solution,
            to_email=self.email,
            estimated_eur=_decimal_if_known(self.total_eur),
            own_part_eur=_decimal(self.own_part_eur),
            estimated_co2e_kg=_decimal_if_known(self.co2e_kg, 4),
            verdicts=[row.message for row in self.verdicts if row.severity is not Severity.BLOCKS],
        )


@dataclass(frozen=True, slots=True)
class Matching:
    """Every solution of the comparison, sorted by what a request can do with it."""

    ticked: list[Match]
    unwanted: list[Match]
    asked: list[tuple[Match, int]]
    to_call: list[Match]
    impossible: list[Match]

    @property
    def has_examples(self) -> bool:
        return any(match.solution.is_example for match in self.askable)

    @property
    def askable(self) -> list[Match]:
        return self.ticked + self.unwanted

    @property
    def first_choice(self) -> list[str]:
        """Ticked before the producer touches anything: the wanted ones, cheapest first."""
        return [str(match.solution.pk) for match in self.ticked[:MAX_RECIPIENTS]]


def _decimal(value: float, digits: int = 2) -> Decimal:
    return Decimal(f"{value:.{digits}f}")


def _decimal_if_known(value: float | None, digits: int = 2) -> Decimal | None:
    return None if value is None else _decimal(value, digits)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def matching(result: ComparisonResult, *, asked: dict[int, int], refused: set[str]) -> Matching:
    """Sort the solutions of a comparison.

    `asked`: request by solution, for those already asked about this delivery; `refused`: addresses that want
    no request.
    """
    best: dict[int, Match] = {}
    for row in result.priced:  # possible ones first, then by price
        # A carrier is asked for the whole delivery, never for the part of it that suits a split.
        if row.way.solution is None or row.option.kind is OptionKind.MIXED:
            continue
        found = _match(row, row.way.solution, result)
        if found.solution.pk not in best or (best[found.solution.pk].blocked and not found.blocked):
            best[found.solution.pk] = found
    sorted_out = Matching([], [], [], [], [])
    for match in best.values():
        if match.blocked:
            sorted_out.impossible.append(match)
        elif match.solution.pk in asked:
            sorted_out.asked.append((match, asked[match.solution.pk]))
        elif not match.email or match.email.lower() in refused:
            sorted_out.to_call.append(match)
        else:
            (sorted_out.unwanted if match.unwanted else sorted_out.ticked).append(match)
    return sorted_out


def _match(priced: Priced, solution: Solution, result: ComparisonResult) -> Match:
    blocking = _blocking(priced.verdicts)
    legs = [priced.option.legs[number - 1] for number in blocking.legs] if blocking else []
    return Match(
        solution=solution,
        kind=texts.KINDS[priced.option.kind],
        total_eur=_known(float(priced.quote.total_eur)),
        own_part_eur=sum(
            float(line.eur) for line in priced.quote.lines if _is_own(line, priced.option.legs[line.leg - 1])
        ),
        co2e_kg=_known(float(priced.quote.co2e_kg)),
        mass_kg=result.question.mass_kg,
        verdicts=all_said(priced.verdicts, result.references.rules, told(priced.way, result.question)),
        unwanted=priced.unwanted,
        blocked_by=blocking,
        is_own_fault=bool(legs) and all(isinstance(leg, OwnVehicleLeg) for leg in legs),
    )


def _blocking(verdicts: Iterable[Verdict]) -> Verdict | None:
    """What stands first in the way, a missing price apart."""
    blocking = (row for row in verdicts if row.severity is Severity.BLOCKS and row.code not in _PRICE_CODES)
    return next(blocking, None)


def misfits(matching: Matching, result: ComparisonResult) -> list[tuple[str, list[Match]]]:
    """Those that cannot be asked, grouped by what stands in the way."""
    return by_reason([(match.blocked_by, match) for match in matching.impossible if match.blocked_by], result)


def _is_own(line: Line, leg: Leg) -> bool:
    """What the producer spends himself: his van, his time, his packaging."""
    return line.component in OWN_PARTS or isinstance(leg, OwnVehicleLeg)


def today_costs(result: ComparisonResult) -> list[dict[str, object]]:
    """What delivering oneself costs, as a request keeps it."""
    own = [
        row
        for row in result.priced
        if row.way.solution is None and row.option.id.startswith("own") and not row.way.hypothetical
    ]
    return [
        {
            "label": row.option.label,
            "eur": round(float(row.quote.total_eur), 2),
            "co2e_kg": round(float(row.quote.co2e_kg), 4),
        }
        for row in own
        if row.feasible and not math.isnan(float(row.quote.co2e_kg))
    ]


def request_of(question: Question, result: ComparisonResult, query: str) -> QuoteRequest:
    """The delivery of a question as an unsaved request; who asks and what it tells is for the form."""
    return QuoteRequest(
        origin=question.origin,
        family=question.family,
        temperature=question.temperature,
        mass_kg=_decimal(question.mass_kg),
        deliveries_per_year=_decimal_if_known(question.deliveries_per_year),
        frequency=question.frequency.in_full if question.frequency else "",
        returns_kg=_decimal(question.returns_kg),
        organic=question.organic,
        question=query,
        today=today_costs(result),
    )


def stops_of(question: Question) -> list[QuoteStop]:
    return [
        QuoteStop(rank=rank, commune=stop.commune, mass_kg=_decimal(stop.mass_kg))
        for rank, stop in enumerate(question.stops, start=1)
    ]


# --- what an answer comes to ---------------------------------------------------------------------------


def tariff_of(answer: QuoteAnswer, bands: Iterable[QuoteBand]) -> Tariff:
    """An offer as a price list of the engine; raises InvalidInput for one that makes no sense."""
    basis = PriceBasis(answer.basis)
    per_kg = 100.0 if basis is PriceBasis.KG else 1.0
    prices = tuple(
        Band(float(band.min_kg), None if band.max_kg is None else float(band.max_kg), eur * per_kg)
        for band in bands
        for eur in [float(band.price_eur)]
    )
    if answer.kind == AnswerKind.PRICE and answer.price_eur is not None:
        prices = (Band(0.0, None, float(answer.price_eur) * per_kg),)
    bases = {
        PriceBasis.DELIVERY: Basis.STOP,
        PriceBasis.KG: Basis.PER_100KG,
        PriceBasis.PER_100KG: Basis.PER_100KG,
        PriceBasis.PALLET: Basis.PALLET,
    }
    return Tariff(
        basis=bases[basis],
        bands=prices,
        minimum_eur=float(answer.minimum_eur or 0),
        kg_per_pallet=None if answer.kg_per_pallet is None else float(answer.kg_per_pallet),
    )


def price_of(answer: QuoteAnswer, request: QuoteRequest) -> float | None:
    """What the carrier asks for the delivery as described; None where the offer has no price for it."""
    shipment = Shipment(mass_kg=float(request.mass_kg), temperature=Temperature(request.temperature))
    try:
        lines = tariff_of(answer, answer.bands.all()).lines(shipment)
    except InvalidInput:
        return None
    return _known(float(sum(line.eur for line in lines)))


@dataclass(frozen=True, slots=True)
class Offer:
    """One of those asked, beside the others: all per delivery, then per kilo."""

    invitation: QuoteInvitation
    answer: QuoteAnswer | None
    mass_kg: float
    price_eur: float | None
    total_eur: float | None
    co2e_kg: float | None
    co2e_declared: bool

    @property
    def price_per_kg(self) -> float | None:
        return None if self.price_eur is None else self.price_eur / self.mass_kg

    @property
    def total_per_kg(self) -> float | None:
        return None if self.total_eur is None else self.total_eur / self.mass_kg

    @property
    def co2e_per_kg(self) -> float | None:
        return None if self.co2e_kg is None else self.co2e_kg / self.mass_kg

    @property
    def is_offer(self) -> bool:
        return self.answer is not None and self.answer.is_offer

    @property
    def is_plain(self) -> bool:
        """One price for the delivery: the amounts beside it say it all."""
        answer = self.answer
        if answer is None or answer.kind != AnswerKind.PRICE or answer.minimum_eur:
            return False
        return answer.basis == PriceBasis.DELIVERY

    @property
    def is_outdated(self) -> bool:
        """The price was given until a day that has passed."""
        until = self.answer.valid_until if self.answer else None
        return until is not None and until < timezone.localdate()


def offers_of(request: QuoteRequest, invitations: Iterable[QuoteInvitation]) -> list[Offer]:
    """Everyone asked, cheapest whole cost first; those without a price last, in the order they were asked."""
    rows = [_offer(request, invitation) for invitation in invitations]
    return sorted(rows, key=lambda row: (row.total_eur is None, row.total_eur or 0.0, row.invitation.pk))


def _offer(request: QuoteRequest, invitation: QuoteInvitation) -> Offer:
    answer = invitation.answer
    price = price_of(answer, request) if answer and answer.is_offer else None
    declared = answer.co2e_kg if answer and answer.is_offer else None
    carbon = invitation.estimated_co2e_kg if declared is None else declared
    return Offer(
        invitation=invitation,
        answer=answer,
        mass_kg=float(request.mass_kg),
        price_eur=price,
        total_eur=None if price is None else price + float(invitation.own_part_eur or 0),
        co2e_kg=None if carbon is None else float(carbon),
        co2e_declared=declared is not None,
    )
