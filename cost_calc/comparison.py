"""Price one delivery every way it can be made: the same function serves the page and the API."""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass

from carriers.models import MAX_FITTING, Solution, candidates
from cost_calc import adapters
from cost_calc.engine.compare import Comparison, PricedOption, compare, price
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.feasibility import Wishes
from cost_calc.engine.law import Rules, sale_verdicts
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.verdicts import Verdict
from cost_calc.pricing.build import build_ways
from cost_calc.pricing.case import Case
from cost_calc.question import Question
from cost_calc.references import MissingReferenceError, ReferenceSet
from cost_calc.ways import Roads, Way, pairs_needed
from pat_logistics.formats import plain
from pat_logistics.territory.roads import Road, roads_between

logger = logging.getLogger(__name__)

NOTICE = (
    "Estimation, non certifiée. Prix hors taxes, sauf mention contraire ; les grilles d’exemple ne sont pas "
    "contractuelles."
)


@dataclass(frozen=True, slots=True)
class Priced:
    """One way with its price, and the range that uncertain roads give it (None: no estimate)."""

    way: Way
    result: PricedOption
    low_eur_per_kg: float | None
    high_eur_per_kg: float | None


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """A question, every way priced, and the dated values that were used."""

    question: Question
    references: ReferenceSet
    comparison: Comparison
    priced: tuple[Priced, ...]
    roads: Roads
    rules: Rules
    wishes: Wishes
    # What the law says of the sale itself, whichever way the goods go.
    sale: tuple[Verdict, ...] = ()
    # How many solutions serve the delivery; one comparison prices MAX_FITTING of them at most.
    fitting: int = 0

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

    @property
    def feasible(self) -> list[Priced]:
        """Possible and wanted, cheapest first."""
        return [row for row in self.priced if row.result.feasible and not row.result.unwanted]

    @property
    def unwanted(self) -> list[Priced]:
        """Possible, through an intermediary the producer does not want."""
        return [row for row in self.priced if row.result.feasible and row.result.unwanted]

    @property
    def impossible(self) -> list[Priced]:
        return [row for row in self.priced if not row.result.feasible]


def wishes_of(question: Question) -> Wishes:
    days = frozenset({question.weekday} if question.weekday else ())
    return Wishes(refuses_intermediaries=question.refuses_intermediaries, days=days)


class CalculatorError(Exception):
    """The calculator's own values are missing or make no sense: no fault of the person who asks."""


def compare_shipment(question: Question, *, at: datetime.date) -> ComparisonResult:
    """Price every way to make the delivery, with the reference values in force on a date.

    The number of queries does not depend on how many solutions there are. Raises InvalidInput naming the
    field of the shipment for a number outside sense, and CalculatorError when the fault is in the values.
    """
    return _answered(question, at, lambda: _candidates(question, at))


def price_solution(question: Question, solution: Solution, *, at: datetime.date) -> ComparisonResult:
    """The comparison of one solution with the producer's own means. Raises as `compare_shipment`."""
    places = [question.origin, *(stop.commune for stop in question.stops)]

    def alone() -> list[Solution]:
        return list(Solution.objects.filter(pk=solution.pk).ready_to_price(places, at))

    return _answered(question, at, alone)


def price_own_vehicle(question: Question, *, at: datetime.date) -> "Priced":
    """The delivery by the producer's own vehicle, the catalogue left out. Raises as `compare_shipment`.

    A round filled with other goods only when the question says how many: nothing is assumed on board.
    """
    wanted = "own-round" if question.own.other_kg else "own"
    found = {row.result.option.id: row for row in _answered(question, at, list).priced}
    return found.get(wanted) or found["own"]


def _answered(
    question: Question, at: datetime.date, solutions: Callable[[], list[Solution]]
) -> ComparisonResult:
    refs = ReferenceSet.at(at)
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
    return list(
        candidates(
            question.origin,
            [stop.commune for stop in question.stops],
            at,
            temperature=question.temperature,
            lightest_kg=min(stop.mass_kg for stop in question.stops),
            heaviest_kg=max(stop.mass_kg for stop in question.stops),
            weekday=question.weekday,
        )
    )


def _compare(
    question: Question, refs: ReferenceSet, shipment: Shipment, solutions: list[Solution]
) -> ComparisonResult:
    found = _declared(
        question, roads_between(pairs_needed(question, solutions), adapters.road_parameters(refs))
    )
    rules, wishes = adapters.rules(refs), wishes_of(question)

    case = Case(question, refs, Roads(found))
    ways = {way.option.id: way for way in build_ways(case, solutions)}
    comparison = compare(
        [way.option for way in ways.values()], shipment, method=question.method, rules=rules, wishes=wishes
    )
    # Only what will be shown with a range is priced again.
    feasible = {row.option.id for row in comparison.options if row.feasible}
    shown = {ways[option].solution for option in feasible}
    possible = [solution for solution in solutions if solution in shown]
    low, high = (
        {
            way.option.id: float(price(way.option, shipment, method=question.method).eur_per_kg)
            for way in build_ways(case.along(roads), possible)
            if way.option.id in feasible
        }
        for roads in (case.roads.shortest(), case.roads.longest())
    )
    priced = tuple(
        Priced(ways[row.option.id], row, *_range(low.get(row.option.id), high.get(row.option.id)))
        for row in comparison.options
    )
    fitting = max((getattr(solution, "fitting_count", 0) for solution in solutions), default=0)
    return ComparisonResult(
        question,
        refs,
        comparison,
        priced,
        Roads(found),
        rules,
        wishes,
        sale_verdicts(shipment, rules),
        fitting,
    )


def _declared(question: Question, found: dict[tuple[str, str], Road]) -> dict[tuple[str, str], Road]:
    """What the producer types replaces the road both ways: the kilometres and the minutes, each alone."""
    own = question.own
    if len(question.stops) == 1:
        ends = question.origin.pk, question.stops[0].commune.pk
        for pair in {ends, ends[::-1]}:
            found[pair] = found[pair].typed(own.distance_km, own.driving_minutes)
    return found


def _range(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """None, None where the option is impossible, or where the roads change nothing to its price."""
    if low is None or high is None or abs(high - low) < 0.005:  # half a cent per kilo: both read the same
        return None, None
    return min(low, high), max(low, high)
