"""The delivery a guide works out: asked of the calculator, with the values in force today."""

import datetime
from dataclasses import dataclass, field

from django.http import QueryDict

from carriers.models import Solution
from cost_calc.calculator.asking import question_form
from cost_calc.calculator.presentation import LineRow, line_rows
from cost_calc.pricing.comparison import CalculatorError, price_own_vehicle, price_solution
from cost_calc.pricing.priced import Priced
from cost_calc.pricing.question import Question
from cost_calc.pricing.references import MissingReferenceError

# In the query of an example, the service whose bill is shown instead of the cost of the own vehicle.
SOLUTION = "solution"


@dataclass(frozen=True, slots=True)
class Figures:
    """What the delivery takes by the producer's own vehicle, or by a service, with its bill."""

    way: str
    total_eur: float
    eur_per_kg: float
    minutes: float
    co2e_kg_per_kg: float
    lines: list[LineRow] = field(default_factory=list)


def figures_of(query: str, at: datetime.date) -> Figures | None:
    """None when the calculator cannot answer. The catalogue is left out: a handful of queries, always."""
    form = question_form(query, at)
    if not form.is_valid():
        return None
    question = form.question()
    try:
        bought = _bought(question, QueryDict(query).get(SOLUTION, ""), at)
        priced = bought or price_own_vehicle(question, at=at)
    except (CalculatorError, MissingReferenceError):
        return None
    return Figures(
        way=priced.option.label,
        total_eur=float(priced.quote.total_eur),
        eur_per_kg=float(priced.eur_per_kg),
        minutes=float(priced.quote.minutes),
        co2e_kg_per_kg=float(priced.co2e_kg_per_kg),
        lines=[line for line in line_rows(priced.quote) if line.eur] if bought else [],
    )


def _bought(question: Question, slug: str, at: datetime.date) -> Priced | None:
    """The delivery by the service named; None when none is, or when it is no longer there."""
    solution = Solution.objects.published().filter(slug=slug).first() if slug else None
    if not solution:
        return None
    rows = price_solution(question, solution, at=at).feasible
    return next((row for row in rows if row.way.solution), None)
