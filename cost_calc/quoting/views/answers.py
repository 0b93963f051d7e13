"""The side of those who are asked: a signed link, without an account, and the list of a signed-in company."""

from functools import partial, wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carriers.models import QuoteInvitation
from carriers.quotes import services
from carriers.quotes.links import (
    BadLinkError,
    OverdueLinkError,
    invitation_of,
    stopped_address_of,
    token_of,
)
from cost_calc.quoting.answer_forms import MessageForm, PriceForm, RefusalForm, price_initial
from pat_logistics.accounts.models import Role
from pat_logistics.accounts.perms import has_role

PAGE_SIZE = 20


def by_link(view, read=invitation_of):
    """Give the view what its signed link opens, or a page that says what is wrong with the link."""

    @never_cache
    @wraps(view)
    def opened(request, token):
        try:
            found = read(token)
        except BadLinkError:
            response = render(request, "quotes/link_bad.html", status=404)
        except OverdueLinkError:
            response = render(request, "quotes/link_overdue.html", status=410)
        else:
            response = view(request, found)
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened


def _page(request, invitation, *, status=200, **forms):
    """The request as the producer chose to tell it, the last answer, and the three ways to answer."""
    quote = invitation.request
    names = [{"author_name": invitation.answer.author_name if invitation.answer else ""}]
    context = {
        "invitation": invitation,
        "quote": quote,
        "token": token_of(invitation),
        "contact": quote.contact(chosen=invitation.state == "accepted"),
        "knows_places": quote.shares_places or invitation.state == "accepted",
        "answer": invitation.answer,
        "price_form": PriceForm(initial=names[0] | price_initial(invitation.answer), prefix="price"),
        "refusal_form": RefusalForm(initial=names[0], prefix="refusal"),
        "question_form": MessageForm(initial=names[0], prefix="question"),
        **forms,
    }
    return render(request, "quotes/answer.html", context, status=status)


def _attempt(form, write):
    """Whether the service took it; what it refuses is said in the form."""
    try:
        write()
    except services.QuoteError as error:
        form.add_error(None, str(error))
    except ValidationError as error:
        form.add_error(None, error.messages)
    return not form.errors


@require_http_methods(["GET", "POST"])
@by_link
def answer(request, invitation):
    """Read a request and offer a price; sending it again corrects it."""
    if request.method == "GET":
        return _page(request, invitation)
    form = PriceForm(request.POST, prefix="price")
    if form.is_valid() and _attempt(
        form,
        lambda: services.give_answer(invitation=invitation, answer=form.answer(), bands=form.bands),
    ):
        messages.success(request, "Votre offre est envoyée au producteur. Vous pouvez la corriger ici.")
        return redirect("quotes:answer", token_of(invitation))
    return _page(request, invitation, price_form=form)


@require_POST
@by_link
def refuse(request, invitation):
    form = RefusalForm(request.POST, prefix="refusal")
    if form.is_valid() and _attempt(
        form, lambda: services.give_answer(invitation=invitation, answer=form.answer())
    ):
        messages.success(request, "Votre refus est transmis. Si vous changez d’avis, envoyez une offre ici.")
        return redirect("quotes:answer", token_of(invitation))
    return _page(request, invitation, refusal_form=form)


@require_POST
@by_link
def ask_producer(request, invitation):
    form = MessageForm(request.POST, prefix="question")
    if form.is_valid() and _attempt(
        form, lambda: services.ask_producer(invitation=invitation, **form.cleaned_data)
    ):
        messages.success(request, "Votre question est envoyée. La réponse vous sera écrite par courriel.")
        return redirect("quotes:answer", token_of(invitation))
    return _page(request, invitation, question_form=form)


@require_http_methods(["GET", "POST"])
@partial(by_link, read=stopped_address_of)
def stop_mails(request, email):
    """No more requests at this address. The mail's link opens a page with a button: a robot presses none."""
    if request.method == "POST":
        services.stop_mails(email=email)
        return redirect(request.path)
    context = {"email": email, "stopped": bool(services.opted_out([email]))}
    return render(request, "quotes/stop_mails.html", context)


@login_required
@require_safe
def received(request):
    """Requests received by the company of the signed-in person, newest first."""
    rows = (
        QuoteInvitation.objects.received_by(request.user)
        .select_related("solution")
        .prefetch_related("request__stops__commune", "request__origin", "request__producer")
        .order_by("-created_at", "-pk")
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, token_of(row)) for row in page],
        "is_carrier": has_role(request.user, Role.CARRIER),
    }
    return render(request, "quotes/received.html", context)
