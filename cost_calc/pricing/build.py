"""All the ways of one question."""

import logging
from dataclasses import replace

from carriers.enums import SolutionKind
from carriers.models import Solution
from cost_calc.engine.compare import Option, OptionKind
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.legs import HandlingLeg
from cost_calc.pricing import adapters, bought, own, shared
from cost_calc.pricing.case import Case
from cost_calc.pricing.ways import Step, Way

logger = logging.getLogger(__name__)

KINDS = {
    SolutionKind.CARRIER: OptionKind.CARRIER,
    SolutionKind.PARCEL: OptionKind.PARCEL,
    SolutionKind.CO_DELIVERY: OptionKind.POOLED,
    SolutionKind.PLATFORM: OptionKind.PLATFORM,
    SolutionKind.LOCKER: OptionKind.LOCKER,
}
BUILDERS = {
    SolutionKind.CARRIER: bought.carrier,
    SolutionKind.PARCEL: bought.parcel,
    SolutionKind.CO_DELIVERY: shared.pooled,
    SolutionKind.PLATFORM: shared.platform,
    SolutionKind.LOCKER: shared.locker,
}


def build_ways(case: Case, solutions: list[Solution]) -> list[Way]:
    """All the ways, own delivery first; the order is not a judgement, the comparison sorts them."""
    ways = [prepared(case, way) for way in (*own.own(case), own.collected(case))]
    for solution in solutions:
        ways += [prepared(case, way) for way in build_solution(case, solution)]
    return ways


def build_solution(case: Case, solution: Solution) -> list[Way]:
    """The ways of one solution; on quote where its list makes no sense."""
    if solution.kind not in BUILDERS:
        return []
    try:
        return list(BUILDERS[SolutionKind(solution.kind)](case, solution))
    except InvalidInput as error:  # one mistyped list must not silence all the others
        logger.error("solution %s cannot be priced: %s", solution.slug, error)
        legs = (HandlingLeg(adapters.ON_QUOTE),)
        option = Option(solution.slug, KINDS[SolutionKind(solution.kind)], solution.name, legs)
        return [Way(option, (), solution, steps=(Step(solution.name),))]


def prepared(case: Case, way: Way) -> Way:
    """The way with what it asks before it leaves, last so that the legs keep their numbers."""
    extra = case.preparation(in_parcels=way.option.kind is OptionKind.PARCEL)
    if not extra:
        return way
    legs, steps = (leg for leg, _ in extra), (step for _, step in extra)
    option = replace(way.option, legs=(*way.option.legs, *legs))
    return replace(way, option=option, steps=(*way.steps, *steps))
