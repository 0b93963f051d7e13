"""The delivery a guide works out: asked of the calculator, with the values in force today."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict

from cost_calc.comparison import CalculatorError, price_own_vehicle
from cost_calc.forms import QuestionForm
from cost_calc.models import VehicleType
from cost_calc.references import MissingReferenceError


@dataclass(frozen=True, slots=True)
class Figures:
    """What the delivery takes with the producer's own vehicle."""

    way: str
    total_eur: float
    eur_per_kg: float
    minutes: float
    co2e_kg_per_kg: float


def question_form(query: str, at: datetime.date) -> QuestionForm:
    return QuestionForm(QueryDict(query), vehicles=VehicleType.objects.at(at))


def figures_of(query: str, at: datetime.date) -> Figures | None:
    """None when the calculator cannot answer. The own vehicle alone: a handful of queries, always."""
    form = question_form(query, at)
    if not form.is_valid():
        return None
    try:
        priced = price_own_vehicle(form.question(), at=at)
    except (CalculatorError, MissingReferenceError):
        return None
    result = priced.result
    return Figures(
        way=result.option.label,
        total_eur=float(result.quote.total_eur),
        eur_per_kg=float(result.eur_per_kg),
        minutes=float(result.quote.minutes),
        co2e_kg_per_kg=float(result.co2e_kg_per_kg),
    )
