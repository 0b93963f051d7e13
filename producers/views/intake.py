"""For advisors: lists of producers, read, matched with the farms that are there, written, and taken back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pat_logistics.accounts.guards import only
from pat_logistics.accounts.perms import counsels
from pat_logistics.exchange.sheets import UnreadableFileError
from producers.intake import services
from producers.intake.forms import ColumnsForm, DecisionForm, IntakeForm
from producers.models import Decision, Intake, RowState

LISTS_OF_A_PAGE, ROWS_OF_A_PAGE = 20, 50
ANSWER = "row-"

advisors_only = only(counsels)


def _own(request, pk):
    lists = Intake.objects.visible_to(request.user).defer("content").select_related("job", "owner")
    return get_object_or_404(lists, pk=pk)


def _with_content(request, pk):
    return get_object_or_404(Intake.objects.visible_to(request.user).select_related("job", "owner"), pk=pk)


@advisors_only
@require_http_methods(["GET", "HEAD", "POST"])
def intakes(request):
    """Lists sent before, and the form to send another."""
    form = IntakeForm(request.POST, request.FILES) if request.method == "POST" else IntakeForm()
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "source", "reason", "mode")}
        try:
            intake = services.receive(owner=request.user, content=form.cleaned_data["file"].read(), **told)
        except UnreadableFileError as error:
            form.add_error("file", str(error))
        else:
            return redirect("advising:intake_columns", intake.pk)
    lists = Intake.objects.visible_to(request.user).defer("content", "columns", "samples")
    page = Paginator(lists, LISTS_OF_A_PAGE).get_page(request.GET.get("page"))
    status = 400 if form.is_bound else 200
    return render(request, "producers/intake/index.html", {"form": form, "page": page}, status=status)


@advisors_only
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request, pk):
    """What each column of the list says of a farm."""
    intake = _with_content(request, pk)
    if not intake.may_change:
        messages.info(request, services.WRITTEN if intake.applied_at else services.jobs.GONE)
        return redirect(intake)
    form = ColumnsForm(request.POST if request.method == "POST" else None, intake=intake)
    if form.is_valid():
        try:
            return redirect(services.choose_columns(intake=intake, columns=form.columns))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "intake": intake}
    return render(request, "producers/intake/columns.html", context, status=400 if form.is_bound else 200)


@advisors_only
@require_safe
def detail(request, pk):
    """What the list would do, or did: counts, records to decide, then every record."""
    intake = _with_content(request, pk)
    counts = intake.rows.counts()
    state = request.GET.get("etat", "")
    rows = intake.rows.select_related("producer__commune")
    chosen = rows.filter(state=state) if state in RowState.values else rows
    context = {
        "intake": intake,
        "counts": [(code, label, counts[code]) for code, label in RowState.choices if counts.get(code)],
        "writes": counts.get(RowState.NEW, 0) + counts.get(RowState.FILLED, 0),
        "asked": counts.get(RowState.ASKED, 0),
        "refused": counts.get(RowState.REFUSED, 0),
        "state": state if state in RowState.values else "",
        "page": Paginator(chosen, ROWS_OF_A_PAGE).get_page(request.GET.get("page")),
        "decisions": Decision.choices,
        "form": DecisionForm(),
        "working": bool(intake.job and intake.job.is_open),
        "undone": intake.job.rows if intake.undone_at and intake.job else None,
    }
    return render(request, "producers/intake/detail.html", context)


@advisors_only
@require_POST
def decide(request, pk):
    """Answers of records that resemble a farm of the portal; the list is tried again."""
    intake = _own(request, pk)
    form = DecisionForm(request.POST)
    answers = {
        int(name.removeprefix(ANSWER)): value
        for name, value in request.POST.items()
        if name.startswith(ANSWER) and name.removeprefix(ANSWER)[:9].isdecimal() and len(name) < 14
    }
    rest = form.cleaned_data["rest"] if form.is_valid() else ""
    return _do(request, intake, lambda: services.decide(intake=intake, answers=answers, rest=rest))


@advisors_only
@require_POST
def apply(request, pk):
    """Write the list."""
    intake = _own(request, pk)
    return _do(request, intake, lambda: services.apply(intake=intake))


@advisors_only
@require_POST
def undo(request, pk):
    """Take the list back."""
    intake = _own(request, pk)
    return _do(request, intake, lambda: services.undo(intake=intake))


def _do(request, intake, work):
    """The page of the work that begins, or of the list with what kept it from beginning."""
    try:
        work()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(intake)
    intake.refresh_from_db(fields=["job"])
    return redirect(intake.job) if intake.job and intake.job.is_open else redirect(intake)
