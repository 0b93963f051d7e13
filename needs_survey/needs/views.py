"""Pages and files of the territory views, for advisors and administrators."""

from django.db.models import Count, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from needs_survey.guards import surveyors_only
from needs_survey.needs import charts, exports
from needs_survey.needs.filters import FilterForm
from needs_survey.needs.places import MOST_LINES, on_map, positions_of
from needs_survey.needs.sources import farms, responses
from needs_survey.needs.tables import VIEWS, Territory, flow_lines
from pat_logistics.sheets import XLSX

FLOWS, GROUPS = "flux", "groupes"


def address_with(request, **more):
    """The filters of the address, as an address; a place chosen for a group is no filter."""
    query = request.GET.copy()
    query.pop("place", None)
    for name, value in more.items():
        query[name] = value
    return f"?{query.urlencode()}" if query else ""


def context_of(request, form, current):
    """What every page of the views shows: the tabs keep the filters."""
    kept = address_with(request)
    counted = farms(form.territory).aggregate(
        farms=Count("pk"), examples=Count("pk", filter=Q(is_example=True))
    )
    addresses = [
        ("Carte des flux", reverse("needs:flows"), FLOWS),
        *((view.title, reverse("needs:view", args=[code]), code) for code, view in VIEWS.items()),
        ("Groupes pionniers", reverse("needs:groups"), GROUPS),
    ]
    return {
        "form": form,
        "query": kept,
        "tabs": [
            {"label": label, "url": url + kept, "current": code == current} for label, url, code in addresses
        ],
        "here": next(url for _, url, code in addresses if code == current),
        "farms": counted["farms"],
        "answers": responses(form.territory).count(),
        "has_examples": bool(counted["examples"]),
    }


@surveyors_only
@never_cache
@require_safe
def flows(request):
    """The map of the flows, and the list that says the same."""
    form = FilterForm(request.GET, user=request.user)
    table = flow_lines(Territory(form.asked, form.epcis), form.by)
    told = table.lines[:MOST_LINES]
    codes = {code for line in told for code in line.key}
    points, legs = on_map(table, positions_of(codes, form.by))
    context = context_of(request, form, FLOWS) | {
        "table": table,
        "told": told,
        "more": len(table.lines) - len(told),
        "points": points,
        "legs": legs,
    }
    return render(request, "needs_survey/needs/flows.html", context)


@surveyors_only
@never_cache
@require_safe
def view(request, code):
    """One of the other views: its charts, each beside its table."""
    if code not in VIEWS:
        raise Http404
    form = FilterForm(request.GET, user=request.user)
    shown = VIEWS[code]
    tables = shown.tables(Territory(form.asked, form.epcis))
    context = context_of(request, form, code) | {
        "view": shown,
        "tables": [(table, charts.bars_of(table)) for table in tables],
    }
    return render(request, "needs_survey/needs/view.html", context)


@surveyors_only
@never_cache
@require_safe
def export(request, code, kind):
    """A table of a view as a file: same filters, same masking."""
    form = FilterForm(request.GET, user=request.user)
    # A drawing of what is masked would say nothing.
    table = _table(code, Territory(form.asked, form.epcis), form.by, whole=kind not in ("svg", "png"))
    if table is None:
        raise Http404
    today = timezone.localdate()
    if kind == "geojson":
        if code != FLOWS:
            raise Http404
        codes = {each for line in table.lines for each in line.key}
        response = JsonResponse(
            exports.as_geojson(table, positions_of(codes, form.by)), content_type="application/geo+json"
        )
    elif kind == "xlsx":
        response = HttpResponse(exports.as_xlsx(table, form.in_words(), today), content_type=XLSX)
    elif kind == "csv":
        response = HttpResponse(exports.as_csv(table), content_type="text/csv; charset=utf-8")
    elif kind == "svg":
        response = HttpResponse(charts.as_svg(table), content_type="image/svg+xml")
    else:
        response = HttpResponse(charts.as_png(table), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="besoins-{code}-{today:%Y-%m-%d}.{kind}"'
    return response


def _table(code, territory, by, *, whole):
    """The table of that code; None when no view has it."""
    if code == FLOWS:
        return flow_lines(territory, by, whole=whole)
    shown = next((each for each in VIEWS.values() if code in each.files), None)
    return next((table for table in shown.tables(territory) if table.code == code), None) if shown else None
