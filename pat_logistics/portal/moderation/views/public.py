"""Reporting an error, and confirming that a listing is right: by its keeper, or by the link of a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pat_logistics.portal.moderation import confirmations
from pat_logistics.portal.moderation.forms import ReportForm
from pat_logistics.portal.moderation.services import report_error
from pat_logistics.portal.moderation.throttling import may_report
from producers import freshness

TOO_MANY = (
    "Vous avez envoyé beaucoup de signalements depuis une heure. Gardez cette page ouverte et renvoyez "
    "celui-ci un peu plus tard."
)
THANKS = "Merci. Un conseiller va vérifier ce que vous signalez."


@require_http_methods(["GET", "POST"])
def report(request, kind, pk):
    """Anyone may report an error on what they see; what they do not see is not there."""
    listing = get_object_or_404(kind.visible_to(request.user), pk=pk)
    form, status = ReportForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        if not may_report(request):
            form.add_error(None, TOO_MANY)
            status = 429
        else:
            told = form.cleaned_data
            if not form.is_trapped:
                report_error(
                    kind=kind,
                    listing=listing,
                    reason=told["reason"],
                    text=told["text"],
                    email=told["email"],
                    form_key=told["form_key"],
                )
            messages.success(request, THANKS)
            return redirect(listing.get_absolute_url())
    return render(request, "moderation/report.html", {"form": form, "listing": listing}, status=status)


@login_required
@require_POST
def confirm(request, kind, pk):
    """The keeper of a listing says that all is right."""
    listing = get_object_or_404(kind.visible_to(request.user), pk=pk)
    if not kind.managed_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    freshness.confirm(listing)
    messages.success(request, "Merci : la fiche porte la date d’aujourd’hui.")
    return redirect(listing.get_absolute_url())


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_link(request, token):
    """The page of the link in a reminder. Opening it changes nothing: mail programs open links too."""
    try:
        kind, pk, told = confirmations.read_token(token)
    except signing.SignatureExpired:
        return render(request, "moderation/link_over.html", status=410)
    except signing.BadSignature as error:
        raise Http404 from error
    listing = get_object_or_404(kind.visible_to(request.user), pk=pk)
    if request.method == "POST":
        if not confirmations.is_used(listing, told):
            freshness.confirm(listing)
        return redirect("moderation:confirm_link", token=token)
    context = {"kind": kind, "listing": listing, "is_used": confirmations.is_used(listing, told)}
    return render(request, "moderation/confirm.html", context)
