"""Keeping the entries: by advisors, and by those who were given their own."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pat_logistics import history
from pat_logistics.accounts.guards import only
from pat_logistics.actors import services
from pat_logistics.actors.forms import ActorForm, ClaimForm
from pat_logistics.actors.models import Actor, ActorClaim
from pat_logistics.actors.perms import may_enter
from pat_logistics.history import events_of
from pat_logistics.territory.forms import tell_former_names

DECIDED_SHOWN = 20
SAVED = "La fiche est enregistrée."

advisors_only = only(may_enter)


def kept(request, slug) -> Actor:
    """An entry that the user keeps; any other is as if it did not exist."""
    return get_object_or_404(Actor.objects.managed_by(request.user).select_related("commune"), slug=slug)


def _save(request, form):
    actor = services.save_entry(actor=form.save(commit=False), is_right=form.cleaned_data["is_right"])
    tell_former_names(request, form)
    messages.success(request, SAVED)
    return redirect(actor)


@advisors_only
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    form = ActorForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _save(request, form)
    return render(request, "actors/form.html", {"form": form, "actor": None})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request, slug):
    actor = kept(request, slug)
    if request.method == "POST":
        actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    form = ActorForm(request.POST or None, instance=actor, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _save(request, form)
    return render(request, "actors/form.html", {"form": form, "actor": kept(request, slug)})


@login_required
@require_POST
def confirm(request, slug):
    """« Tout est juste »: read again today."""
    actor = kept(request, slug)
    services.confirm(actor=actor)
    messages.success(request, "Merci : la fiche porte la date d’aujourd’hui.")
    return redirect(actor)


@login_required
@require_POST
def publish(request, slug):
    """Whoever keeps an entry withdraws it at once; showing it again takes an advisor."""
    actor, published = kept(request, slug), request.POST.get("published") == "yes"
    if published and not may_enter(request.user):
        raise PermissionDenied
    services.publish(actor=actor, published=published)
    told = "est publiée" if published else "n’est plus visible"
    messages.success(request, f"La fiche de « {actor.name} » {told}.")
    return redirect(actor)


@login_required
@require_safe
def changes(request, slug):
    actor = kept(request, slug)
    page = history.changes(
        [events_of(Actor).filter(pgh_obj_id=actor.pk)],
        request.GET.get("page"),
        name_people=partial(history.People, None, request.user),
        name_thing=lambda _event, _say: "fiche",
    )
    return render(request, "actors/history.html", {"actor": actor, "page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request, slug):
    """« C’est nous »: whoever runs it asks to keep its entry."""
    visible = Actor.objects.visible_to(request.user).select_related("commune")
    actor = get_object_or_404(visible, slug=slug)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_for(actor=actor, user=request.user, message=form.cleaned_data["message"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Votre demande est envoyée. Un conseiller la vérifie.")
            return redirect(actor)
    return render(request, "actors/claim.html", {"form": form, "actor": actor})


@advisors_only
@require_safe
def claims(request):
    """Requests to keep an entry: those that wait, then the last decided."""
    every = ActorClaim.objects.select_related("actor__commune", "user", "decided_by")
    context = {
        "pending": every.pending(),
        "decided": every.exclude(decided_at=None).order_by("-decided_at", "pk")[:DECIDED_SHOWN],
    }
    return render(request, "actors/claims.html", context)


@advisors_only
@require_POST
def decide(request, pk):
    asked = get_object_or_404(ActorClaim.objects.select_related("actor", "user"), pk=pk)
    answer = request.POST.get("answer")
    if answer not in ("yes", "no"):
        messages.error(request, "Choisissez d’accepter ou de refuser.")
    elif services.answer_claim(claim=asked, by=request.user, accepted=answer == "yes"):
        messages.success(request, "La réponse est envoyée au demandeur.")
    else:
        messages.info(request, "Un collègue avait déjà répondu : rien n’a changé.")
    return redirect("actors:claims")
