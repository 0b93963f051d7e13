"""The own space of a carrier: its page, its services, where they go, and what happened to them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Prefetch, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carriers import changes, services, undo
from carriers.access import kept_carrier, kept_child, kept_solution
from carriers.clusters import area_points
from carriers.enums import AreaRole
from carriers.forms.companies import CompanyForm, DropPointForm
from carriers.forms.solutions import AreaForm, SolutionForm
from carriers.models import DROP_POINT_KM, Carrier, DropPoint, ServiceArea, Solution, TariffGrid
from carriers.perms import may_publish
from carriers.state import ServiceState
from carriers.tables import weekdays_in_words
from pat_logistics import quotas
from pat_logistics.folding import words_of
from pat_logistics.lookups import SEARCHED_WORDS, holds
from pat_logistics.territory.forms import tell_former_names
from pat_logistics.territory.models import Commune
from pat_logistics.territory.words import MAX_TEXT
from producers import freshness

PAGE_SIZE = 30
LAST_CHANGES = 5
LOOKUPS_PER_HOUR = 10


def _may_look(request):
    """Whether one more company may be compared with all the others, hidden ones included.

    Advisors, who write down one company after another, are not counted.
    """
    return lambda: (
        may_publish(request.user) or quotas.may(request, "company-lookups", an_hour=LOOKUPS_PER_HOUR)
    )


def _save(request, form, told):
    form.save()
    tell_former_names(request, form)
    messages.success(request, told)


@require_safe
@login_required
def home(request):
    """The user's company; advisors get all of them, those that wait for a check first."""
    if not may_publish(request.user):
        own = services.own_company(request.user)
        return redirect("company:overview", own.slug) if own else render(request, "carriers/own/home.html")
    text = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_TEXT]
    carriers = Carrier.objects.managed_by(request.user).select_related("commune")
    for word in words_of(text)[:SEARCHED_WORDS]:
        carriers = carriers.filter(holds("sort_key", word))
    carriers = carriers.annotate(
        is_shown=Q(published_at__isnull=False),
        service_count=Count("solutions"),
        waiting=Count("solutions", filter=Q(solutions__published_at__isnull=True)),
    ).order_by("is_shown", "-waiting", "sort_key", "pk")
    page = Paginator(carriers, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "carriers/own/companies.html", {"page": page, "q": text})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request):
    """« Inscrire mon entreprise »: for whoever has none yet."""
    if not may_publish(request.user) and (own := services.own_company(request.user)):
        return redirect("company:overview", own.slug)
    form = CompanyForm(request.POST or None, may_look=_may_look(request))
    if request.method == "POST" and form.is_valid():
        carrier = form.save(commit=False)
        tell_former_names(request, form)
        if may_publish(request.user):
            # An advisor writes down a company of others: its people join it later.
            services.save_with_slug(carrier)
            messages.success(request, f"{carrier.name} est inscrite. Ajoutez maintenant ses services.")
        else:
            carrier = services.register_company(user=request.user, carrier=carrier)
            messages.success(request, "Votre entreprise est inscrite. Ajoutez maintenant vos services.")
        return redirect("company:overview", carrier.slug)
    return render(request, "carriers/own/company_form.html", {"form": form, "carrier": None})


@require_safe
@login_required
def overview(request, slug):
    """What the company offers, what its grids cover, what waits, what changed last."""
    carrier, today = kept_carrier(request, slug), localdate()
    grids = TariffGrid.objects.not_ended(today).order_by("valid_during")
    solutions = (
        Solution.objects.filter(carrier=carrier)
        .prefetch_related(Prefetch("grids", grids), "areas")
        .order_by("sort_key", "pk")
    )
    latest = changes.page_of(carrier, reader=request.user, size=LAST_CHANGES)
    states = [ServiceState(solution, today) for solution in solutions]
    context = {
        "carrier": carrier,
        "states": states,
        "unconfirmed": sum(
            1 for state in states if not state.solution.confirmed_on or state.solution.to_confirm
        ),
        "latest": latest.object_list,
        "may_publish": may_publish(request.user),
        "is_own": Carrier.objects.owned_by(request.user).filter(pk=carrier.pk).exists(),
        "proposed": carrier.rides.waiting_for_carrier().count(),
    }
    return render(request, "carriers/own/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@transaction.atomic
def edit(request, slug):
    carrier = kept_carrier(request, slug)
    if request.method == "POST":
        carrier = Carrier.objects.select_for_update().get(pk=carrier.pk)
    form = CompanyForm(request.POST or None, instance=carrier, may_look=_may_look(request))
    if request.method == "POST" and form.is_valid():
        _save(request, form, "La fiche de l’entreprise est enregistrée.")
        return redirect("company:overview", carrier.slug)
    return render(request, "carriers/own/company_form.html", {"form": form, "carrier": carrier})


@require_safe
@login_required
def history(request, slug):
    carrier = kept_carrier(request, slug)
    page = changes.page_of(carrier, reader=request.user, number=request.GET.get("page"))
    return render(request, "carriers/own/history.html", {"carrier": carrier, "page": page})


def _publish(request, row):
    try:
        services.publish(user=request.user, row=row)
    except ValidationError as error:
        messages.error(request, f"« {row} » n’est pas publié. {' '.join(error.messages)}")
    else:
        messages.success(request, f"« {row} » est publié.")


@require_POST
@login_required
def publish(request, slug):
    """Advisors and administrators only."""
    carrier = kept_carrier(request, slug)
    _publish(request, carrier)
    return redirect("company:overview", carrier.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def solution_add(request, slug):
    carrier = kept_carrier(request, slug)
    declared = {"source": f"Déclaré par {carrier.name}"[:200], "source_date": localdate(), "kind": "carrier"}
    form = SolutionForm(request.POST or None, instance=Solution(carrier=carrier), initial=declared)
    if request.method == "POST" and form.is_valid():
        solution = form.save(commit=False)
        services.save_with_slug(solution)
        tell_former_names(request, form)
        messages.success(request, "Le service est enregistré. Dites maintenant où il enlève et où il livre.")
        return redirect("company:areas", solution.slug)
    return render(request, "carriers/own/solution_form.html", {"form": form, "carrier": carrier})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@transaction.atomic
def solution(request, slug):
    row = kept_solution(request, slug)
    if request.method == "POST":
        row = Solution.objects.select_for_update(of=("self",)).select_related("carrier").get(pk=row.pk)
    form = SolutionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        _save(request, form, "Le service est enregistré.")
        return redirect("company:solution", row.slug)
    context = {
        "form": form,
        "carrier": row.carrier,
        "solution": row,
        "may_publish": may_publish(request.user),
    }
    return render(request, "carriers/own/solution_form.html", context)


@require_POST
@login_required
def solution_publish(request, slug):
    """Advisors and administrators only."""
    row = kept_solution(request, slug)
    _publish(request, row)
    return redirect("company:solution", row.slug)


@require_POST
@login_required
def solution_withdraw(request, slug):
    row = kept_solution(request, slug)
    services.withdraw(row=row)
    messages.success(request, f"« {row.name} » n’est plus visible. Un conseiller peut le publier de nouveau.")
    return redirect("company:solution", row.slug)


@require_POST
@login_required
def solution_confirm(request, slug):
    """« Tout est juste »: the listing was read again today."""
    row = kept_solution(request, slug)
    freshness.confirm(row)
    messages.success(request, "Merci : la fiche porte la date d’aujourd’hui.")
    return redirect("company:overview", row.carrier.slug) if row.carrier else redirect(row)


@require_POST
@login_required
def confirm(request, slug):
    """« Tout est à jour »: every listing of the company at once."""
    carrier = kept_carrier(request, slug)
    with transaction.atomic():
        for row in Solution.objects.filter(carrier=carrier).select_for_update().order_by("pk"):
            freshness.confirm(row)
    messages.success(request, "Merci : tous vos services portent la date d’aujourd’hui.")
    return redirect("company:overview", carrier.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def areas(request, slug, pk=None):
    """Where a service collects and delivers; the form under the list adds one, or changes the one opened."""
    row = kept_solution(request, slug)
    area = kept_child(row, "areas", pk) if pk else ServiceArea(solution=row)
    form = AreaForm(request.POST or None, instance=area, initial={"role": AreaRole.DELIVERY})
    if request.method == "POST" and form.is_valid():
        _save(request, form, "La zone desservie est enregistrée.")
        return redirect("company:areas", row.slug)
    listed = list(ServiceArea.objects.filter(solution=row).with_places().narrowest_first())
    context = {
        "solution": row,
        "carrier": row.carrier,
        "form": form,
        "area": area if pk else None,
        "roles": [
            (label, [(one, weekdays_in_words(one.weekdays)) for one in listed if one.role == role])
            for role, label in AreaRole.choices
        ],
        "epcis": Commune.objects.epci_names(),
        "deleted": undo.deleted(request.user, row, "servicearea"),
        "points": area_points(listed),
        "outline_url": reverse("carriers:area", args=[row.slug]),
    }
    return render(request, "carriers/own/areas.html", context)


@require_POST
@login_required
def area_delete(request, slug, pk):
    area = kept_child(kept_solution(request, slug), "areas", pk)
    undo.delete(request.user, ServiceArea.objects.with_places().get(pk=area.pk))
    return redirect("company:areas", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def drop_points(request, slug, pk=None):
    """Where producers bring their goods; the form adds one, or changes the one opened."""
    row = kept_solution(request, slug)
    point = kept_child(row, "drop_points", pk) if pk else DropPoint(solution=row)
    form = DropPointForm(request.POST or None, instance=point)
    if request.method == "POST" and form.is_valid():
        _save(request, form, "Le point de dépôt est enregistré.")
        return redirect("company:drop_points", row.slug)
    context = {
        "solution": row,
        "carrier": row.carrier,
        "form": form,
        "point": point if pk else None,
        "reach_km": DROP_POINT_KM,
        "deleted": undo.deleted(request.user, row, "droppoint"),
        "points": row.drop_points.select_related("commune").order_by("name", "pk"),
    }
    return render(request, "carriers/own/drop_points.html", context)


@require_POST
@login_required
def drop_point_delete(request, slug, pk):
    undo.delete(request.user, kept_child(kept_solution(request, slug), "drop_points", pk))
    return redirect("company:drop_points", slug)


@require_POST
@login_required
def put_back(request, slug, token):
    """« Annuler » a deletion."""
    row = kept_solution(request, slug)
    try:
        label, page = undo.put_back(request.user, row, token)
    except undo.CannotPutBackError as error:
        messages.error(request, str(error))
        return redirect("company:solution", row.slug)
    messages.success(request, f"« {label} » est de retour, comme avant.")
    return redirect(f"company:{page}", row.slug)
