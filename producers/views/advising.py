"""For advisors: the producers they follow, the profiles they enter, the requests they decide."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pat_logistics.accounts.guards import only
from pat_logistics.accounts.perms import counsels
from pat_logistics.territory.forms import tell_former_names
from producers import entries, search, services
from producers.forms import AdvisedFarmForm, AdvisingFilterForm
from producers.models import AdvisorEntry, Claim, Producer
from producers.views.common import known

PAGE_SIZE = 20
TOLD = "La fiche est créée. Nous le disons à {}."
TO_TELL = (
    "La fiche est créée. Elle n’a pas d’adresse électronique : dites vous-même au producteur, sous un mois, "
    "ce que vous avez noté, pourquoi, et qu’il peut le faire corriger ou effacer."
)


advisors_only = only(counsels)


@advisors_only
@require_safe
def index(request):
    """Producers followed, those nobody keeps included, and what became of the profiles entered."""
    form = AdvisingFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = Producer.objects.managed_by(request.user).select_related("commune", "entry")
    if wanted.get("q"):
        found = search.having(found, search.searched(wanted["q"]), few=False)
    found = form.narrow(found, wanted.get("state")).order_by("sort_key", "pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    entered = [producer.entry for producer in page if hasattr(producer, "entry")]
    mails = entries.told_by(entered)
    for entry in entered:
        entry.mail = mails.get(entry.pk)
    context = {
        "form": form,
        "page": page,
        "is_filtered": any(wanted.values()),
        "pending": Claim.objects.visible_to(request.user).pending().count(),
        "refused": AdvisorEntry.objects.visible_to(request.user).exclude(refused_at=None)[:10],
    }
    return render(request, "producers/advising/index.html", context)


@advisors_only
@require_http_methods(["GET", "POST"])
def create(request):
    """Enter a profile for a producer, who is told at once, by mail or else by the advisor."""
    departements = entries.departements_of(request.user)
    if request.method == "GET":
        form = AdvisedFarmForm(departements=departements)
        return render(request, "producers/advising/create.html", {"form": form, "known": []})
    with services.one_creation_at_a_time():
        form = AdvisedFarmForm(request.POST, departements=departements, reader=request.user)
        if form.is_valid():
            entry = entries.enter_profile(
                producer=form.save(commit=False),
                advisor=request.user,
                reason=form.cleaned_data["reason"],
                source=form.cleaned_data["source"],
            )
            tell_former_names(request, form)
            messages.success(request, TOLD.format(entry.email) if entry.email else TO_TELL)
            return redirect("farm:overview", entry.producer_id)
    return render(
        request, "producers/advising/create.html", {"form": form, "known": known(form, request.user)}
    )


@advisors_only
@require_safe
def claims(request):
    """Requests to take a profile over: those that wait, then the last decided."""
    every = Claim.objects.visible_to(request.user).select_related("producer__commune", "user", "decided_by")
    context = {
        "pending": every.pending(),
        "decided": every.exclude(decided_at=None).order_by("-decided_at", "pk")[:20],
    }
    return render(request, "producers/advising/claims.html", context)


@advisors_only
@require_POST
def decide(request, pk):
    """Accept or refuse a request."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=pk)
    answer = request.POST.get("answer")
    if answer not in ("yes", "no"):
        messages.error(request, "Choisissez d’accepter ou de refuser.")
    else:
        if entries.answer_claim(claim=claim, by=request.user, accepted=answer == "yes"):
            messages.success(request, "La réponse est envoyée au demandeur.")
        else:
            messages.info(request, "Un collègue avait déjà répondu : rien n’a changé.")
    return redirect("advising:claims")
