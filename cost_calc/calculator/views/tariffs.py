"""Prices of a grid that is still being typed, in the editor it is typed in."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from carriers.access import kept_grid
from carriers.editor_page import open_editor, show_editor
from cost_calc.calculator.previews import preview
from cost_calc.engine.errors import InvalidInput
from pat_logistics.typed import whole_number

NOT_PRICED = "Le calculateur ne comprend pas cette grille. Vérifiez les tranches, les zones et les parts."


@require_POST
@login_required
@vary_on_headers("HX-Request")
def tariff_preview(request, slug):
    """« Voir les prix »: the editor again, with everything typed and what it would charge. Writes nothing."""
    number = whole_number(request.GET.get("grille", ""))
    grid = kept_grid(request, number) if number is not None else None
    editor = open_editor(request, slug, grid=grid, as_version="version" in request.GET and grid is not None)
    found = None
    if editor.form.is_bound and editor.is_sound():
        try:
            found = preview(editor.draft, editor.solution)
        except InvalidInput:
            editor.errors.append(NOT_PRICED)
    return show_editor(request, editor, preview=found)
