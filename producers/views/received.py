"""What the producer sees behind the link of the mail about a profile entered by an advisor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers import entries
from producers.enums import Month


def _open(request, token):
    """The entry of a link, or the page that says why there is none any more."""
    try:
        entry = entries.entry_of(token)
    except signing.SignatureExpired:
        return None, render(request, "producers/received/closed.html", {"why": "expired"}, status=410)
    if entry is None:
        raise Http404
    if entry.refused_at or entry.producer is None:
        return None, render(request, "producers/received/closed.html", {"why": "erased"}, status=410)
    if entry.claimed_at or entry.producer.organisation_id:
        return None, render(request, "producers/received/closed.html", {"why": "claimed"}, status=410)
    return entry, None


@never_cache
@require_safe
def received(request, token):
    """All that is noted, by whom and why, and the three answers: take over, correct, refuse."""
    entry, closed = _open(request, token)
    if closed:
        return closed
    producer = entry.producer
    context = {
        "entry": entry,
        "producer": producer,
        "token": token,
        "lines": producer.product_lines.all(),
        "sites": producer.storage_sites.all(),
        "vehicles": producer.vehicles.all(),
        "flows": producer.flows.with_places(),
        "months": Month.labels,
    }
    return render(request, "producers/received/entry.html", context)


@login_required
@require_POST
def claim(request, token):
    """« C’est ma ferme »."""
    entry, closed = _open(request, token)
    if closed:
        return closed
    try:
        producer = entries.claim_entry(entry=entry, user=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("farm:index")
    messages.success(request, "Cette fiche est la vôtre. Corrigez-la, puis choisissez ce que vous publiez.")
    return redirect("farm:overview", producer.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def refuse(request, token):
    """Erase at once, once confirmed."""
    entry, closed = _open(request, token)
    if closed:
        return closed
    if request.method == "POST":
        try:
            entries.refuse_entry(entry=entry)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(
                request, "La fiche est effacée, avec tout ce qu’elle contenait. Le conseiller est prévenu."
            )
        return redirect("pages:home")
    return render(request, "producers/received/refuse.html", {"entry": entry, "token": token})
