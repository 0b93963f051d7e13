"""The calculator: one page, one question, every way to deliver."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cost_calc import curves, presentation, texts
from cost_calc.comparison import NOTICE, CalculatorError, compare_shipment
from cost_calc.forms import QuestionForm
from cost_calc.map_data import map_data
from cost_calc.models import LegalRule, ReferenceValue, VehicleType
from cost_calc.references import HOUR, INDEXED_HOUR, MissingReferenceError
from cost_calc.road_note import direct_road, road_note
from cost_calc.verdict_texts import all_said
from producers.enums import ProductFamily, Temperature


@require_safe
def compare(request):
    """Price one delivery every way it can be made. GET only: the address is the saved question."""
    today = timezone.localdate()
    hours = ReferenceValue.objects.filter(code__in=(HOUR, INDEXED_HOUR)).at(today)
    # A link may answer part of the question (a farm's page gives its commune): only what was sent is judged.
    sent = "mass_kg" in request.GET
    form = QuestionForm(
        request.GET if sent else None,
        initial=request.GET.dict(),
        vehicles=VehicleType.objects.at(today),
        hour_help=texts.hour_help({row.code: row.used for row in hours}),
    )
    if not form.is_valid():
        return render(request, "cost_calc/compare.html", {"form": form})
    try:
        context = _result(form.question(), today)
    except (CalculatorError, MissingReferenceError):
        return render(request, "cost_calc/compare.html", {"form": form, "unavailable": True}, status=503)
    context |= {"form": form, "per_month": form.cleaned_data["per_month"]}
    # What the sliders and links of the page ask again, with one answer changed.
    context["asked"] = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name != "fill_kg" and value
    ]
    return render(request, "cost_calc/result.html", context)


def _result(question, today):
    """What the result page shows of a question."""
    result = compare_shipment(question, at=today)
    rows = [presentation.option_row(n, priced, result) for n, priced in enumerate(result.priced, start=1)]
    feasible = [row for row in rows if row.priced in result.feasible]
    highlights = presentation.highlights(feasible)
    return {
        "result": result,
        "question": question,
        "family": ProductFamily(question.family).label,
        "temperature": texts.SHORT_TEMPERATURES[Temperature(question.temperature)],
        "road": direct_road(result),
        "road_note": road_note(result),
        "tour": presentation.tour(result),
        "rows": feasible,
        "collected": [row for row in rows if row.priced in result.collected],
        "unwanted": [row for row in rows if row.priced in result.unwanted],
        "impossible": [row for row in rows if row.priced in result.impossible],
        "highlights": highlights,
        "best": highlights[0].row.id if highlights else "",
        "scatter": curves.scatter(feasible),
        "curve": curves.curve_chart(feasible, result),
        "map": map_data(feasible, result),
        "sale": all_said(result.sale, result.references.rules),
        "thresholds": presentation.thresholds(result),
        "carbon_note": texts.CARBON_NOTES[question.method],
        "notice": NOTICE,
    }


@require_safe
def rules(request):
    """Every rule of law the calculator and the guides rest on, with its text, its date and its address."""
    return render(request, "cost_calc/rules.html", {"rules": LegalRule.objects.at(timezone.localdate())})


@require_safe
def references(request):
    """Every value the calculator uses today, with its source: anyone may check a result by hand."""
    today = timezone.localdate()
    context = {
        "today": today,
        "values": [(row, row.is_stale(today)) for row in ReferenceValue.objects.at(today)],
        "vehicles": [(row, row.is_stale(today)) for row in VehicleType.objects.at(today)],
    }
    return render(request, "cost_calc/references.html", context)
