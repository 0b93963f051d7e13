"""Prices out to a spreadsheet and back in: a trial first, then the writing of all of it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carriers.access import kept_carrier, kept_grid
from carriers.exchange import samples, writing
from carriers.exchange.columns import EVERY_COLUMN
from carriers.exchange.importing import GridImport
from carriers.models import Solution, TariffGrid
from pat_logistics.exchange import uploads
from pat_logistics.exchange.downloads import download
from pat_logistics.exchange.uploads import UploadForm, file_field


class GridUploadForm(UploadForm):
    file = file_field("Fichier CSV ou XLSX", ".csv,.xlsx", "5 000 lignes")
    close_previous = forms.BooleanField(
        label="Clore la grille en cours la veille du début de la nouvelle", required=False
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def exchange(request, slug):
    """Export, an example to start from, and the trial of a file."""
    carrier = kept_carrier(request, slug)
    form = GridUploadForm(request.POST, request.FILES) if request.method == "POST" else GridUploadForm()
    context = {"carrier": carrier, "form": form, "columns": EVERY_COLUMN, "report": None}
    if request.method == "POST" and form.is_valid():
        closing = form.cleaned_data["close_previous"]
        kind = GridImport(carrier, close_previous=closing)
        context |= uploads.try_out(form, kind, _place(request, carrier)) | {"closing": closing}
    context["services"] = Solution.objects.filter(carrier=carrier).order_by("sort_key", "pk")
    return render(request, "carriers/own/exchange.html", context)


@require_POST
@login_required
def exchange_apply(request, slug):
    """Write the very file that was tried. What changed since the trial is judged again."""
    carrier = kept_carrier(request, slug)
    place, mark = _place(request, carrier), request.POST.get("mark", "")
    kind = GridImport(carrier, close_previous=request.POST.get("close_previous") == "on")
    report = uploads.apply(kind, place, mark)
    if report is None:
        messages.error(request, uploads.FORGOTTEN)
        return redirect("company:exchange", carrier.slug)
    if report.refused:
        messages.error(
            request, "Rien n’a été écrit : une ligne au moins est refusée. Envoyez le fichier corrigé."
        )
        return redirect("company:exchange", carrier.slug)
    uploads.forget(place, mark)
    messages.success(request, f"Les prix sont écrits. Lignes : {report}.")
    return redirect("company:overview", carrier.slug)


def _place(request, carrier) -> str:
    return f"grids:{request.user.pk}:{carrier.pk}"


@require_safe
@login_required
def export(request, slug, form):
    """Every grid of the company, the past ones too."""
    carrier = kept_carrier(request, slug)
    grids = TariffGrid.objects.filter(solution__carrier=carrier).select_related("solution")
    grids = grids.prefetch_related("bands", "zones").order_by("solution__slug", "purpose", "valid_during")
    lines = (line for grid in grids for line in writing.lines_of(grid))
    return download(f"prix-{carrier.slug}", form, [writing.sheet_of(lines)])


@require_safe
@login_required
def grid_export(request, pk, form):
    grid = kept_grid(request, pk)
    name = f"prix-{grid.solution.slug}-{grid.first_day:%Y-%m-%d}"
    return download(name, form, [writing.sheet_of(writing.lines_of(grid))])


@require_safe
@login_required
def sample(request, slug, form):
    carrier = kept_carrier(request, slug)
    service = Solution.objects.filter(carrier=carrier).order_by("sort_key", "pk").first()
    lines = samples.sample_lines(service.slug if service else "adresse-de-votre-service", localdate())
    return download("exemple-de-prix", form, [writing.sheet_of(lines)])
