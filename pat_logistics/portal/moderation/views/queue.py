"""The queue of advisors and administrators: reports, listings to confirm, listings to publish."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from carriers.perms import may_publish
from carriers.services import publish as publish_listing
from pat_logistics.portal.moderation import perms, services
from pat_logistics.portal.moderation.enums import ReportState
from pat_logistics.portal.moderation.forms import AnswerForm, QueueForm
from pat_logistics.portal.moderation.listings import CARRIER, PRODUCER, SOLUTION
from pat_logistics.portal.moderation.models import ErrorReport
from producers.freshness import stale

PAGE_SIZE = 25
SETTLED = "Ce signalement vient d’être clos par quelqu’un d’autre."


def moderators_only(view):
    """Visitors sign in first; whoever moderates nothing is refused."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not perms.may_moderate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _tabs(current):
    names = [
        ("queue", "Signalements"),
        ("to_confirm", "À confirmer"),
        ("to_publish", "À publier"),
    ]
    return [
        {"url": reverse(f"moderation:{name}"), "label": label, "current": name == current}
        for name, label in names
    ]


def _page(request, rows):
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


@moderators_only
@require_safe
def reports(request):
    """Reports by age, oldest first. The address is the saved state of the filters."""
    visible = ErrorReport.objects.visible_to(request.user)
    form = QueueForm(request.GET)
    counts = visible.aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in ReportState},
    )
    context = {
        "tabs": _tabs("queue"),
        "form": form,
        "counts": [(state.label, counts[state.value]) for state in ReportState],
        "page": _page(request, form.narrow(visible.with_listings(), timezone.now())),
        "is_filtered": any(form.cleaned_data.values()),
    }
    return render(request, "moderation/queue.html", context)


def _report_of(request, pk):
    visible = ErrorReport.objects.visible_to(request.user).with_listings()
    return get_object_or_404(visible, pk=pk)


@moderators_only
@require_safe
def detail(request, pk):
    return render(
        request, "moderation/detail.html", {"report": _report_of(request, pk), "form": AnswerForm()}
    )


@moderators_only
@require_POST
def take(request, pk):
    """Others see who looks after it."""
    report = _report_of(request, pk)
    if not services.take(report=report, user=request.user):
        messages.warning(request, SETTLED)
    return redirect("moderation:detail", pk=pk)


@moderators_only
@require_POST
def answer(request, pk):
    """Close a report and write to those it concerns. What was typed stays if somebody was faster."""
    report, form = _report_of(request, pk), AnswerForm(request.POST)
    if form.is_valid():
        if services.close(report=report, user=request.user, **form.cleaned_data):
            messages.success(request, "Signalement clos. Les personnes concernées sont prévenues.")
            return redirect("moderation:queue")
        report.refresh_from_db()
        form.add_error(None, SETTLED)
    return render(request, "moderation/detail.html", {"report": report, "form": form})


@moderators_only
@require_safe
def to_confirm(request):
    """Published listings that nobody confirmed for six months."""
    kind = SOLUTION if request.GET.get("nature") == SOLUTION.slug else PRODUCER
    rows = kind.visible_to(request.user).filter(stale())
    if kind is PRODUCER:
        rows = rows.filter(perms.moderates_producer(request.user)).select_related("commune")
    else:
        rows = rows.select_related("carrier")
    context = {
        "tabs": _tabs("to_confirm"),
        "kinds": _kind_tabs("to_confirm", [PRODUCER, SOLUTION], kind),
        "kind": kind,
        "page": _page(request, rows.order_by("confirmed_on", "published_at", "pk")),
    }
    return render(request, "moderation/to_confirm.html", context)


def _kind_tabs(name, kinds, current):
    address = reverse(f"moderation:{name}")
    return [
        {
            "url": f"{address}?nature={kind.slug}",
            "label": kind.plural.capitalize(),
            "current": kind is current,
        }
        for kind in kinds
    ]


@moderators_only
@require_safe
def to_publish(request):
    """Carriers and solutions that their owners entered and nobody has published yet."""
    kind = SOLUTION if request.GET.get("nature") == SOLUTION.slug else CARRIER
    related = "carrier" if kind is SOLUTION else "commune"
    rows = kind.visible_to(request.user).filter(published_at__isnull=True).select_related(related)
    context = {
        "tabs": _tabs("to_publish"),
        "kinds": _kind_tabs("to_publish", [CARRIER, SOLUTION], kind),
        "kind": kind,
        "page": _page(request, rows.order_by("sort_key", "pk")),
    }
    return render(request, "moderation/to_publish.html", context)


@moderators_only
@require_POST
def publish(request, kind, pk):
    """Show a carrier or a solution to everybody, unless something it must say is missing."""
    if kind not in (CARRIER, SOLUTION) or not may_publish(request.user):
        raise PermissionDenied  # only a farm itself publishes its page
    listing = get_object_or_404(kind.visible_to(request.user), pk=pk)
    try:
        publish_listing(user=request.user, row=listing)
    except ValidationError as error:
        messages.error(request, f"« {listing} » n’est pas publié. {' '.join(error.messages)}")
    else:
        messages.success(request, f"« {listing} » est publié.")
    return redirect(f"{reverse('moderation:to_publish')}?nature={kind.slug}")
