"""The directory of producers, and the page of one."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from django.views.decorators.vary import vary_on_headers

from pat_logistics.accounts.perms import counsels
from pat_logistics.file_addresses import understood
from pat_logistics.open_data.links import file_links
from pat_logistics.territory import clusters
from pat_logistics.vocabulary import Month
from producers.clusters import features, point
from producers.datasets import PRODUCERS
from producers.filters import DEFAULT_RADIUS_KM, ProducerFilterSet
from producers.finding import ShortPaginator, asked_page, found_for
from producers.food_consortium import enterprise_document
from producers.models import Flow, Producer
from producers.schema_org import farm_document


def short_address(path, asked, commune):
    """The address of a search without its empty answers, the commune by its code: the one worth sharing."""
    query = asked.copy()
    for name in list(query):
        query.setlist(name, [value for value in query.getlist(name) if value])
    if commune:
        query["commune"] = commune.pk
        query.pop("commune_typed", None)
    text = query.urlencode()
    return f"{path}?{text}" if text else path


def without(request, name):
    """The address of the same search without one of its answers."""
    query = request.GET.copy()
    for dropped in {"commune": ("commune", "commune_typed", "radius_km")}.get(name, (name,)):
        query.pop(dropped, None)
    query.pop("page", None)
    return f"{request.path}?{query.urlencode()}"


@require_safe
@vary_on_headers("HX-Request")
def producer_list(request):
    """List beside map. The address is the saved state; htmx asks the same address for what changes alone."""
    filters, place = found_for(request, Producer.objects.visible_to(request.user))
    number = asked_page(request)
    page, facets = ShortPaginator(filters).get_page(number), list(filters.facets())
    wanted = filters.wanted
    context = {
        "form": filters.form,
        "facets": facets,
        "page": page,
        "respelt": filters.respelt,
        "relaxations": []
        if filters.total
        else [
            {"url": without(request, name), "label": label, "count": count}
            for name, label, count in filters.relaxations()
        ],
        "place": place,
        "center": wanted.get("commune"),
        "radius_km": wanted.get("radius_km") or DEFAULT_RADIUS_KM,
        "is_filtered": any(wanted.values()),
        "refined": sum(len(wanted.get(facet.name) or ()) for facet in facets),
        "map_url": of_search("producers:map", filters),
        "csv_url": "" if filters.form.errors else of_search("producers:csv", filters),
        "files": file_links(PRODUCERS, filters.form),
    }
    if not request.htmx:
        return render(request, "producers/list.html", context)
    response = render(request, "producers/_swap.html", context)
    response["HX-Push-Url"] = short_address(request.path, filters.data, wanted.get("commune"))
    return response


def of_search(name, filters):
    """Where the map, or the file, finds every producer of this search: not only those of the page."""
    query = understood(filters.data, filters.form)
    query.pop("sort", None)
    return f"{reverse(name)}?{query.urlencode()}"


@require_safe
@conditional_page
def producer_map(request):
    """Points and groups of the whole result, as JSON."""
    filters = ProducerFilterSet(request.GET, Producer.objects.visible_to(request.user), request=request)
    return clusters.answer(request, filters.form, lambda box, zoom: features(filters.qs, box, zoom))


@require_safe
def producer_detail(request, slug):
    """One producer, as far as it is published for this reader. Unpublished: as if it did not exist."""
    visible = Producer.objects.visible_to(request.user)
    producer = get_object_or_404(visible.with_details(request.user), slug=slug)
    flows = Flow.objects.visible_to(request.user).filter(producer=producer).with_places()
    context = {
        "producer": producer,
        "is_preview": getattr(request, "is_preview", False),  # by its owner, as a visitor sees it
        "flows": flows.order_by("destination__search_key", "pk"),
        "months": Month.labels,
        "points": [point(producer)],
        "may_survey": producer.managed and counsels(request.user),
        "for_engines": farm_document(producer),
        "map_caption": "La ferme." if producer.shows_position else "La mairie de la commune.",
    }
    return render(request, "producers/detail.html", context)


@require_safe
@cache_control(public=True, max_age=300)
def producer_enterprise(request, slug):
    """The farm in the words of the Data Food Consortium: what a visitor may read, whoever asks."""
    # Before anything asks who it is: a session that is not read leaves no trace in the answer.
    request.user = AnonymousUser()
    visible = Producer.objects.visible_to(request.user)
    producer = get_object_or_404(visible.with_details(request.user), slug=slug)
    document = enterprise_document(producer)
    if document is None:
        raise Http404
    writing = {"ensure_ascii": False}
    return JsonResponse(document, content_type="application/ld+json", json_dumps_params=writing)
