"""Price one delivery every way it can be made: the same function serves the page and the API."""

import datetime
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from carriers.models import MAX_FITTING, Solution, candidates, ready_to_price
from carriers.models.searching import PLACES
from cost_calc.engine.compare import Comparison, price, ranked
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.feasibility import Wishes
from cost_calc.engine.law import Rules, goods_verdicts, sale_verdicts
from cost_calc.engine.pricing import Known
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.verdicts import Verdict
from cost_calc.pricing import adapters
from cost_calc.pricing.bounds import with_ranges
from cost_calc.pricing.build import build_ways
from cost_calc.pricing.case import Case
from cost_calc.pricing.customers import OwnRound, own_round
from cost_calc.pricing.mixed import mixed
from cost_calc.pricing.priced import Priced
from cost_calc.pricing.prices import sale_price
from cost_calc.pricing.question import Question
from cost_calc.pricing.references import MissingReferenceError, ReferenceSet
from cost_calc.pricing.ways import Roads, Way, pairs_needed
from cost_calc.pricing.what_if import Filled, Larger, filled, larger
from pat_logistics.formats import plain
from pat_logistics.territory.roads import Road, roads_between

logger = logging.getLogger(__name__)

NOTICE = (
    "Estimation, non certifiée. Prix hors taxes, sauf mention contraire ; les grilles d’exemple ne sont pas "
    "contractuelles."
)


@dataclass(frozen=True)
class ComparisonResult:
    """A question, every way priced, and the dated values that were used."""

    question: Question
    references: ReferenceSet
    comparison: Comparison[Priced]
    roads: Roads
    rules: Rules
    wishes: Wishes
    # What the law says of the sale itself, whichever way the goods go.
    sale: tuple[Verdict, ...] = ()
    # How many solutions serve the delivery; one comparison prices MAX_FITTING of them at most.
    fitting: int = 0
    # The own van's ways with other goods supposed on board, never ranked; None where nothing may be added.
    filled: Filled | None = None
    # A vehicle that would do in fewer trips for less; None where there is none.
    larger: Larger | None = None
    # What each customer of the producer's own round costs; None for one customer, or where he cannot drive.
    own_round: OwnRound | None = None

    @property
    def priced(self) -> tuple[Priced, ...]:
        """Every option, in the order of the comparison."""
        return self.comparison.options

    @cached_property
    def best(self) -> dict[str, Priced]:
        """Cheapest, least of the producer's time, least carbon: possible, real and within a day."""
        real = [row for row in self.feasible if not row.way.hypothetical and not row.too_long_a_day]
        if not real:
            return {}
        found = {"cost": real[0], "time": min(real, key=lambda row: float(row.quote.minutes))}
        if known := [row for row in real if not math.isnan(float(row.quote.co2e_kg))]:
            found["carbon"] = min(known, key=lambda row: float(row.quote.co2e_kg))
        return found

    @property
    def left_out(self) -> str:
        """Why this is not the whole choice, in a sentence; empty when nothing that fits was left out."""
        if self.fitting <= MAX_FITTING:
            return ""
        return (
            f"Cette comparaison porte sur {MAX_FITTING} solutions sur les {plain(self.fitting)} qui peuvent "
            "convenir\u00a0: les plus proches de la ferme. Précisez les kilos, la température ou le jour de "
            "livraison pour en laisser moins de côté."
        )

    @cached_property
    def feasible(self) -> list[Priced]:
        """Possible, delivered and wanted, cheapest first."""
        return list(self.comparison.feasible)

    @cached_property
    def collected(self) -> list[Priced]:
        """Possible, by the customer's own trip: said apart, for nobody's cost is nought."""
        return list(self.comparison.collected)

    @cached_property
    def unwanted(self) -> list[Priced]:
        """Possible, through an intermediary the producer does not want."""
        return list(self.comparison.unwanted)

    @cached_property
    def impossible(self) -> list[Priced]:
        return list(self.comparison.impossible)


WEEKEND = frozenset({6, 7})


def wishes_of(question: Question) -> Wishes:
    if question.weekday:
        days = frozenset({question.weekday})
    else:
        days = WEEKEND if "weekend" in question.options else frozenset()
    return Wishes(refuses_intermediaries=question.refuses_intermediaries, days=days)


class CalculatorError(Exception):
    """The calculator's own values are missing or make no sense: no fault of the person who asks."""


def compare_shipment(
    question: Question, *, at: datetime.date, refs: ReferenceSet | None = None
) -> ComparisonResult:
    """Price every way to make the delivery, with the reference values in force on a date.

    Whoever asks for many deliveries of one day reads those values once and gives them (`refs`).

    The number of queries does not depend on how many solutions there are. Raises InvalidInput naming the
    field of the shipment for a number outside sense, and CalculatorError when the fault is in the values.
    """
    return _answered(question, at, lambda: _candidates(question, at), refs)


def price_solution(question: Question, solution: Solution, *, at: datetime.date) -> ComparisonResult:
    """The comparison of one solution with the producer's own means. Raises as `compare_shipment`."""
    places = [question.origin, *(stop.commune for stop in question.stops)]

    def alone() -> list[Solution]:
        found = list(Solution.objects.filter(pk=solution.pk).select_related(*PLACES))
        return ready_to_price(found, places, at)

    return _answered(question, at, alone)


def price_own_vehicle(question: Question, *, at: datetime.date) -> Priced:
    """The delivery by the producer's own vehicle, the catalogue left out. Raises as `compare_shipment`.

    A round filled with other goods only when the question says how many: nothing is assumed on board.
    """
    found = {row.option.id: row for row in _answered(question, at, list).priced}
    return found.get("own-round") or found["own"]


def _answered(
    question: Question,
    at: datetime.date,
    solutions: Callable[[], list[Solution]],
    refs: ReferenceSet | None = None,
) -> ComparisonResult:
    refs = refs or ReferenceSet.at(at)
    try:
        shipment = adapters.shipment(question, refs)
    except MissingReferenceError as error:
        raise CalculatorError(str(error)) from error
    try:
        return _compare(question, refs, shipment, solutions())
    except (MissingReferenceError, InvalidInput, ValueError) as error:
        logger.exception("the calculator cannot answer")
        raise CalculatorError(str(error)) from error


def _candidates(question: Question, at: datetime.date) -> list[Solution]:
    return candidates(
        question.origin,
        [stop.commune for stop in question.stops],
        at,
        temperature=question.temperature,
        lightest_kg=min(stop.mass_kg for stop in question.stops),
        heaviest_kg=max(stop.mass_kg for stop in question.stops),
        weekday=question.weekday,
    )


def _compare(
    question: Question, refs: ReferenceSet, shipment: Shipment, solutions: list[Solution]
) -> ComparisonResult:
    found = _declared(
        question, roads_between(pairs_needed(question, solutions), adapters.road_parameters(refs))
    )
    rules, wishes = adapters.rules(refs), wishes_of(question)

    case = Case(question, refs, Roads(found))

    known: Known = {}

    def judge(way: Way) -> Priced:
        priced = price(way.option, shipment, method=question.method, rules=rules, wishes=wishes, known=known)
        return Priced.of(way, priced)

    rows = [judge(way) for way in build_ways(case, solutions)]
    rows += mixed(case, rows, judge)
    comparison = ranked(with_ranges(case, rows, solutions), shipment, question.method)
    by_id = {row.option.id: row for row in comparison.options}
    possible = {row.way.solution for row in comparison.options if row.feasible}
    return ComparisonResult(
        question,
        refs,
        comparison,
        case.roads,
        rules,
        wishes,
        (*goods_verdicts(shipment), *sale_verdicts(shipment, rules)),
        fitting=max((getattr(solution, "fitting_count", 0) for solution in solutions), default=0),
        filled=filled(case, shipment, [solution for solution in solutions if solution in possible], by_id),
        larger=larger(case, shipment, by_id["own"]),
        own_round=_own_round(case, by_id["own"]),
    )


def _own_round(case: Case, own: Priced) -> OwnRound | None:
    if not own.feasible:
        return None
    price = sale_price(case.question, case.refs)
    return own_round(case, price.eur_per_kg if price else None)


def _declared(question: Question, found: dict[tuple[str, str], Road]) -> dict[tuple[str, str], Road]:
    """What the producer types replaces the road both ways: the kilometres and the minutes, each alone."""
    own = question.own
    if len(question.stops) == 1:
        ends = question.origin.pk, question.stops[0].commune.pk
        for pair in {ends, ends[::-1]}:
            found[pair] = found[pair].typed(own.distance_km, own.driving_minutes)
    return found
