"""Opening and showing the editor of a grid: for the pages that save it, and for the one that prices it."""

from typing import Any

from django.http import Http404
from django.shortcuts import render

from carriers.access import kept_solution
from carriers.editing import BAND_COLUMNS, GridEditor
from carriers.forms.grids import MAX_BANDS
from carriers.forms.pasting import MAX_PASTED, Pasted, read_table
from pat_logistics.typed import whole_number

ROWS = {"add_band": "bands", "add_zone": "zones"}


def open_editor(request, slug, *, grid=None, as_version=False) -> GridEditor:
    """The editor of what the user keeps; its preview opens the same from the address it is given."""
    solution = kept_solution(request, slug)
    if grid is not None and grid.solution_id != solution.pk:
        raise Http404
    data = request.POST if request.method == "POST" else None
    if data is not None and any(f"{rows}-TOTAL_FORMS" not in data for rows in ROWS.values()):
        data = None  # not sent by the editor: nothing was typed
    if data is not None and data.get("action") == "paste":
        data, pasted = _with_pasted(data)
        editor = GridEditor(solution, grid, as_version=as_version, data=data)
        editor.pasted = pasted
        return editor
    return GridEditor(solution, grid, as_version=as_version, data=_with_new_row(data))


def _with_pasted(data) -> tuple[Any, Pasted]:
    """The answers with the bands of the pasted table after those typed; as they were when it is not read."""
    text = data.get("table", "")
    if len(text) > MAX_PASTED:
        return data, Pasted(refusal="Ce tableau est trop long : importez plutôt un fichier.")
    pasted = read_table(text)
    if pasted.refusal:
        return data, pasted
    count = min(whole_number(data.get("bands-TOTAL_FORMS", "")) or 0, MAX_BANDS)
    typed = [
        {name: data.get(f"bands-{row}-{name}", "") for name in (*BAND_COLUMNS, "DELETE")}
        for row in range(count)
    ]
    rows = [row for row in typed if any(row[name] for name in BAND_COLUMNS if name != "flat")] + pasted.rows
    if len(rows) > MAX_BANDS:
        return data, Pasted(
            refusal=f"{len(rows)} tranches avec celles du tableau, et {MAX_BANDS} au plus dans une grille : "
            "faites-en plusieurs, ou importez un fichier."
        )
    data = data.copy()
    for name in [name for name in data if name.startswith("bands-") and not name.endswith("_FORMS")]:
        del data[name]
    data["bands-TOTAL_FORMS"], data["table"] = str(len(rows)), ""
    for number, row in enumerate(rows):
        for name, value in row.items():
            if value:
                data[f"bands-{number}-{name}"] = value
    return data, pasted


def _with_new_row(data):
    """The answers of « Ajouter une tranche », with one row more that starts where the last one ends."""
    rows = ROWS.get(data.get("action", "")) if data else None
    if not rows:
        return data
    data = data.copy()
    count = min(whole_number(data.get(f"{rows}-TOTAL_FORMS", "")) or 0, 999)
    data[f"{rows}-TOTAL_FORMS"] = str(count + 1)
    if rows == "bands" and count:
        data[f"bands-{count}-min_kg"] = data.get(f"bands-{count - 1}-max_kg", "")
        data[f"bands-{count}-zone"] = data.get(f"bands-{count - 1}-zone", "")
    return data


def show_editor(request, editor, *, preview=None, focus=""):
    """The editor, whole or as the fragment htmx asked for, with a preview when there is one."""
    context = {
        "editor": editor,
        "solution": editor.solution,
        "carrier": editor.solution.carrier,
        "preview": preview,
        "focus": focus,
        "table": request.POST.get("table", "") if editor.pasted is None or editor.pasted.refusal else "",
        "judged": editor.form.is_bound and focus not in ROWS and focus != "basis",
    }
    template = "carriers/own/_grid_editor.html" if request.htmx else "carriers/own/grid_form.html"
    return render(request, template, context)
