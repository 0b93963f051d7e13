"""Asking for quotes: choose who is asked, add the wishes, check, send. The address holds the delivery."""

import dataclasses
from functools import wraps
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from carriers.models.quotes import MAX_RECIPIENTS, QuoteRequest, asked_lately
from carriers.quotes import services
from cost_calc.calculator.forms import QuestionForm
from cost_calc.calculator.keep_form import farm_at
from cost_calc.models import VehicleType
from cost_calc.pricing.comparison import CalculatorError, ComparisonResult, compare_shipment
from cost_calc.pricing.question import Question
from cost_calc.pricing.references import MissingReferenceError
from cost_calc.quoting import matches
from cost_calc.quoting.forms import AskForm
from pat_logistics.typed import whole_number
from pat_logistics.vocabulary import Month, Weekday
from producers.calculator import calculator_link
from producers.models import Flow, Producer
from producers.perms import owned_by


@dataclasses.dataclass(frozen=True, slots=True)
class Delivery:
    """The delivery of the address, compared, and what a request may do with each solution."""

    farms: list[Producer]
    question: Question
    result: ComparisonResult
    matching: matches.Matching


def about_a_delivery(view):
    """Give the view the delivery of the address; lead elsewhere whoever has no farm or no whole question."""

    @login_required
    @wraps(view)
    def asked(request):
        if "flow" in request.GET:
            return _to_question_of_flow(request)
        farms = list(Producer.objects.filter(owned_by(request.user)).select_related("commune"))
        if not farms:
            return render(request, "quotes/no_farm.html", {"here": request.get_full_path()})
        today = timezone.localdate()
        form = QuestionForm(request.GET, vehicles=VehicleType.objects.at(today))
        if not form.is_valid():
            return redirect(_calculator(request))
        try:
            delivery = _delivery(form, farms)
        except (CalculatorError, MissingReferenceError):
            return redirect(_calculator(request))  # which says that the fault is ours
        return view(request, delivery)

    return asked


def _calculator(request):
    return f"{reverse('cost_calc:compare')}?{request.GET.urlencode()}"


def _to_question_of_flow(request):
    """A flow of one's own is a question already answered: its address is the full one."""
    own = Producer.objects.filter(owned_by(request.user))
    flows = Flow.objects.filter(producer__in=own).select_related("producer", "product_line")
    flow = get_object_or_404(flows, pk=whole_number(request.GET["flow"]))
    question = urlsplit(calculator_link(flow.producer, flow)).query
    wishes = urlencode({"months": flow.months, "weekdays": flow.weekdays}, doseq=True)
    return redirect(f"{reverse('quotes:ask')}?{question}&{wishes}")


def _delivery(form, farms):
    question = form.question()
    if any(farm.refuses_intermediaries for farm in farms):
        question = dataclasses.replace(question, refuses_intermediaries=True)
    result = compare_shipment(question, at=timezone.localdate())
    destination, days = question.stops[0].commune, services.ASK_AGAIN_DAYS
    asked = {}
    for farm in farms:
        asked |= dict(asked_lately(farm, question.origin, destination, question.family, days))
    solutions = [row.way.solution for row in result.priced if row.way.solution]
    refused = services.opted_out(row.contact["email"] for row in solutions)
    matching = matches.matching(result, asked=asked, refused=refused)
    return Delivery(farms, question, result, matching)


def _form(request, delivery):
    return AskForm(
        request.POST or None,
        farms=delivery.farms,
        farm=farm_at(delivery.farms, delivery.question.origin),
        matching=delivery.matching,
        stops=matches.stops_of(delivery.question),
        wishes=_wishes(request.GET),
    )


def _wishes(query):
    """Months and days that a flow brings along; without any, the form's own first values."""
    wishes = {}
    for name, choices in (("months", Month), ("weekdays", Weekday)):
        known = [code for code in map(whole_number, query.getlist(name)) if code in choices.values]
        if known:
            wishes[name] = known
    return wishes


def _page(request, template, delivery, form, **context):
    context = {
        "form": form,
        "matching": delivery.matching,
        "misfits": matches.misfits(delivery.matching, delivery.result),
        "quote": matches.request_of(delivery.question, delivery.result, ""),
        "stops": matches.stops_of(delivery.question),
        "max_recipients": MAX_RECIPIENTS,
        "calculator": _calculator(request),
        "farm": delivery.farms[0] if len(delivery.farms) == 1 else None,
        **context,
    }
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
@about_a_delivery
def ask(request, delivery):
    """Who matches and who does not, to tick; a POST comes back from the check with what was typed."""
    return _page(request, "quotes/ask.html", delivery, _form(request, delivery))


@require_POST
@about_a_delivery
def check(request, delivery):
    """Everything once more before it leaves. Nothing is kept yet."""
    form = _form(request, delivery)
    if not form.is_valid():
        return _page(request, "quotes/ask.html", delivery, form)
    draft = _draft(request, delivery, form)
    context = {"draft": draft, "contact": draft.contact(), "stops": form.stops}
    return _page(request, "quotes/check.html", delivery, form, **context)


@require_POST
@about_a_delivery
def send(request, delivery):
    form = _form(request, delivery)
    already = _already_sent(request)
    sent = already or (_sent(request, delivery, form) if form.is_valid() else None)
    if sent is None:
        return _page(request, "quotes/ask.html", delivery, form)
    messages.success(request, "Votre demande est partie. Les réponses arriveront ici.")
    return redirect(sent)


def _already_sent(request):
    """The request this very form made: those it asked cannot be ticked again, and must not be an error."""
    field = AskForm.base_fields["token"]
    try:
        token = field.clean(request.POST.get("token"))
    except ValidationError:
        return None
    return QuoteRequest.objects.filter(created_by=request.user, token=token).first()


def _draft(request, delivery, form):
    """The request of a valid form, not saved yet."""
    quote = matches.request_of(delivery.question, delivery.result, request.GET.urlencode()[:2000])
    quote.created_by = request.user
    for name in form.OF_REQUEST:
        setattr(quote, name, form.cleaned_data[name])
    return quote


def _sent(request, delivery, form):
    """The request as it left, or None when it could not: the form then says why."""
    try:
        return services.send_request(
            request=_draft(request, delivery, form),
            stops=form.stops,
            invitations=[match.invitation() for match in form.chosen],
            misses=[miss for match in delivery.matching.impossible if (miss := match.miss())],
        )
    except services.QuoteError as error:
        form.add_error(None, str(error))
    except ValidationError as error:
        form.add_error(None, error.messages)
    return None
