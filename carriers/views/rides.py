"""« Avec qui je roule »: one side proposes, the other agrees, either takes it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from carriers import rides
from carriers.models import Carrier, Ride
from carriers.rides import Side
from pat_logistics.lookups import holds
from pat_logistics.typed import whole_number
from producers.models import Producer

MATCHES = 10
UNDONE = "retire"
MODELS: dict[Side, Any] = {Side.PRODUCER: Producer, Side.CARRIER: Carrier}


def _own(side: Side, user):
    """Farms or companies the user speaks for; nobody else agrees in their name."""
    return MODELS[side].objects.owned_by(user)


def _published(side: Side):
    """Those anybody may find: what is not published is neither named nor proposed to."""
    return MODELS[side].objects.visible_to(AnonymousUser())


def _other(side: Side) -> Side:
    return Side.CARRIER if side is Side.PRODUCER else Side.PRODUCER


def _parties(side: Side, own, other) -> dict:
    return {side.value: own, _other(side).value: other, "side": side}


@login_required
@require_safe
def index(request):
    """The user's farms and companies, each with its page."""
    owners = [(side, owner) for side in Side for owner in _own(side, request.user)]
    return render(request, "rides/index.html", {"owners": owners})


@login_required
@require_safe
def side_page(request, side, pk):
    """What is agreed, what waits for an answer, and a search to propose to somebody else."""
    owner = get_object_or_404(_own(side, request.user), pk=pk)
    other = _other(side)
    rows = [
        {
            "ride": ride,
            "other": getattr(ride, other.value),
            "mine": getattr(ride, side.agreed_at),
            "theirs": getattr(ride, other.agreed_at),
        }
        for ride in Ride.objects.filter(**{side.value: owner}).with_parties().order_by("pk")
    ]
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    matches = []
    if text:
        linked = [row["other"].pk for row in rows]
        found = _published(other).filter(holds("sort_key", text))
        matches = found.exclude(pk__in=linked).select_related("commune").order_by("sort_key", "pk")[:MATCHES]
    context = {"owner": owner, "side": side, "rows": rows, "text": text, "matches": matches}
    context["undone"] = _undone(request, side, rows)
    return render(request, "rides/side.html", context)


@login_required
@require_POST
def decide(request, side, pk, other):
    """Agrees, or takes it back. A proposal needs a published counterpart; an answer does not."""
    owner = get_object_or_404(_own(side, request.user), pk=pk)
    counterpart = _counterpart(side, owner, other)
    if request.POST.get("choice") == "agree":
        ride = rides.agree(**_parties(side, owner, counterpart))
        said = (
            "Vous êtes d’accord tous les deux : c’est visible."
            if ride.is_agreed
            else "Proposé. À l’autre de répondre."
        )
    else:
        rides.revoke(**_parties(side, owner, counterpart))
        said = "C’est retiré : plus rien n’est montré."
        messages.success(request, said)
        return redirect(f"{reverse('rides:side', args=[side, owner.pk])}?{UNDONE}={counterpart.pk}")
    messages.success(request, said)
    return redirect("rides:side", side, owner.pk)


def _undone(request, side: Side, rows):
    """Who was just given up, to be agreed with again at once: only while nothing is left between the two."""
    pk = whole_number(request.GET.get(UNDONE, ""))
    if pk is None or any(row["other"].pk == pk for row in rows):
        return None
    return _published(_other(side)).filter(pk=pk).first()


def _counterpart(side: Side, owner, pk):
    model, name = MODELS[_other(side)], _other(side).value
    linked = Ride.objects.filter(**{side.value: owner, name: pk}).exists()
    found = model.objects.filter(pk=pk) if linked else _published(_other(side)).filter(pk=pk)
    counterpart = found.first()
    if counterpart is None:
        raise Http404
    return counterpart
