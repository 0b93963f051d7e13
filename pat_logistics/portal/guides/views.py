"""The guides: finding one, reading it, correcting it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pat_logistics import history
from pat_logistics.folding import words_of
from pat_logistics.portal.guides import services
from pat_logistics.portal.guides.example import figures_of
from pat_logistics.portal.guides.forms import GuideForm, SearchForm
from pat_logistics.portal.guides.models import Guide
from pat_logistics.portal.guides.perms import may_edit
from pat_logistics.portal.guides.rules import with_rules
from pat_logistics.portal.guides.text import to_html

LAST_CHANGES = 10


@require_safe
def guide_list(request):
    """Every guide, or those that hold the words asked for; failing that, those that nearly do."""
    guides = Guide.objects.visible_to(request.user)
    form = SearchForm(request.GET)
    words = words_of(form.cleaned_data["q"]) if form.is_valid() else []
    found = list(guides.search(words))
    approximate = bool(words) and not found
    if approximate:
        found = list(guides.resembling(words))
    context = {"form": form, "guides": found, "words": words, "approximate": approximate}
    context["may_edit"] = may_edit(request.user)
    return render(request, "guides/list.html", context)


@require_safe
def short(request, pk):
    """The address that is printed, to be copied by hand: it leads to the page."""
    return redirect(get_object_or_404(Guide.objects.visible_to(request.user), pk=pk))


@require_safe
def detail(request, slug):
    """One guide, its example worked out with the values of today, and the guides before and after."""
    guides = Guide.objects.visible_to(request.user)
    guide = get_object_or_404(guides, slug=slug)
    row = list(guides.only("slug", "title", "position"))
    place = row.index(guide)
    context = {
        "guide": guide,
        "figures": figures_of(guide.example_query, timezone.localdate()),
        "previous": row[place - 1] if place else None,
        "next": row[place + 1] if place + 1 < len(row) else None,
        "may_edit": may_edit(request.user),
    }
    return render(request, "guides/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def create(request):
    """Write a new guide. It is not published yet: its page says so, and offers to."""
    if not may_edit(request.user):
        raise PermissionDenied
    form = GuideForm(request.POST or None)
    wants_preview = "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not wants_preview:
        guide = services.add(form.save(commit=False))
        messages.success(request, "Le guide est enregistré. Relisez-le, puis publiez-le.")
        return redirect(guide)
    context = {
        "form": form,
        "slug": "",
        "title": "",
        "preview": to_html(with_rules(form["body"].value() or "")) if wants_preview else "",
        "changes": [],
    }
    return render(request, "guides/edit.html", context)


@login_required
@require_POST
def publish(request, slug):
    """Publish a guide (`published=1`), or withdraw it."""
    if not may_edit(request.user):
        raise PermissionDenied
    guide = get_object_or_404(Guide, slug=slug)
    published = request.POST.get("published") == "1"
    services.publish(guide, published=published)
    messages.success(request, "Le guide est publié." if published else "Le guide n’est plus publié.")
    return redirect(guide)


@login_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def edit(request, slug):
    """Correct a guide; if somebody else just did, show both and overwrite nothing."""
    if not may_edit(request.user):
        raise PermissionDenied
    guides = Guide.objects.select_for_update() if request.method == "POST" else Guide.objects.all()
    guide = get_object_or_404(guides, slug=slug)
    title = guide.title
    form = GuideForm(request.POST or None, instance=guide)
    wants_preview = "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not wants_preview:
        form.save()
        messages.success(request, "Le guide est enregistré.")
        return redirect(guide)
    context = {
        "form": form,
        "slug": slug,
        "title": title,
        "preview": to_html(with_rules(form["body"].value() or "")) if wants_preview else "",
        "changes": _changes(guide, request.user),
    }
    return render(request, "guides/edit.html", context)


def _changes(guide, reader):
    """The last changes, latest first, each with its author."""
    page = history.changes(
        [history.events_of(Guide).filter(pgh_obj_id=guide.pk)],
        size=LAST_CHANGES,
        name_people=partial(history.People, None, reader, advisors_named=True),
        name_thing=lambda event, say: "guide",
    )
    return page.object_list
