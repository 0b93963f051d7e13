"""The directory of producers, and the page of one."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

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


@require_safe
@vary_on_headers("HX-Request")
def producer_list(request):
    """List beside map. The address is the saved state; htmx asks the same address for the results alone."""
    filters = ProducerFilterSet(request.GET, Producer.objects.visible_to(request.user))
    producers = filters.qs.with_details(request.user)
    page = Paginator(producers, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "form": filters.form,
        "facets": list(filters.facets()),
        "page": page,
        "points": [map_point(producer) for producer in page],
        "center": filters.form.cleaned_data.get("commune"),
        "radius_km": filters.form.cleaned_data.get("radius_km") or DEFAULT_RADIUS_KM,
        "is_filtered": any(filters.form.cleaned_data.values()),
    }
    return render(request, "producers/_results.html" if request.htmx else "producers/list.html", context)


@require_safe
def producer_detail(request, slug):
    """One producer, as far as it is published for this reader. Unpublished: as if it did not exist."""
    visible = Producer.objects.visible_to(request.user)
    producer = get_object_or_404(visible.with_details(request.user), slug=slug)
    flows = Flow.objects.visible_to(request.user).filter(producer=producer).with_places()
    context = {
        "producer": producer,
        "flows": flows.order_by("destination__search_key", "pk"),
        "points": [map_point(producer)],
    }
    return render(request, "producers/detail.html", context)
