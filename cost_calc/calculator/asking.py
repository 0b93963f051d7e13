"""The question of the calculator for the pages of others: read from a query, or drawn still blank."""

import datetime
from functools import cache

from django.http import QueryDict
from django.template.loader import render_to_string

from cost_calc.calculator.forms import QuestionForm
from cost_calc.models import VehicleType


def question_form(query: str, at: datetime.date) -> QuestionForm:
    """The form of a question kept as a query, with the vehicles of a date."""
    return QuestionForm(QueryDict(query), vehicles=VehicleType.objects.at(at))


@cache
def blank_question() -> str:
    """The form as everybody first meets it: sixty fields, drawn once for the process."""
    blank = {"form": QuestionForm(), "button": "Comparer les solutions", "short": True}
    return render_to_string("cost_calc/_question.html", blank)
