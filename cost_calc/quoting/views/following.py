"""The producer's side of quote requests once they are sent: follow, compare, choose."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carriers.models import QuoteRequest
from carriers.quotes import links, mails, services
from cost_calc.quoting import matches
from cost_calc.quoting.answer_forms import DeadlineForm, ReplyForm
from pat_logistics.optimistic_lock import ConflictError
from pat_logistics.typed import whole_number
from producers.models import Producer
from producers.perms import owned_by

PAGE_SIZE = 20


# --- following -----------------------------------------------------------------------------------------


@login_required
@require_safe
def request_list(request):
    """Own requests, those of the producers one advises, newest first."""
    visible = QuoteRequest.objects.visible_to(request.user)
    rows = visible.with_places().with_counts().order_by("-created_at", "-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "quotes/list.html", {"page": page})


def _visible(request, pk):
    return get_object_or_404(QuoteRequest.objects.visible_to(request.user).with_places(), pk=pk)


def _is_mine(request, quote):
    """The user may decide in it, which an advisor may not."""
    return Producer.objects.filter(owned_by(request.user), pk=quote.producer_id).exists()


def _mine(request, pk):
    quote = _visible(request, pk)
    if not _is_mine(request, quote):
        raise PermissionDenied
    return quote


def _invitation(quote, pk):
    return get_object_or_404(quote.invitations.with_everything(), pk=pk)


@login_required
@require_safe
def detail(request, pk):
    quote = _visible(request, pk)
    return _detail(request, quote, is_mine=_is_mine(request, quote))


def _reply_form(invitation, data=None):
    return ReplyForm(data, auto_id=f"reply-{invitation.pk}-%s")


def _detail(request, quote, *, is_mine=True, replies=None, **forms):
    """One request: offers side by side, who is silent, questions, and what may still be done.

    `replies`: the forms that were sent and refused, by invitation.
    """
    invitations = list(quote.invitations.with_everything())
    asking, replies = mails.of_asking(invitations), replies or {}
    offers = matches.offers_of(quote, invitations)
    context = {
        "quote": quote,
        "is_mine": is_mine,
        "stops": quote.stops.all(),
        "offers": [offer for offer in offers if offer.is_offer],
        "others": [
            (offer.invitation, asking.get(offer.invitation.pk)) for offer in offers if not offer.is_offer
        ],
        "today": [
            row
            | {
                "eur_per_kg": row["eur"] / float(quote.mass_kg),
                "co2e_per_kg": row["co2e_kg"] / float(quote.mass_kg),
            }
            for row in quote.today
        ],
        "threads": [
            (row, replies.get(row.pk) or _reply_form(row)) for row in invitations if row.messages.all()
        ],
        "accepted": next((row for row in invitations if row.state == "accepted"), None),
        "demo_links": [
            (row, links.token_of(row)) for row in invitations if is_mine and row.solution.is_example
        ],
        "deadline_form": DeadlineForm(initial={"deadline": quote.deadline}),
        **forms,
    }
    return render(request, "quotes/detail.html", context)


# --- deciding ------------------------------------------------------------------------------------------


def _done(request, quote, write, success):
    """Do it, say what happened, and show the request again."""
    try:
        write()
    except services.QuoteError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, success)
    return redirect(quote)


@login_required
@require_http_methods(["GET", "POST"])
def accept(request, pk, invitation_pk):
    """Read the offer once more, then choose it: what is chosen is the version that was read."""
    quote = _mine(request, pk)
    invitation = _invitation(quote, invitation_pk)
    if request.method == "POST":
        try:
            services.accept_offer(
                invitation=invitation, version=whole_number(request.POST.get("version", "")) or 0
            )
        except ConflictError:
            messages.warning(request, "Cette offre vient de changer. Relisez-la avant de la choisir.")
            return redirect("quotes:accept", quote.pk, invitation.pk)
        except services.QuoteError as error:
            messages.error(request, str(error))
            return redirect(quote)
        messages.success(request, f"{invitation.company} reçoit votre accord et vos coordonnées.")
        return redirect(quote)
    if not quote.is_undecided or not (invitation.answer and invitation.answer.is_offer):
        return redirect(quote)
    context = {
        "quote": quote,
        "invitation": invitation,
        "offer": matches.offers_of(quote, [invitation])[0],
        "contact": quote.contact(chosen=True),
    }
    return render(request, "quotes/accept.html", context)


@login_required
@require_POST
def cancel(request, pk):
    quote = _mine(request, pk)
    return _done(
        request,
        quote,
        lambda: services.cancel_request(request=quote),
        "Votre demande est annulée. Ceux que vous aviez interrogés sont prévenus.",
    )


@login_required
@require_POST
def extend(request, pk):
    quote = _mine(request, pk)
    form = DeadlineForm(request.POST)
    if not form.is_valid():
        return _detail(request, quote, deadline_form=form)
    return _done(
        request,
        quote,
        lambda: services.extend_deadline(request=quote, deadline=form.cleaned_data["deadline"]),
        "Le délai est prolongé. Ceux qui n’ont pas répondu sont prévenus.",
    )


@login_required
@require_POST
def reply(request, pk, invitation_pk):
    quote = _mine(request, pk)
    invitation = _invitation(quote, invitation_pk)
    form = _reply_form(invitation, request.POST)
    if not form.is_valid():
        return _detail(request, quote, replies={invitation.pk: form})
    try:
        services.reply(invitation=invitation, text=form.cleaned_data["text"])
    except services.QuoteError as error:
        # What was typed stays in its field, beside the reason.
        form.add_error("text", str(error))
        return _detail(request, quote, replies={invitation.pk: form})
    messages.success(request, f"Votre réponse part à {invitation.company}.")
    return redirect(quote)


@login_required
@require_POST
def resend(request, pk, invitation_pk):
    """Send again a mail that did not arrive, or of which nobody knows whether it left."""
    quote = _mine(request, pk)
    invitation = _invitation(quote, invitation_pk)
    if services.ask_again(invitation=invitation):
        messages.success(request, f"Le courriel repart à {invitation.company}.")
    else:
        messages.info(request, "Ce courriel est déjà parti, ou en attente : rien n’est renvoyé.")
    return redirect(quote)
