"""Price one delivery every way it can be made: the same function serves the page and the API."""

import datetime
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from carriers.models import MAX_FITTING, Solution, candidates
from cost_calc.engine.compare import Comparison, Option, PricedOption, compare, price, quoted
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.feasibility import Wishes
from cost_calc.engine.law import Rules, goods_verdicts, sale_verdicts
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.verdicts import Verdict
from cost_calc.pricing import adapters, bounds, filling
from cost_calc.pricing.bounds import Held
from cost_calc.pricing.build import build_ways, prepared
from cost_calc.pricing.case import Case
from cost_calc.pricing.customers import OwnRound, own_round
from cost_calc.pricing.mixed import Mixed, build, mixed
from cost_calc.pricing.own import alone
from cost_calc.pricing.prices import sale_price
from cost_calc.pricing.question import OwnMeans, Question
from cost_calc.pricing.references import MissingReferenceError, ReferenceSet
from cost_calc.pricing.ways import Roads, Way, pairs_needed
from pat_logistics.formats import plain
from pat_logistics.territory.roads import Road, roads_between

logger = logging.getLogger(__name__)

NOTICE = (
    "Estimation, non certifiée. Prix hors taxes, sauf mention contraire ; les grilles d’exemple ne sont pas "
    "contractuelles."
)


@dataclass(frozen=True, slots=True)
class Priced:
    """One way with its price, and the range that what is only supposed gives it (None: nothing is).

    `held` names what that range holds, see `bounds.Held`.
    """

    way: Way
    result: PricedOption
    low_eur_per_kg: float | None = None
    high_eur_per_kg: float | None = None
    supposed: tuple[Held, ...] = ()

    @property
    def held(self) -> tuple[Held, ...]:
        """What the range holds; nothing where there is none."""
        return () if self.low_eur_per_kg is None else self.supposed


@dataclass(frozen=True, slots=True)
class FilledWay:
    """One way that takes the own van: as it is, and with the other goods supposed."""

    today: Priced
    filled: Priced


@dataclass(frozen=True, slots=True)
class Filled:
    """« Et si vous remplissiez »: other kilos and stops supposed, the room left, and what they change."""

    kg: float
    stops: int
    room_kg: float
    ways: tuple[FilledWay, ...]

    @property
    def slider_kg(self) -> float:
        """How far the slider goes: the room left, further when more is asked."""
        return max(self.kg, self.room_kg)


@dataclass(frozen=True, slots=True)
class Larger:
    """A vehicle of the references that carries the whole in fewer trips, for less than the own van."""

    code: str
    label: str
    loads: int
    priced: Priced


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
    # The own van's ways with other goods supposed on board, never ranked; None where nothing may be added.
    filled: Filled | None = None
    # A vehicle that would do in fewer trips for less; None where there is none.
    larger: Larger | None = None
    # What each customer of the producer's own round costs; None for one customer, or where he cannot drive.
    own_round: OwnRound | None = None

    @property
    def best(self) -> dict[str, Priced]:
        """Cheapest, least of the producer's time, least carbon: possible, real and within a day."""
        real = [row for row in self.feasible if not row.way.hypothetical and not row.result.too_long_a_day]
        if not real:
            return {}
        found = {"cost": real[0], "time": min(real, key=lambda row: float(row.result.quote.minutes))}
        if known := [row for row in real if not math.isnan(float(row.result.quote.co2e_kg))]:
            found["carbon"] = min(known, key=lambda row: float(row.result.quote.co2e_kg))
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

    @property
    def feasible(self) -> list[Priced]:
        """Possible, delivered and wanted, cheapest first."""
        return self._of(self.comparison.feasible)

    @property
    def collected(self) -> list[Priced]:
        """Possible, by the customer's own trip: said apart, for nobody's cost is nought."""
        return self._of(self.comparison.collected)

    @property
    def unwanted(self) -> list[Priced]:
        """Possible, through an intermediary the producer does not want."""
        return self._of(self.comparison.unwanted)

    @property
    def impossible(self) -> list[Priced]:
        return self._of(self.comparison.impossible)

    def _of(self, chosen: tuple[PricedOption, ...]) -> list[Priced]:
        ids = {priced.option.id for priced in chosen}
        return [row for row in self.priced if row.result.option.id in ids]


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
        return list(Solution.objects.filter(pk=solution.pk).ready_to_price(places, at))

    return _answered(question, at, alone)


def price_own_vehicle(question: Question, *, at: datetime.date) -> "Priced":
    """The delivery by the producer's own vehicle, the catalogue left out. Raises as `compare_shipment`.

    A round filled with other goods only when the question says how many: nothing is assumed on board.
    """
    found = {row.result.option.id: row for row in _answered(question, at, list).priced}
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

    def judged(option: Option) -> PricedOption:
        return price(option, shipment, method=question.method, rules=rules, wishes=wishes)

    splits = mixed(case, tuple(ways.values()), shipment, judged)
    ways |= {row.way.option.id: row.way for row in splits}
    comparison = compare(
        [way.option for way in ways.values()], shipment, method=question.method, rules=rules, wishes=wishes
    )
    # Only what will be shown with a range is priced again.
    feasible = {row.option.id for row in comparison.options if row.feasible}
    shown = {ways[option].solution for option in feasible}
    possible = [solution for solution in solutions if solution in shown]
    low, high = (
        {
            way.option.id: float(
                quoted(way.option, shipment, method=question.method).per_kg(shipment.mass_kg)
            )
            for way in _ways_at(bounds.at(case, end), possible, splits)
            if way.option.id in feasible
        }
        for end in bounds.ENDS
    )
    priced = tuple(
        Priced(
            ways[row.option.id],
            row,
            *_range(low.get(row.option.id), high.get(row.option.id)),
            bounds.held(row, case),
        )
        for row in comparison.options
    )
    by_id = {row.result.option.id: row for row in priced}
    fitting = max((getattr(solution, "fitting_count", 0) for solution in solutions), default=0)
    return ComparisonResult(
        question,
        refs,
        comparison,
        priced,
        Roads(found),
        rules,
        wishes,
        (*goods_verdicts(shipment), *sale_verdicts(shipment, rules)),
        fitting,
        filled=_filled(case, shipment, possible, by_id),
        larger=_larger(case, shipment, by_id["own"]),
        own_round=_own_round(case, by_id["own"]),
    )


def _ways_at(case: Case, solutions: list[Solution], splits: list[Mixed]) -> list[Way]:
    """The same ways in another case, an end of the range."""
    return build_ways(case, solutions) + [way for row in splits if (way := build(case, row.split))]


def _own_round(case: Case, own: Priced) -> OwnRound | None:
    if not own.result.feasible:
        return None
    price = sale_price(case.question, case.refs)
    return own_round(case, price.eur_per_kg if price else None)


def _filled(
    case: Case, shipment: Shipment, solutions: list[Solution], by_id: dict[str, Priced]
) -> Filled | None:
    """The ways that take the own van, were it filled: as the question says, else as a usual round is.

    None where what is on board is known already and nothing else is asked, or where there is no room.
    """
    question = case.question
    if question.own.fill_kg is None and not filling.is_asked(question):
        return None
    others = filling.supposed(question, case.refs, case.room_kg, question.own.fill_kg)
    if not others:
        return None
    full = case.changed(filling=others)
    driven_to = {row.way.solution for row in by_id.values() if row.way.takes_own_van}
    rows = []
    for way in build_ways(full, [solution for solution in solutions if solution in driven_to]):
        today = by_id.get("own" if way.option.id == "own-round" else way.option.id)
        if today is None or way.option.id == "own" or not today.result.feasible or not way.takes_own_van:
            continue
        way = replace(way, hypothetical=True)
        rows.append(FilledWay(today, Priced(way, price(way.option, shipment, method=question.method))))
    return Filled(others.kg, others.stops, case.room_kg, tuple(rows)) if rows else None


def _larger(case: Case, shipment: Shipment, own: Priced) -> Larger | None:
    """The cheapest larger vehicle of the references, where the own van needs several trips and costs more."""
    if case.loads(case.vehicle) <= 1:
        return None
    best: Larger | None = None
    suits = own.result.feasible and not own.result.too_long_a_day
    cost = float(own.result.quote.total_eur) if suits else math.inf
    for row in case.refs.vehicles.values():
        vehicle = adapters.vehicle(row, case.refs, OwnMeans())
        if case.loads(vehicle) >= case.loads(case.vehicle) or case.temperature not in row.temperatures:
            continue
        way = prepared(case, alone(case.changed(vehicle=vehicle)))
        priced = price(way.option, shipment, method=case.question.method, rules=adapters.rules(case.refs))
        if priced.feasible and not priced.too_long_a_day and float(priced.quote.total_eur) < cost:
            cost = float(priced.quote.total_eur)
            best = Larger(row.code, row.label, case.loads(vehicle), Priced(way, priced))
    return best


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
