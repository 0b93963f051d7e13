"""Pages and files of the territory views, for advisors and administrators."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from needs_survey.guards import surveyors_only
from needs_survey.needs import charts, exports
from needs_survey.needs import report as reports
from needs_survey.needs.behind import flows_behind, open_flow
from needs_survey.needs.editions import Kept
from needs_survey.needs.figures import Table
from needs_survey.needs.files import FILES, VIEWS
from needs_survey.needs.filters import FilterForm
from needs_survey.needs.flow_map import MOST_LINES, drawn, places_drawn
from needs_survey.needs.incoming import arriving
from needs_survey.needs.places import positions_of
from needs_survey.needs.sources import Farms
from needs_survey.needs.summary import summary_of
from needs_survey.needs.tables import flow_lines
from needs_survey.needs.territory import Territory
from pat_logistics.exchange.downloads import download, saved_as
from pat_logistics.exchange.writing import FORMATS
from pat_logistics.file_addresses import faulty, misread, refused, understood
from pat_logistics.pdf import pdf_response

# Flows in the list of the page; the files have them all.
MOST_LISTED = 150

FLOWS, GROUPS, COLD = "flux", "groupes", "froid"


def address_with(request, form, **more):
    """The filters that were understood of the address, as an address; None takes one out."""
    query = understood(request.GET, form)
    for name, value in more.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else ""


def context_of(request, form, current, counted):
    """What every page of the views shows: the tabs keep the filters. `counted`: the farms that count."""
    kept = address_with(request, form)
    # A group is of one département.
    of_groups = address_with(request, form, departement=form.territory) if form.is_all else kept
    addresses = [
        ("Carte des flux", reverse("needs:flows") + kept, FLOWS),
        *((view.title, reverse("needs:view", args=[code]) + kept, code) for code, view in VIEWS.items()),
        ("Groupes pionniers", reverse("needs:groups") + of_groups, GROUPS),
    ]
    return {
        "form": form,
        "query": kept,
        "tabs": [{"label": label, "url": url, "current": code == current} for label, url, code in addresses],
        "here": next(url for _, url, code in addresses if code == current).partition("?")[0],
        "farms": len(counted.places),
        "answers": counted.answered,
        "has_examples": bool(counted.examples),
        "today": timezone.localdate(),
    }


def _leaving(form, territory, code):
    """The table as it may leave the house, or why it may not."""
    file = FILES[code]
    refusal = faulty(form) or file.refusal(territory.asked, form.by)
    if refusal:
        return {"refusal": refusal}
    masked = territory.masked
    return {"refusal": "", "table": file.make(masked), "made_on": masked.edition.made_on}


@surveyors_only
@never_cache
@require_safe
def flows(request):
    """The map of the flows, and the list that says the same."""
    form = FilterForm(request.GET, user=request.user)
    territory = Territory.of(form.asked, form.epcis)
    table = flow_lines(territory, form.by, most=MOST_LISTED)
    arrivals = arriving(form.asked) if form.by == "epci" else None
    kept = address_with(request, form)
    told = [(line, open_flow(line, kept)) for line in table.lines]
    more, more_kg = table.left_out
    codes = {code for line in table.lines[:MOST_LINES] for code in line.key}
    positions = positions_of(codes | (arrivals.codes if arrivals else set()), form.by)
    context = context_of(request, form, FLOWS, territory.sources.farms) | {
        "table": table,
        "total": table.row(table.total),
        "rows": [table.row(line, url) for line, url in told],
        "more": more,
        "more_kg": more_kg,
        "arrivals": arrivals,
        "drawing": drawn(
            told[:MOST_LINES],
            positions,
            form.departements,
            arrivals.table.lines if arrivals else (),
        ),
        "leaving": _leaving(form, territory, FLOWS),
    }
    return render(request, "needs_survey/needs/flows.html", context)


@surveyors_only
@never_cache
@require_safe
def flow(request, origin, arrival):
    """The farms and the deliveries behind one line of the map."""
    form = FilterForm(request.GET, user=request.user)
    found = flows_behind(form.asked, form.by, origin, arrival)
    if found is None:
        raise Http404
    context = context_of(request, form, FLOWS, Farms.of(form.departements)) | {"flow": found}
    return render(request, "needs_survey/needs/flow.html", context)


@surveyors_only
@never_cache
@require_safe
def view(request, code):
    """One of the other views: its charts, each beside its table."""
    if code not in VIEWS:
        raise Http404
    form = FilterForm(request.GET, user=request.user)
    shown = VIEWS[code]
    territory = Territory.of(form.asked, form.epcis)
    tables = shown.tables(territory)
    context = context_of(request, form, code, territory.sources.farms) | {
        "view": shown,
        "tables": [(table, charts.bars_of(table), _leaving(form, territory, table.code)) for table in tables],
        "drawing": places_drawn(tables[0], form.departements) if code == COLD else None,
    }
    return render(request, "needs_survey/needs/view.html", context)


def _own(request, form):
    """The département of a file, named although there is no other to choose."""
    return ("departement",) if request.GET.get("departement", "") in ("", form.territory) else ()


@surveyors_only
@never_cache
@require_safe
def export(request, code, kind):
    """A table of a view as a file, as it may leave the house; what it may not carry, it says."""
    if code not in FILES or (kind == "geojson" and code != FLOWS):
        raise Http404
    form = FilterForm(request.GET, user=request.user)
    territory = Territory.of(form.asked, form.epcis).masked
    leaving = _leaving(form, territory, code)
    if words := misread(request.GET, form, also=_own(request, form)) or leaving["refusal"]:
        return refused(words)
    table = leaving["table"]
    heading = heading_of(table, form.in_words(), territory.edition)
    return file_of(table, kind, heading, form.departements)


@surveyors_only
@never_cache
@require_safe
def report(request, kind):
    """The report for elected members, of one département: masked, since it leaves the house."""
    form = FilterForm(request.GET, user=request.user)
    if words := misread(request.GET, also=_own(request, form)):
        return refused(words)
    summary = summary_of(form.territory)
    name = reports.filename_of(summary, kind)
    if kind == "pdf":
        return pdf_response(request, "needs_survey/needs/report.html", reports.context_of(summary), name)
    return saved_as(name, HttpResponse(reports.as_docx(summary), content_type=reports.WORD))


def heading_of(table: Table, filters: list[tuple[str, str]], edition: Kept) -> exports.Heading:
    answering = table.total.figures[0].farms if table.total else None
    return exports.Heading(filters, edition.made_on, edition.farms, answering or 0)


def file_of(
    table: Table, kind: str, heading: exports.Heading, departements: Sequence[str]
) -> HttpResponseBase:
    """A masked table as the answer that saves it."""
    name = heading.filename(table.code)
    if kind in FORMATS:
        return download(name, kind, exports.sheets_of(table, heading, kind))
    if kind == "geojson":
        codes = {each for line in table.lines for each in line.key}
        features = exports.as_geojson(table, positions_of(codes, "epci"), heading)
        response: HttpResponse = JsonResponse(features, content_type="application/geo+json")
    else:
        svg = exports.as_svg(table, heading, departements)
        if kind == "svg":
            response = HttpResponse(svg, content_type="image/svg+xml")
        else:
            response = HttpResponse(charts.as_png(svg), content_type="image/png")
    return saved_as(f"{name}.{kind}", response)
