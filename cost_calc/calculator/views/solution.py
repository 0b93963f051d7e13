"""What one solution would cost for a delivery, from its own page."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from carriers.models import Solution
from cost_calc.calculator.forms import QuestionForm
from cost_calc.pricing.build import KINDS
from cost_calc.pricing.comparison import NOTICE, CalculatorError, price_solution
from cost_calc.words import texts
from cost_calc.words.verdict_texts import all_said, told

ASKED = ("origin", "destination", "family", "mass_kg", "weekday")


@require_safe
@vary_on_headers("HX-Request")
def solution_price(request, slug):
    """« Prix pour ma livraison »: a short question, and its answer for this solution alone.

    A page of its own without JavaScript; with it, htmx puts the same fragment on the page of the solution.
    """
    visible = Solution.objects.visible_to(request.user).filter(kind__in=KINDS)
    solution = get_object_or_404(visible, slug=slug)
    form = QuestionForm(
        request.GET if "mass_kg" in request.GET else None, initial=request.GET.dict(), auto_id="prix-%s"
    )
    context = {"solution": solution, "form": form, "fields": [form[name] for name in ASKED], "rows": None}
    context["query"] = request.GET.urlencode()
    if form.is_valid():
        try:
            result = price_solution(form.question(), solution, at=timezone.localdate())
        except CalculatorError:
            context["unavailable"] = True
        else:
            rules = result.references.rules
            context |= {
                "rows": [_row(row, rules, form.question()) for row in result.priced if row.way.solution],
                "sale": all_said(result.sale, rules),
                "notice": NOTICE,
            }
    template = "cost_calc/_solution_price.html" if request.htmx else "cost_calc/solution_price.html"
    return render(request, template, context, status=503 if context.get("unavailable") else 200)


def _row(priced, rules, question):
    return {
        "kind": texts.KINDS[priced.option.kind],
        "feasible": priced.feasible,
        "eur_per_kg": float(priced.eur_per_kg),
        "total_eur": float(priced.quote.total_eur),
        "co2e_kg_per_kg": float(priced.co2e_kg_per_kg),
        "minutes": float(priced.quote.minutes),
        "verdicts": all_said(priced.verdicts, rules, told(priced.way, question)),
    }
