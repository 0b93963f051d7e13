"""The catalogue of solutions, the page of one, and the page of a carrier."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from carriers.enums import KIND_EXPLANATIONS, AreaRole, SolutionKind
from carriers.filters import SolutionFilterSet
from carriers.models import Carrier, Delivery, Ride, Seen, ServiceArea, Solution, TariffGrid
from carriers.outlines import delivery_outline
from carriers.search import areas_of, reasons, service
from carriers.tables import area_lines, collection_title, grid_table
from pat_logistics.territory.models import Commune

PAGE_SIZE = 12
NOT_ON_A_CARD = ("description", "search_text", "carrier__description")
NEAR_MISSES = 6
QUESTION = ("origin", "destination", "family", "mass_kg", "weekday", "temperature")


def map_points(solution: Solution) -> Iterator[dict]:
    """Where to find a solution: its place, its drop points, else the town of its carrier.

    The first point has the identifier of the solution, by which the list and the map light each other up.
    """
    base = {"url": solution.get_absolute_url(), "kind": "solution"}
    places = [(point.latitude, point.longitude, point.name) for point in solution.drop_points.all()]
    if solution.position:
        places.insert(0, (*solution.position, solution.name))
    elif not places and solution.carrier and solution.carrier.commune:
        town = solution.carrier.commune
        places.append((town.latitude, town.longitude, solution.name))
    for number, (latitude, longitude, label) in enumerate(places):
        identifier = f"{solution.pk}-{number}" if number else solution.pk
        detail = solution.get_kind_display()
        yield {"id": identifier, "lat": latitude, "lon": longitude, "label": label, "detail": detail, **base}


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


def loaded(filters: SolutionFilterSet, keys: Iterable[int]) -> dict[int, Solution]:
    """The solutions of a page by identifier, with what a card and the map say of them."""
    rows = filters.queryset.filter(pk__in=list(keys)).with_places().defer(*NOT_ON_A_CARD).order_by()
    if filters.serving.sets:
        rows = rows.prefetch_related(Prefetch("areas", areas_of(filters.delivery)))
    return {row.pk: row for row in rows}


def near_misses(misses: list[Seen], rows: dict[int, Solution], delivery: Delivery) -> list[Found]:
    """The first of those that serve one end of the delivery without fitting, each with its reasons."""
    return [
        Found(rows[seen.pk], reasons=reasons(rows[seen.pk], seen.missed, delivery))
        for seen in misses
        if seen.pk in rows
    ]


@require_safe
@vary_on_headers("HX-Request")
def solution_list(request):
    """List beside map. The address is the saved state; htmx asks it again for the results alone."""
    filters = SolutionFilterSet(request.GET, Solution.objects.visible_to(request.user))
    page = Paginator(filters.keys(), PAGE_SIZE).get_page(request.GET.get("page"))
    delivery, misses = filters.delivery, filters.misses() if page.number == 1 else []
    shown, near = list(page), misses[:NEAR_MISSES]
    rows = loaded(filters, [*shown, *(seen.pk for seen in near)])
    solutions = [rows[pk] for pk in shown if pk in rows]
    question = question_of(filters)
    context = {
        "filters": filters,
        "form": filters.form,
        "facets": list(filters.facets()),
        "page": page,
        "found": [Found(solution, list(service(solution, delivery))) for solution in solutions],
        "near": near_misses(near, rows, delivery),
        "near_count": len(misses),
        "delivery": delivery,
        "question": question,
        "can_compare": all(f"{name}=" in question for name in ("origin", "destination", "mass_kg")),
        "points": [point for solution in solutions for point in map_points(solution)],
        "kinds": [(SolutionKind(kind).label, text) for kind, text in KIND_EXPLANATIONS.items()],
        "is_filtered": any(filters.wanted.values()),
    }
    return render(request, "carriers/_swap.html" if request.htmx else "carriers/list.html", context)


@require_safe
def solution_detail(request, slug):
    """One solution, its areas, its prices of today and to come. Unpublished: as if it did not exist."""
    today = localdate()
    solution = get_object_or_404(
        _with_everything(Solution.objects.visible_to(request.user), today), slug=slug
    )
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
        "points": [*map_points(solution), *_area_points(areas)],
    }
    return render(request, "carriers/detail.html", context)


def _with_everything(solutions, today: datetime.date):
    grids = TariffGrid.objects.not_ended(today).order_by("purpose", "valid_during")
    return solutions.with_places().prefetch_related(
        Prefetch("areas", ServiceArea.objects.with_places().narrowest_first()),
        Prefetch("grids", grids.prefetch_related("bands", "zones")),
    )


def _area_points(areas: list[ServiceArea]) -> list[dict]:
    """One point per delivery area, at its largest town: the list beside the map says the whole area."""
    deliveries = [area for area in areas if area.role == AreaRole.DELIVERY and area.town]
    towns = Commune.objects.in_bulk({area.town for area in deliveries})
    return [
        {
            "id": f"area-{area.pk}",
            "lat": towns[area.town].latitude,
            "lon": towns[area.town].longitude,
            "label": area.place,
            "detail": "Livraison",
            "kind": "stop",
        }
        for area in deliveries
    ]


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
