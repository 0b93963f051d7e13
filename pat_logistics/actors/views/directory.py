"""Who can help: the list beside its map, and the page of one."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe
from django.views.decorators.vary import vary_on_headers

from pat_logistics.actors.clusters import features, point
from pat_logistics.actors.datasets import ACTORS
from pat_logistics.actors.deliveries import farms_delivering
from pat_logistics.actors.enums import NEED_OF, ActorKind
from pat_logistics.actors.filters import FACETS, PAGE_SIZE, ActorFilterSet
from pat_logistics.actors.models import Actor, ActorClaim
from pat_logistics.actors.perms import may_enter
from pat_logistics.file_addresses import understood
from pat_logistics.open_data.links import file_links
from pat_logistics.territory import clusters


@require_safe
@vary_on_headers("HX-Request")
def actor_list(request):
    """List beside map. The address is the saved state; htmx asks the same address for what changes alone."""
    filters = ActorFilterSet(request.GET, Actor.objects.visible_to(request.user))
    wanted = filters.wanted
    context = {
        "form": filters.form,
        "filters": filters,
        "facets": list(filters.facets()),
        "page": Paginator(filters.qs.select_related("commune"), PAGE_SIZE).get_page(request.GET.get("page")),
        "is_asked": bool(wanted.get("commune") or wanted.get("departement") or filters.form.errors),
        "is_filtered": any(wanted.values()),
        "refined": sum(len(wanted.get(facet.name) or ()) for facet in FACETS),
        "pending": ActorClaim.objects.pending().count() if may_enter(request.user) else None,
        "files": file_links(ACTORS, filters.form),
        "map_url": f"{reverse('actors:map')}?{understood(filters.data, filters.form).urlencode()}",
    }
    return render(request, "actors/_swap.html" if request.htmx else "actors/list.html", context)


@require_safe
@conditional_page
def actor_map(request):
    """Points and groups of the whole result, as JSON."""
    filters = ActorFilterSet(request.GET, Actor.objects.visible_to(request.user))
    return clusters.answer(request, filters.form, lambda box, zoom: features(filters.qs, box, zoom))


@require_safe
def actor_detail(request, slug):
    """One actor, with where what is said of it was read. Unpublished: as if it did not exist."""
    visible = Actor.objects.visible_to(request.user).select_related("commune")
    actor = get_object_or_404(visible, slug=slug)
    place = point(actor)
    context = {
        "actor": actor,
        "need": NEED_OF[ActorKind(actor.kind)].label,
        "points": [place] if place else [],
        "farms": farms_delivering(actor.pk, request.user) if actor.is_outlet else 0,
        "keeps": Actor.objects.managed_by(request.user).filter(pk=actor.pk).exists(),
        "may_enter": may_enter(request.user),
    }
    return render(request, "actors/detail.html", context)
