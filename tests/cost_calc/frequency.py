"""A question whose frequency is said in several ways."""

from cost_calc.calculator.forms import QuestionForm

CASE = {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60"}


def asked(**answers):
    form = QuestionForm(CASE | answers)
    assert form.is_valid(), form.errors
    return form.question()
