"""The list or the map of published producers inside the page of another site, and what writes its HTML.

What another site frames is what any visitor reads, whoever looks at it: neither session nor cookie.
"""

from typing import Any

from csp.decorators import csp_replace
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page, require_safe

from pat_logistics.file_addresses import misread
from pat_logistics.open_data.extracts import LICENCE, LICENCE_URL
from pat_logistics.open_data.links import chosen
from pat_logistics.portal.open_data.catalogue import absolute
from pat_logistics.territory import clusters
from producers.clusters import features
from producers.filters import DEFAULT_RADIUS_KM, ProducerFilterSet
from producers.finding import ShortPaginator, asked_page, found_for
from producers.models import Producer

PER_PAGE = 20
# A farm that withdraws its profile leaves the other sites within this time.
KEPT_S = 300
# The filters that the page offers; the framed list takes all those of the directory.
OFFERED = ("q", "family", "label", "commune", "radius_km")
# What may be framed, in the words of the page that gives its HTML.
FRAMES = (
    (
        "framed", "la liste", "La liste", "À copier dans le HTML de votre page",
        "Le script donne au cadre la hauteur de la liste. Sans lui, la liste défile dans son cadre.",
    ),
    (
        "framed_map", "la carte", "La carte des producteurs", "Le code de la carte, à copier de même",
        "Les mêmes producteurs. Le fond de carte vient du serveur de cartes que le portail emploie ; sans "
        "JavaScript, le cadre mène à la liste.",
    ),
)  # fmt: skip


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=KEPT_S)
def framed(request: HttpRequest) -> HttpResponse:
    """The list to be framed: understood whole or refused, as a file is, since it travels alone too."""
    return _framed(request, "open_data/framed.html", "cette liste", also=("page",))


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=KEPT_S)
def framed_map(request: HttpRequest) -> HttpResponse:
    """The map of the same search; it leads to the list, for whoever has no script or sees no map."""
    return _framed(request, "open_data/framed_map.html", "cette carte")


@require_safe
@conditional_page
def framed_points(request: HttpRequest) -> HttpResponse:
    """What the map shows, as any visitor sees it."""
    request.user = AnonymousUser()
    filters = ProducerFilterSet(request.GET, Producer.objects.visible_to(request.user), request=request)
    return clusters.answer(request, filters.form, lambda box, zoom: features(filters.qs, box, zoom))


def _framed(request: HttpRequest, template: str, what: str, also: tuple[str, ...] = ()) -> HttpResponse:
    # Before anything asks who it is: a session that is not read leaves no trace in the answer.
    request.user = AnonymousUser()
    filters, place = found_for(request, Producer.objects.visible_to(request.user), PER_PAGE)
    if words := misread(request.GET, filters.form, also=also, what=what.capitalize()):
        return render(request, template, {"refusal": words, "what": what}, status=400)
    wanted = filters.wanted
    context = {
        "page": ShortPaginator(filters).get_page(asked_page(request)),
        "place": place,
        "respelt": filters.respelt,
        "center": wanted.get("commune"),
        "radius_km": wanted.get("radius_km") or DEFAULT_RADIUS_KM,
        "directory": _with_query("producers:list", filters.form),
        "list": _with_query("open_data:framed", filters.form),
        "points": _with_query("open_data:framed_points", filters.form),
        "today": localdate(),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
    }
    return render(request, template, context)


@require_safe
def builder(request: HttpRequest) -> HttpResponse:
    """Chooses the producers, and gives the HTML that frames their list or their map, with a view of it."""
    everybody = Producer.objects.visible_to(AnonymousUser())
    form = ProducerFilterSet(request.GET, everybody, request=request).form
    form.fields = {name: form.fields[name] for name in OFFERED}
    for name in ("family", "label"):
        boxes = forms.CheckboxSelectMultiple(attrs={"class": "columns"}, choices=form.fields[name].choices)
        form.fields[name].widget = boxes
    context: dict[str, Any] = {"form": form}
    if not form.errors:
        context["frames"] = [_frame(form, *words) for words in FRAMES]
    return render(request, "open_data/embed.html", context)


def _frame(
    form: forms.BaseForm, code: str, name: str, heading: str, label: str, help_text: str
) -> dict[str, str]:
    path, title = _with_query(f"open_data:{code}", form), "Producteurs" if code == "framed" else heading
    html = render_to_string("open_data/_snippet.html", {"address": absolute(path), "title": title})
    return {
        "code": code, "name": name, "heading": heading, "label": label, "help": help_text,
        "title": title, "path": path, "snippet": html.strip(),
    }  # fmt: skip


def _with_query(name: str, form: forms.BaseForm) -> str:
    query = chosen(form).urlencode()
    return f"{reverse(name)}?{query}" if query else reverse(name)
