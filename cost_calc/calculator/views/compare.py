"""The calculator: one page, one question, every way to deliver."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from cost_calc.calculator import result_page
from cost_calc.calculator.address import answers_of, canonical_query, is_tidy, without
from cost_calc.calculator.farm_start import farm_start, van_of
from cost_calc.calculator.forms import QuestionForm
from cost_calc.calculator.in_place import edits
from cost_calc.calculator.keep_form import keep_form
from cost_calc.calculator.leg_drawing import drawing
from cost_calc.calculator.values_page import HEADERS, csv_rows, rules_by_theme, values_page
from cost_calc.models import LegalRule
from cost_calc.pricing.comparison import CalculatorError
from cost_calc.pricing.references import HOUR, INDEXED_HOUR, MissingReferenceError, ReferenceSet
from cost_calc.words import texts
from pat_logistics import quotas
from pat_logistics.exchange.downloads import csv_list
from pat_logistics.file_addresses import takes
from pat_logistics.pdf import pdf_response

# In an address beside the question: to change its answers, to print every line.
CHANGE, DETAIL = "changer", "detail"
# Drawing a document takes seconds of the server.
DOCUMENTS_PER_HOUR, DOCUMENTS_AT_ONCE = 60, 2


def _form(request, today, start=None):
    """`start` is where a farm begins; what the address says comes before it."""
    refs = ReferenceSet.at(today)
    hours = {code: refs[code] for code in (HOUR, INDEXED_HOUR) if code in refs.values}
    # A link may answer part of the question (a farm's page gives its commune): only what was sent is judged.
    sent = "mass_kg" in request.GET
    return QuestionForm(
        request.GET if sent else None,
        initial=(start.initial if start else {}) | request.GET.dict(),
        vehicles=refs.vehicles.values(),
        hour_help=texts.hour_help(hours),
    )


@require_safe
def compare(request):
    """Price one delivery every way it can be made. GET only: the address is the saved question."""
    today = timezone.localdate()
    start = None if "mass_kg" in request.GET else farm_start(request)
    form = _form(request, today, start)
    # Back from the result, one may change what its sentence does not show.
    if not form.is_valid() or CHANGE in request.GET:
        return render(request, "cost_calc/compare.html", {"form": form, "start": start})
    # What the person should be told of a place of yesterday goes with the name she typed.
    if not is_tidy(request.GET) and not form.question().former_names:
        return redirect(f"{reverse('cost_calc:compare')}?{canonical_query(form)}")
    try:
        context = _result(request, form, today)
    except (CalculatorError, MissingReferenceError):
        return _unavailable(request, form)
    context["keep"] = keep_form(request, context)
    return render(request, "cost_calc/result.html", context)


def _unavailable(request, form):
    context = {"form": form, "start": None, "unavailable": True}
    return render(request, "cost_calc/compare.html", context, status=503)


def _result(request, form, today):
    answers, canonical = answers_of(form), canonical_query(form)
    address = f"{reverse('cost_calc:compare')}?{canonical}"
    return result_page.context(form.question(), today) | {
        "form": form,
        "edits": edits(form, answers),
        "canonical": canonical,
        "address": request.build_absolute_uri(address),
        "asked": without(answers, ["fill_kg"]),
        "van": van_of(request.user, answers),
        "detailed": DETAIL in request.GET,
    }


@require_safe
def document(request):
    """The same result on two pages to print or to send; every line of the calculation with `detail`."""
    today = timezone.localdate()
    form = _form(request, today)
    if not form.is_valid():
        return redirect(f"{reverse('cost_calc:compare')}?{request.GET.urlencode()}")
    with quotas.under_way(request, "results", at_once=DOCUMENTS_AT_ONCE) as may_begin:
        if may_begin and quotas.may(request, "results", an_hour=DOCUMENTS_PER_HOUR):
            return _drawn(request, form, today)
    return render(request, "cost_calc/too_many.html", {"at_once": not may_begin}, status=429)


def _drawn(request, form, today):
    try:
        context = _result(request, form, today)
    except (CalculatorError, MissingReferenceError):
        return _unavailable(request, form)
    context["drawing"] = drawing(context["map"])
    question = context["question"]
    places = slugify(f"{question.origin.name} {question.stops[0].commune.name}")
    return pdf_response(request, "cost_calc/document.html", context, f"livraison-{places}-{today}.pdf")


@require_safe
def rules(request):
    """Every rule of law the calculator and the guides rest on, with its text, its date and its address."""
    themes = rules_by_theme(LegalRule.objects.at(timezone.localdate()))
    return render(request, "cost_calc/rules.html", {"themes": themes})


@require_safe
def references(request):
    """Every value the calculator uses today, with its source: anyone may check a result by hand."""
    today = timezone.localdate()
    page = values_page(request.GET.get("q", ""), today)
    return render(request, "cost_calc/references.html", {"today": today, "page": page})


@require_safe
@takes("q")
def references_csv(request):
    """The values of the page, as a file."""
    today = timezone.localdate()
    page = values_page(request.GET.get("q", ""), today)
    return csv_list(f"valeurs-du-calcul-{today:%Y-%m-%d}", HEADERS, csv_rows(page))
