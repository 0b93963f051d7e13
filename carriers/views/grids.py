"""Prices of a service: the list of its grids, and the editor that makes, corrects and succeeds them."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from carriers import checks, editing, undo
from carriers.access import kept_grid, kept_solution
from carriers.editor_page import ROWS, open_editor, show_editor
from carriers.models import TariffGrid
from carriers.tables import grid_table
from pat_logistics.formats import french_day
from pat_logistics.typed import whole_number


@require_safe
@login_required
def grids(request, slug):
    """Every grid of a service, the past ones too: results of their time still stand on them."""
    solution, today = kept_solution(request, slug), localdate()
    found = TariffGrid.objects.filter(solution=solution).order_by("purpose", "-valid_during")
    context = {
        "solution": solution,
        "carrier": solution.carrier,
        "deleted": undo.deleted(request.user, solution, "tariffgrid"),
        "current": [grid for grid in found if grid.first_day <= today and _lasts(grid, today)],
        "to_come": [grid for grid in found if grid.first_day > today],
        "past": [grid for grid in found if not _lasts(grid, today)],
    }
    return render(request, "carriers/own/grids.html", context)


def _lasts(grid, today) -> bool:
    return grid.last_day is None or grid.last_day >= today


class EndForm(forms.Form):
    last_day = forms.DateField(
        label="Dernier jour", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@require_safe
@login_required
def grid(request, pk):
    """A grid as people read it, with what may be done to it."""
    row, today = kept_grid(request, pk), localdate()
    context = {
        "grid": row,
        "table": grid_table(row),
        "solution": row.solution,
        "carrier": row.solution.carrier,
        "is_open": editing.is_open_to_correction(row, today),
        "may_end": _lasts(row, today),
        "warnings": list(checks.warnings(row, list(row.bands.all()), list(row.zones.all()))),
        "form": EndForm(initial={"last_day": row.last_day}),
    }
    return render(request, "carriers/own/grid.html", context)


@require_POST
@login_required
def grid_end(request, pk):
    """End a grid on a day to come; the days it has served stay."""
    row, today = kept_grid(request, pk), localdate()
    form = EndForm(request.POST)
    last = form.cleaned_data["last_day"] if form.is_valid() else None
    if row.last_day and row.last_day < today:
        # Results of the past were priced with it as it ended.
        messages.error(request, f"« {row.name} » a fini le {french_day(row.last_day)} : elle ne change plus.")
    elif last is None or last < max(today, row.first_day) or last.year > 2100:
        messages.error(request, "Donnez un dernier jour qui n’est pas passé, par exemple 31/12/2026.")
    elif (later := _next(row)) and last >= later.first_day:
        messages.error(
            request, f"« {later.name} » commence le {french_day(later.first_day)} : finissez avant."
        )
    else:
        editing.close(row, first_free_day=last + editing.ONE_DAY)
        messages.success(request, f"« {row.name} » finit le {french_day(last)}.")
    return redirect("company:grid", row.pk)


def _next(row) -> TariffGrid | None:
    after = TariffGrid.objects.filter(
        solution=row.solution_id, purpose=row.purpose, valid_during__startswith__gt=row.first_day
    )
    return after.order_by("valid_during").first()


@require_POST
@login_required
def grid_delete(request, pk):
    """Only a grid that no result can have used."""
    row = kept_grid(request, pk)
    if not editing.is_open_to_correction(row, localdate()):
        messages.error(
            request, "Cette grille a pu servir à des calculs : elle reste. Vous pouvez y mettre fin."
        )
        return redirect("company:grid", row.pk)
    undo.delete(request.user, row)
    return redirect("company:grids", row.solution.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@vary_on_headers("HX-Request")
def grid_add(request, slug):
    return _edit(request, open_editor(request, slug))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@vary_on_headers("HX-Request")
def grid_edit(request, pk):
    """Correct a grid that has not served yet; one that has is succeeded instead."""
    row = kept_grid(request, pk)
    if not editing.is_open_to_correction(row, localdate()):
        messages.info(
            request,
            "Cette grille a déjà servi : vos changements font une nouvelle version.",
        )
        return redirect("company:grid_version", row.pk)
    return _edit(request, open_editor(request, row.solution.slug, grid=row))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@vary_on_headers("HX-Request")
def grid_version(request, pk):
    """« Nouvelle version à partir du … »: the older one ends the day before."""
    row = kept_grid(request, pk)
    return _edit(request, open_editor(request, row.solution.slug, grid=row, as_version=True))


def _edit(request, editor):
    action = request.POST.get("action", "save")
    closing = action.removeprefix("close:") if action.startswith("close:") else ""
    if request.method != "POST" or not editor.form.is_bound:
        return show_editor(request, editor)
    if action in ROWS or action in ("basis", "paste"):
        editor.hush()
    elif saved := editor.save(closing=whole_number(closing)):
        messages.success(request, f"« {saved.name} » est enregistrée.")
        return redirect("company:grid", saved.pk)
    return show_editor(request, editor, focus=action)
