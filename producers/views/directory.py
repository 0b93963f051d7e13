"""The directory of producers, and the page of one."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from producers.enums import Month
from producers.filters import DEFAULT_RADIUS_KM, ProducerFilterSet
from producers.models import Flow, Producer

PAGE_SIZE = 24


def map_point(producer):
    """What the map may say of a producer; needs a row of `visible_to`."""
    return {
        "id": producer.pk,
        "lat": producer.shown_latitude,
        "lon": producer.shown_longitude,
        "label": producer.name,
        "url": producer.get_absolute_url(),
        "detail": producer.commune.name,
    }


def short_address(request, commune):
    """The address of a search without its empty answers, the commune by its code: the one worth sharing."""
    query = request.GET.copy()
    for name in list(query):
        query.setlist(name, [value for value in query.getlist(name) if value])
    if commune:
        query["commune"] = commune.pk
        query.pop("commune_typed", None)
    text = query.urlencode()
    return f"{request.path}?{text}" if text else request.path


@require_safe
@vary_on_headers("HX-Request")
def producer_list(request):
    """List beside map. The address is the saved state; htmx asks the same address for what changes alone."""
    filters = ProducerFilterSet(request.GET, Producer.objects.visible_to(request.user))
    producers = filters.qs.with_details(request.user)
    page = Paginator(producers, PAGE_SIZE).get_page(request.GET.get("page"))
    wanted, facets = filters.form.cleaned_data, list(filters.facets())
    context = {
        "form": filters.form,
        "facets": facets,
        "page": page,
        "points": [map_point(producer) for producer in page],
        "center": wanted.get("commune"),
        "radius_km": wanted.get("radius_km") or DEFAULT_RADIUS_KM,
        "is_filtered": any(wanted.values()),
        "is_refined": any(wanted.get(facet.name) for facet in facets),
    }
    if not request.htmx:
        return render(request, "producers/list.html", context)
    response = render(request, "producers/_swap.html", context)
    response["HX-Push-Url"] = short_address(request, wanted.get("commune"))
    return response


@require_safe
def producer_detail(request, slug):
    """One producer, as far as it is published for this reader. Unpublished: as if it did not exist."""
    visible = Producer.objects.visible_to(request.user)
    producer = get_object_or_404(visible.with_details(request.user), slug=slug)
    flows = Flow.objects.visible_to(request.user).filter(producer=producer).with_places()
    context = {
        "producer": producer,
        "flows": flows.order_by("destination__search_key", "pk"),
        "months": Month.labels,
        "points": [map_point(producer)],
        "map_caption": "La ferme." if producer.shows_position else "La mairie de la commune.",
    }
    return render(request, "producers/detail.html", context)
