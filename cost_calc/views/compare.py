"""The calculator: one page, one question, every way to deliver."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cost_calc import result_page, texts
from cost_calc.address import answers_of, canonical_query, is_tidy, without
from cost_calc.comparison import CalculatorError
from cost_calc.forms import QuestionForm
from cost_calc.in_place import edits
from cost_calc.models import LegalRule, ReferenceValue, VehicleType
from cost_calc.references import HOUR, INDEXED_HOUR, MissingReferenceError

# In an address beside the question: to change its answers, to print every line.
CHANGE, DETAIL = "changer", "detail"


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
    if CHANGE in request.GET:  # back from the result, to change what its sentence does not show
        return render(request, "cost_calc/compare.html", {"form": form})
    question = form.question()
    # What the person should be told of a place of yesterday goes with the name she typed.
    if not is_tidy(request.GET) and not question.former_names:
        return redirect(f"{reverse('cost_calc:compare')}?{canonical_query(form)}")
    try:
        context = result_page.context(question, today)
    except (CalculatorError, MissingReferenceError):
        return render(request, "cost_calc/compare.html", {"form": form, "unavailable": True}, status=503)
    answers = answers_of(form)
    canonical = canonical_query(form)
    context |= {
        "form": form,
        "edits": edits(form, answers),
        "canonical": canonical,
        "address": request.build_absolute_uri(f"{request.path}?{canonical}"),
        "asked": without(answers, ["fill_kg"]),
        "detailed": DETAIL in request.GET,
    }
    return render(request, "cost_calc/result.html", context)


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
