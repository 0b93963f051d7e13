"""One's own webhooks: made, tried, stopped, and what became of each message."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pat_logistics import quotas
from pat_logistics.outbox.models import REPEATABLE, OutboxState
from pat_logistics.typed import whole_number
from pat_logistics.webhooks import services
from pat_logistics.webhooks.forms import SubscriptionForm
from pat_logistics.webhooks.models import BOTH_SECRETS, MOST_PER_PERSON, Stop, Subscription
from pat_logistics.webhooks.services import KEPT

PAGE_SIZE = 30
# Each looks a name up, or calls a site.
CHECKS_PER_HOUR, PINGS_PER_HOUR = 60, 60
STOPPED = "Ce webhook est arrêté : reprenez-le d’abord."


@login_required
@require_http_methods(["GET", "POST"])
def own_webhooks(request: Any) -> HttpResponse:
    """The list, and the form of a new one, whose secret is shown in the answer and nowhere else."""
    form, made = _form(request, Subscription(user=request.user)), None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.subscribe(user=request.user, **form.cleaned_data)
        except services.TooManyError:
            form.add_error(None, f"Vous avez déjà {MOST_PER_PERSON} webhooks : supprimez-en un d’abord.")
        else:
            form = _form(request, Subscription(user=request.user), filled=False)
    counted = {"dead": Count("deliveries", filter=Q(deliveries__state__in=REPEATABLE))}
    context = {
        "form": form,
        "subscriptions": Subscription.objects.of(request.user).annotate(**counted),
        "made": made,
    }
    return render(request, "webhooks/list.html", context, status=400 if form.errors else 200)


@login_required
@require_safe
def detail(request: Any, pk: int) -> HttpResponse:
    return _detail(request, _own(request, pk))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Any, pk: int) -> HttpResponse:
    subscription = _own(request, pk)
    form = _form(request, subscription)
    if request.method == "POST" and form.is_valid():
        services.change(subscription, **form.cleaned_data)
        messages.success(request, "C’est enregistré.")
        return redirect(subscription)
    context = {"form": form, "subscription": _own(request, pk)}
    return render(request, "webhooks/edit.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def rotate(request: Any, pk: int) -> HttpResponse:
    """A new secret, shown in the answer and nowhere else."""
    subscription = _own(request, pk)
    secret = services.rotate(subscription)
    subscription.refresh_from_db()
    return _detail(request, subscription, secret=secret)


@login_required
@require_POST
def ping(request: Any, pk: int) -> HttpResponse:
    subscription = _own(request, pk)
    if subscription.is_stopped:
        messages.error(request, STOPPED)
    elif not quotas.may(request, "webhook-pings", an_hour=PINGS_PER_HOUR):
        messages.error(request, "Trop d’essais : recommencez dans une heure.")
    else:
        services.ping(subscription)
        messages.success(request, "Un message d’essai part. Rechargez la page pour voir s’il est arrivé.")
    return redirect(subscription)


@login_required
@require_POST
def stop(request: Any, pk: int) -> HttpResponse:
    subscription = _own(request, pk)
    services.stop(subscription, why=Stop.ASKED)
    messages.success(request, f"« {subscription.name} » ne reçoit plus rien.")
    return redirect(subscription)


@login_required
@require_POST
def resume(request: Any, pk: int) -> HttpResponse:
    subscription = _own(request, pk)
    services.resume(subscription)
    messages.success(request, f"« {subscription.name} » est de nouveau prévenu.")
    return redirect(subscription)


@login_required
@require_POST
def send_again(request: Any, pk: int) -> HttpResponse:
    """The message that was named, or all those that were given up."""
    subscription = _own(request, pk)
    if subscription.is_stopped:
        messages.error(request, STOPPED)
    elif named := request.POST.get("message"):
        delivery = get_object_or_404(subscription.deliveries, pk=whole_number(named))
        if services.send_again(delivery):
            messages.success(request, "Le message repart.")
        else:
            messages.info(request, "Ce message attend déjà.")
    else:
        sent = services.send_all_again(subscription)
        messages.success(request, f"{sent} message{'s' if sent > 1 else ''} remis en attente.")
    return redirect(subscription)


@login_required
@require_POST
def delete(request: Any, pk: int) -> HttpResponse:
    subscription = _own(request, pk)
    subscription.delete()
    messages.success(request, f"« {subscription.name} » est supprimé.")
    return redirect("webhooks:list")


def _own(request: Any, pk: int) -> Subscription:
    return get_object_or_404(Subscription.objects.of(request.user), pk=pk)


def _form(request: Any, subscription: Subscription, *, filled: bool = True) -> SubscriptionForm:
    return SubscriptionForm(
        (request.POST or None) if filled else None,
        instance=subscription,
        may_look_up=lambda: quotas.may(request, "webhook-addresses", an_hour=CHECKS_PER_HOUR),
    )


def _detail(request: Any, subscription: Subscription, *, secret: str = "") -> HttpResponse:
    # What was given up, then what fails, then the rest.
    given_up = When(state__in=REPEATABLE, then=0)
    fails = When(state=OutboxState.WAITING, attempts__gt=0, then=1)
    deliveries = subscription.deliveries.order_by(Case(given_up, fails, default=2), "-created_at", "-pk")
    states = subscription.deliveries.values_list("state").annotate(Count("pk")).order_by()
    count = dict(states)
    context = {
        "subscription": subscription,
        "secret": secret,
        "has_two_secrets": subscription.has_two_secrets(),
        "both_days": BOTH_SECRETS.days,
        "kept_days": KEPT.days,
        "page": Paginator(deliveries, PAGE_SIZE).get_page(request.GET.get("page")),
        "waiting": count.get(OutboxState.WAITING, 0) + count.get(OutboxState.SENDING, 0),
        "dead": sum(count.get(state, 0) for state in REPEATABLE),
    }
    return render(request, "webhooks/detail.html", context)
