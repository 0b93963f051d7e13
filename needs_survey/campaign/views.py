"""A campaign of diagnoses: its list of farms, its visits, how far it is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from needs_survey.campaign import services
from needs_survey.campaign.choice import ChoiceForm
from needs_survey.campaign.forms import BulkForm, CampaignForm, VisitFilterForm, VisitForm
from needs_survey.campaign.perms import advisors_of
from needs_survey.campaign.progress import NO_ADVISOR, NO_EPCI, tallies, total
from needs_survey.enums import OUTCOMES
from needs_survey.guards import surveyors_only
from needs_survey.models import Campaign, Visit
from needs_survey.perms import surveyed_departements
from pat_logistics.accounts.models import User
from pat_logistics.territory.groupings import short
from pat_logistics.territory.models import Commune
from pat_logistics.typed import whole_number
from producers.models import Producer

PAGE_SIZE, TO_ADD_SIZE = 50, 20


def _campaign(request, pk, *, locked=False):
    rows = Campaign.objects.visible_to(request.user).select_related("organiser")
    return get_object_or_404(rows.select_for_update(of=("self",)) if locked else rows, pk=pk)


def _visits(request, campaign):
    """The visits of a campaign the user may see, as the pages show them."""
    rows = Visit.objects.visible_to(request.user).filter(campaign=campaign).with_outcome()
    return rows.with_diagnoses().select_related("producer__commune", "advisor")


def _ticked(values):
    """Keys of ticked boxes; what is none is left out."""
    return [pk for value in values if (pk := whole_number(value)) is not None]


@surveyors_only
@require_safe
def index(request):
    """Campaigns of the départements followed, the one that ends last first."""
    page = Paginator(
        Campaign.objects.visible_to(request.user).select_related("organiser"), PAGE_SIZE
    ).get_page(request.GET.get("page"))
    visits = Visit.objects.visible_to(request.user).filter(campaign__in=list(page))
    done = {tally.name: tally for tally in tallies(visits, "campaign", "")}
    today = timezone.localdate()
    rows = [(campaign, done.get(campaign.pk), campaign.is_over(today)) for campaign in page]
    return render(request, "needs_survey/campaign/index.html", {"page": page, "rows": rows})


@surveyors_only
@require_http_methods(["GET", "POST"])
def create(request):
    form = CampaignForm(
        request.POST or None,
        departements=surveyed_departements(request.user),
        initial={"organiser": request.user.pk, "first_day": timezone.localdate()},
    )
    if form.is_valid():
        campaign = form.save(commit=False)
        campaign.departement = form.cleaned_data["departement"]
        campaign.save()
        messages.success(request, "La campagne est créée. Choisissez maintenant les producteurs à visiter.")
        return redirect("survey:campaign_add", campaign.pk)
    return render(request, "needs_survey/campaign/edit.html", {"form": form, "campaign": None})


@surveyors_only
@require_http_methods(["GET", "POST"])
@transaction.atomic
def edit(request, pk):
    campaign = _campaign(request, pk, locked=request.method == "POST")
    form = CampaignForm(request.POST or None, instance=campaign, departements=[])
    if form.is_valid():
        form.save()
        messages.success(request, "La campagne est enregistrée.")
        return redirect(campaign)
    context = {"form": form, "campaign": campaign, "name": form.initial["name"]}
    return render(request, "needs_survey/campaign/edit.html", context)


@surveyors_only
@require_http_methods(["GET", "POST"])
def delete(request, pk):
    """Forget a campaign and what was noted of its visits; the diagnoses stay."""
    campaign = _campaign(request, pk)
    if request.method == "POST":
        campaign.delete()
        messages.success(request, "La campagne est supprimée. Les diagnostics faits restent.")
        return redirect("survey:campaigns")
    context = {"campaign": campaign, "count": campaign.visits.count()}
    return render(request, "needs_survey/campaign/delete.html", context)


@surveyors_only
@require_http_methods(["GET", "POST"])
def campaign(request, pk):
    """The farms to visit. A POST gives the ticked ones to an advisor, or takes them off the list."""
    campaign = _campaign(request, pk)
    visits = _visits(request, campaign)
    advisors = advisors_of(campaign.departement)
    if request.method == "GET":
        return _list(request, campaign, visits, BulkForm(people=advisors))
    bulk = BulkForm(request.POST, people=advisors)
    removes = request.POST.get("action") == "remove"
    ticked = list(visits.filter(pk__in=_ticked(request.POST.getlist("visit"))).by_day())
    chosen = _shown(request, visits, advisors)[1] if "every" in request.POST and not removes else ticked
    if not chosen:
        messages.error(request, "Cochez au moins une visite.")
    elif removes:
        return _remove(request, campaign, ticked)
    elif bulk.is_valid():
        changed = services.assign(visits=chosen, advisor=bulk.chosen)
        messages.success(request, f"Visites attribuées\u00a0: {changed}.")
        return redirect(request.get_full_path())
    return _list(request, campaign, visits, bulk, ticked)


def _shown(request, visits, advisors):
    """The filter, and the visits that answer it."""
    holders = Q(pk__in=visits.order_by().values("advisor")) | Q(pk__in=advisors.order_by().values("pk"))
    form = VisitFilterForm(
        request.GET,
        people=User.objects.filter(holders).order_by("email"),
        communes=Commune.objects.filter(producers__campaign_visits__in=visits.order_by().values("pk")),
    )
    return form, form.narrow(visits).by_day()


def _list(request, campaign, visits, bulk, ticked=()):
    """A page of the visits that answer the filter."""
    form, shown = _shown(request, visits, advisors_of(campaign.departement))
    context = {
        "campaign": campaign,
        "form": form,
        "bulk": bulk,
        "ticked": {visit.pk for visit in ticked},
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "whole": total(tallies(visits, "advisor__email", NO_ADVISOR)),
        "may_take": request.user in bulk.people.values(),
        "today": timezone.localdate(),
    }
    return render(request, "needs_survey/campaign/detail.html", context)


def _remove(request, campaign, ticked):
    """Ask first: what was noted of the visits goes too."""
    if "confirmed" not in request.POST:
        context = {"campaign": campaign, "visits": ticked}
        return render(request, "needs_survey/campaign/remove.html", context)
    removed = services.remove(visits=ticked)
    messages.success(request, f"Producteurs retirés de la campagne\u00a0: {removed}.")
    return redirect(campaign)


@surveyors_only
@require_http_methods(["GET", "POST"])
def add(request, pk):
    """Farms of the département that are not on the list: by filter, then by ticking, or all of them."""
    campaign = _campaign(request, pk)
    form = ChoiceForm(request.GET, campaign=campaign)
    found = form.chosen(request.user)
    if request.method == "POST":
        chosen = found
        if "all" not in request.POST:
            farms = Producer.objects.managed_by(request.user)
            ticked = _ticked(request.POST.getlist("producer"))
            chosen = farms.filter(pk__in=ticked, commune__departement=campaign.departement)
        if added := services.add_producers(campaign=campaign, producers=chosen):
            messages.success(request, f"Producteurs ajoutés\u00a0: {added}.")
        else:
            messages.error(request, "Cochez au moins un producteur.")
        return redirect(request.get_full_path())
    page = Paginator(found.select_related("commune"), TO_ADD_SIZE).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "form": form, "page": page, "is_filtered": any(request.GET.values())}
    return render(request, "needs_survey/campaign/add.html", context)


@surveyors_only
@require_safe
def progress(request, pk):
    """Counts by state, by advisor and by EPCI, and the response rate."""
    campaign = _campaign(request, pk)
    visits = Visit.objects.visible_to(request.user).filter(campaign=campaign)
    by_advisor = tallies(visits, "advisor__email", NO_ADVISOR)
    by_epci = tallies(visits, "producer__commune__epci_name", NO_EPCI)
    for tally in by_epci:
        tally.name = tally.name if tally.name == NO_EPCI else short(tally.name)
    context = {
        "campaign": campaign,
        "whole": total(by_advisor),
        "states": [label.capitalize() for label in OUTCOMES.values()],
        "by_advisor": by_advisor,
        "by_epci": by_epci,
    }
    return render(request, "needs_survey/campaign/progress.html", context)


@surveyors_only
@require_http_methods(["GET", "POST"])
@transaction.atomic
def visit(request, pk, visit):
    """What was agreed for one visit, and who makes it."""
    campaign = _campaign(request, pk)
    rows = _visits(request, campaign).select_related("campaign", "producer__commune", "advisor")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    row = get_object_or_404(rows, pk=visit)
    form = VisitForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, "La visite est enregistrée.")
        return redirect(campaign)
    context = {"campaign": campaign, "visit": row, "form": form}
    return render(request, "needs_survey/campaign/visit.html", context)


@surveyors_only
@require_POST
def take(request, pk, visit):
    """Take a visit for oneself."""
    campaign = _campaign(request, pk)
    row = get_object_or_404(_visits(request, campaign), pk=visit)
    if request.user not in advisors_of(campaign.departement):
        raise PermissionDenied
    if services.take(visit=row, advisor=request.user):
        messages.success(request, f"La visite de {row.producer.name} est à vous.")
    else:
        messages.error(request, "Un collègue a déjà pris cette visite.")
    return redirect(campaign)
