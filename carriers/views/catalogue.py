"""The catalogue of solutions, the page of one, and the page of a carrier."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.http import conditional_page, require_safe
from django.views.decorators.vary import vary_on_headers

from carriers import audience
from carriers.clusters import area_points, features, map_points
from carriers.datasets import SOLUTIONS
from carriers.enums import KIND_EXPLANATIONS, AreaRole, SolutionKind
from carriers.filters import RULES, SolutionFilterSet
from carriers.models import Carrier, Ride, ServiceArea, Solution, SolutionQuerySet, TariffGrid
from carriers.outlines import delivery_outline
from carriers.schema_org import carrier_document
from carriers.search import cards, reasons, service
from carriers.tables import area_lines, collection_title, grid_table
from pat_logistics.file_addresses import understood
from pat_logistics.open_data.links import file_links
from pat_logistics.territory import clusters
from pat_logistics.territory.reading import PlaceFound, place_in, place_like
from producers.search import is_no_place

PAGE_SIZE = 12
NEAR_MISSES = 6
QUESTION = ("origin", "destination", "family", "mass_kg", "weekday", "temperature")


@dataclass(frozen=True, slots=True)
class Found:
    """A solution of the list, with how it would serve the delivery asked, or why it does not."""

    solution: Solution
    service: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def question_of(filters: SolutionFilterSet) -> str:
    """What was asked, as the query of another page that knows the same fields; empty parts left out."""
    delivery, wanted = filters.delivery, filters.wanted
    places = {"origin": delivery.origin, "destination": wanted.get("destination")}
    answers: dict[str, Any] = {name: place.pk for name, place in places.items() if place}
    answers |= {name: wanted.get(name) for name in ("family", "mass_kg")} | {"weekday": delivery.weekday}
    if len(delivery.temperatures) == 1:
        answers["temperature"] = delivery.temperatures[0]
    return urlencode({name: value for name, value in answers.items() if value})


def found_for(
    request: HttpRequest, everything: SolutionQuerySet
) -> tuple[SolutionFilterSet, PlaceFound | None]:
    """The filters of a search, and the commune read among its words when no solution has them all."""
    filters = SolutionFilterSet(request.GET, everything)
    text = filters.wanted.get("q")
    if not text or filters.delivery.origin or not filters.is_approximate:
        return filters, None
    place = place_in(text, is_no_place) or place_like(text, is_no_place)
    if place is None:
        return filters, None
    asked = request.GET.copy()
    asked["q"], asked["origin"] = place.rest, place.commune.pk
    asked.pop("origin_typed", None)
    served = SolutionFilterSet(asked, everything)
    return (served, place) if served.keys() else (filters, None)


def answer(request: HttpRequest) -> dict[str, Any]:
    """What the list says of the search that the address asks for, in seven queries at most."""
    filters, place = found_for(request, Solution.objects.visible_to(request.user))
    page = Paginator(filters.keys(), PAGE_SIZE).get_page(request.GET.get("page"))
    serving, misses = filters.serving, filters.misses() if page.number == 1 else []
    shown, near = list(page), misses[:NEAR_MISSES]
    wanted = filters.queryset.filter(pk__in=[*shown, *(seen.pk for seen in near)])
    rows = {row.pk: row for row in cards(wanted).order_by()}
    question = question_of(filters)
    return {
        "filters": filters,
        "place": place,
        "form": filters.form,
        "facets": list(filters.facets()),
        "page": page,
        "found": [Found(rows[pk], list(service(rows[pk], serving))) for pk in shown if pk in rows],
        "near": [
            Found(rows[seen.pk], reasons=reasons(rows[seen.pk], seen.missed, serving))
            for seen in near
            if seen.pk in rows
        ],
        "near_count": len(misses),
        "delivery": filters.delivery,
        "question": question,
        "can_compare": all(f"{name}=" in question for name in ("origin", "destination", "mass_kg")),
        "refined": sum(len(filters.wanted.get(name) or ()) for name in RULES),
        "is_asked": any(value for name, value in filters.wanted.items() if name not in ("q", *RULES))
        or bool(filters.form.errors),
        "is_filtered": any(filters.wanted.values()),
        "map_url": of_search("carriers:map", filters),
        "csv_url": "" if filters.form.errors else of_search("carriers:csv", filters),
        "files": file_links(SOLUTIONS, filters.form),
    }


@require_safe
@vary_on_headers("HX-Request")
def solution_list(request):
    """List beside map. The address is the saved state; htmx asks it again for the results alone."""
    if request.htmx:
        return render(request, "carriers/_swap.html", answer(request))
    kinds = [(SolutionKind(kind).label, text) for kind, text in KIND_EXPLANATIONS.items()]
    return render(request, "carriers/list.html", {**answer(request), "kinds": kinds})


def of_search(name, filters):
    """Where the map, or the file, finds every solution of this search: not only those of the page."""
    return f"{reverse(name)}?{understood(filters.data, filters.form).urlencode()}"


@require_safe
@conditional_page
def solution_map(request):
    """Points and groups of the whole result, as JSON."""
    filters = SolutionFilterSet(request.GET, Solution.objects.visible_to(request.user))
    return clusters.answer(request, filters.form, lambda box, zoom: features(filters.found(), box, zoom))


@require_safe
def solution_short(request, pk):
    """The address that is printed, to be copied by hand: it leads to the page."""
    return redirect(get_object_or_404(Solution.objects.visible_to(request.user), pk=pk))


@require_safe
def solution_detail(request, slug):
    """One solution, its areas, its prices of today and to come. Unpublished: as if it did not exist."""
    today = localdate()
    solution = get_object_or_404(
        _with_everything(Solution.objects.visible_to(request.user), today), slug=slug
    )
    audience.count(request, solution)
    areas = list(solution.areas.all())
    deliveries = area_lines(areas, AreaRole.DELIVERY)
    context = {
        "solution": solution,
        "explanation": KIND_EXPLANATIONS[SolutionKind(solution.kind)],
        "collection_title": collection_title(solution),
        "collections": area_lines(areas, AreaRole.COLLECTION),
        "deliveries": deliveries,
        "grids": [grid_table(grid) for grid in solution.grids.all()],
        "today": today,
        "is_priced": solution.carries_goods and solution.kind != SolutionKind.STORAGE,
        "question": urlencode({name: request.GET[name] for name in QUESTION if request.GET.get(name)}),
        "rides": _agreed_rides(solution.carrier),
        "outline_url": reverse("carriers:area", args=[solution.slug]) if deliveries else "",
        "points": [*map_points(solution), *area_points(areas)],
    }
    return render(request, "carriers/detail.html", context)


def _with_everything(solutions, today: datetime.date):
    grids = TariffGrid.objects.not_ended(today).order_by("purpose", "valid_during")
    return solutions.with_places().prefetch_related(
        Prefetch("areas", ServiceArea.objects.with_places().narrowest_first()),
        Prefetch("grids", grids.prefetch_related("bands", "zones")),
    )


@require_safe
def carrier_detail(request, slug):
    """A carrier and the services it publishes."""
    visible = Carrier.objects.visible_to(request.user).select_related("commune")
    carrier = get_object_or_404(visible, slug=slug)
    solutions = list(Solution.objects.visible_to(request.user).filter(carrier=carrier).with_places())
    context = {
        "carrier": carrier,
        "solutions": solutions,
        "rides": _agreed_rides(carrier),
        "for_engines": carrier_document(carrier),
        "points": [point for solution in solutions for point in map_points(solution)],
    }
    return render(request, "carriers/carrier.html", context)


def _agreed_rides(carrier: Carrier | None) -> list[Ride]:
    """Client producers, as both sides agreed to show them; their own proposals are on their own pages."""
    if carrier is None:
        return []
    return list(carrier.rides.agreed().with_parties().order_by("producer__sort_key", "pk"))


@require_safe
def solution_area(request, slug):
    """Outline of what a solution delivers, as far as the outlines of its communes are known."""
    solution = get_object_or_404(Solution.objects.visible_to(request.user), slug=slug)
    return JsonResponse(delivery_outline(solution), content_type="application/geo+json")
