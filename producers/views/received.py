"""The personal page of a farm, behind the link of its mails: all that is noted, by whom, and the answers."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pat_logistics import quotas
from pat_logistics.accounts.signing_up import lead_to_sign_up
from pat_logistics.addresses import address
from pat_logistics.vocabulary import Month
from producers import consent, entries, personal
from producers.enums import PublicationGroup
from producers.forms import AskLinkForm, MistakeForm
from producers.guards import personal_page
from producers.models import AdvisorEntry, Producer
from producers.personal import ClosedLinkError
from producers.services import choose_publication

ASKED_PER_HOUR = 10
TOLD_PER_HOUR = 10


@require_safe
@personal_page
def received(request, producer, token):
    """Once an account keeps the farm, its profile is there; what was answered stays to be read here."""
    parts = personal.parts_of(producer, token)
    if producer.organisation_id and not parts:
        raise ClosedLinkError("claimed")
    context = {
        "entry": AdvisorEntry.objects.select_related("entered_by", "organisation")
        .filter(producer=producer)
        .first(),
        "producer": producer,
        "token": token,
        "parts": parts,
        "lasts_days": personal.LASTS.days,
    }
    if not producer.organisation_id:
        context |= {
            "lines": producer.product_lines.all(),
            "sites": producer.storage_sites.all(),
            "vehicles": producer.vehicles.all(),
            "flows": producer.flows.with_places(),
            "months": Month.labels,
        }
    return render(request, "producers/received/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def claim(request, producer, token):
    """« C’est ma ferme »: an account first, begun with this address, then the farm is its own."""
    if producer.organisation_id:
        raise ClosedLinkError("claimed")
    page = reverse("farm:received", args=[token])
    if not request.user.is_authenticated:
        return lead_to_sign_up(request, email=producer.email, then=page)
    if request.method != "POST":
        return redirect(page)
    return _take(request, producer)


def _take(request, producer):
    try:
        entries.claim_farm(producer=producer, user=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("farm:index")
    messages.success(request, "Cette fiche est la vôtre. Corrigez-la, puis choisissez ce que vous publiez.")
    return redirect("farm:overview", producer.pk)


@login_required
@require_POST
def take(request, pk):
    """The same for a farm that has the address of this account, which signing in has proved."""
    producer = personal.farms_carrying(request.user).filter(pk=pk).first()
    if producer is None:
        raise Http404
    return _take(request, producer)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def correct(request, producer, token):
    """Say what is wrong, in one's own words, to whoever entered it."""
    form = MistakeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if not quotas.may(request, "mistakes", an_hour=TOLD_PER_HOUR):
            form.add_error(None, "Vous avez envoyé beaucoup de messages. Recommencez dans une heure.")
            status = 429
        elif personal.tell_mistake(
            producer=producer, parts=personal.parts_of(producer, token), text=form.cleaned_data["text"]
        ):
            messages.success(request, "Votre conseiller est prévenu : il vous répondra par courriel.")
            return redirect("farm:received", token)
        else:
            form.add_error(
                None, f"Aucun conseiller ne suit cette commune : écrivez à {settings.CONTACT_EMAIL}."
            )
    context = {"form": form, "producer": producer, "token": token}
    return render(request, "producers/received/correct.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def withdraw(request, producer, token):
    """Take the profile out of the directory, with every group."""
    if request.method != "POST":
        return render(request, "producers/received/withdraw.html", {"producer": producer, "token": token})
    try:
        choose_publication(
            producer=producer,
            group=PublicationGroup.PROFILE,
            published=False,
            by=None,
            wording=consent.CURRENT,
        )
    except Producer.DoesNotExist:
        raise ClosedLinkError("erased") from None
    messages.success(request, "La fiche est retirée de l’annuaire, partout et aussitôt.")
    return redirect("farm:received", token)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def refuse(request, producer, token):
    """Erase at once, once confirmed; what an account keeps is erased from there."""
    if producer.organisation_id:
        raise ClosedLinkError("claimed")
    if request.method == "POST":
        try:
            told = entries.refuse_farm(producer=producer)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            after = " Le conseiller est prévenu." if told else ""
            messages.success(request, f"La fiche est effacée, avec tout ce qu’elle contenait.{after}")
        return redirect(address("home"))
    return render(request, "producers/received/refuse.html", {"producer": producer, "token": token})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def again(request):
    """Ask for the link at one's address. The answer is the same whether the portal knows it or not."""
    form, status = AskLinkForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        if quotas.may(request, "links", an_hour=ASKED_PER_HOUR):
            personal.send_links(form.cleaned_data["email"])
            return render(request, "producers/received/asked.html", {"email": form.cleaned_data["email"]})
        form.add_error(None, "Vous avez fait beaucoup de demandes. Recommencez dans une heure.")
        status = 429
    return render(request, "producers/received/again.html", {"form": form}, status=status)
