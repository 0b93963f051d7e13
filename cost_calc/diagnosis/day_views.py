"""« Préparer ma journée »: the visits of a day in road order, in a calendar, and along on the device."""

import uuid

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cost_calc.diagnosis.day import in_road_order, pairs_of
from cost_calc.pricing import adapters
from cost_calc.pricing.references import MissingReferenceError, ReferenceSet
from needs_survey import services
from needs_survey.enums import Length
from needs_survey.guards import surveyors_only
from needs_survey.models import Questionnaire, SurveyResponse, Visit
from pat_logistics.calendars import CONTENT_TYPE, Event, calendar
from pat_logistics.file_addresses import misread, refused
from pat_logistics.territory.forms import CommuneField
from pat_logistics.territory.models import Commune
from pat_logistics.territory.roads import roads_between

# More than anybody visits in a day.
MOST = 15


class DayForm(forms.Form):
    """Without a day, the next one that has a visit; without a place, the largest town of the visits."""

    jour = forms.DateField(
        label="Jour", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    depart = CommuneField(label="Je pars de", required=False)


def _mine(request):
    """What the user has left to visit in campaigns that run."""
    rows = Visit.objects.visible_to(request.user).filter(
        advisor=request.user, campaign__last_day__gte=timezone.localdate()
    )
    rows = rows.with_outcome().with_diagnoses().to_do()
    return rows.select_related("producer__commune", "campaign").by_day()


def _day(request, form):
    """The day asked, else the next one with a visit, else today."""
    asked = form.cleaned_data.get("jour") if form.is_valid() else None
    if asked:
        return asked
    today = timezone.localdate()
    following = _mine(request).filter(planned_on__gte=today).values_list("planned_on", flat=True).first()
    return following or today


def _start(form, visits):
    asked = form.cleaned_data.get("depart") if form.is_valid() else None
    if asked or not visits:
        return asked
    departement = visits[0].producer.commune.departement
    return Commune.objects.filter(departement=departement).order_by("-population", "pk").first()


def _ordered(start, visits):
    """None when the values that estimate a road are missing."""
    try:
        parameters = adapters.road_parameters(ReferenceSet.at(timezone.localdate()))
    except MissingReferenceError:
        return None
    return in_road_order(start, visits, roads_between(pairs_of(start, visits), parameters))


@surveyors_only
@require_safe
def day(request):
    form = DayForm(request.GET)
    chosen = _day(request, form)
    visits = list(_mine(request).filter(planned_on=chosen)[:MOST])
    start = _start(form, visits)
    ordered = _ordered(start, visits) if start and visits else None
    following = _mine(request).filter(planned_on__gt=chosen).values_list("planned_on", flat=True)
    typed = request.GET.get("depart") or (f"{start.name} ({start.departement})" if start else "")
    shown = DayForm({"jour": chosen.isoformat(), "depart": typed})
    context = {
        "form": form if form.errors else shown,
        "day": chosen,
        "visits": visits,
        "ordered": ordered,
        "others": list(dict.fromkeys(following[:50]))[:6],
    }
    return render(request, "diagnosis/day.html", context)


@surveyors_only
@require_safe
def day_calendar(request):
    """The day asked, or with `tout=1` every appointment to come."""
    form = DayForm(request.GET)
    if words := misread(request.GET, form, also=("tout",)):
        return refused(words)
    visits = _mine(request)
    if request.GET.get("tout"):
        visits, name = visits.filter(planned_on__gte=timezone.localdate()), "visites"
    else:
        chosen = _day(request, form)
        visits, name = visits.filter(planned_on=chosen), f"visites-{chosen:%Y-%m-%d}"
    content = calendar("Visites de diagnostic", map(_event, visits[:200]), timezone.now())
    disposition = f'attachment; filename="{name}.ics"'
    return HttpResponse(content, content_type=CONTENT_TYPE, headers={"Content-Disposition": disposition})


def _event(visit):
    farm = visit.producer
    lines = [farm.contact_name, farm.phone, visit.note, visit.campaign.name]
    address = reverse("survey:visit", args=[visit.campaign_id, visit.pk])
    return Event(
        uid=f"visite-{visit.pk}@{settings.SITE_URL.rpartition('/')[2]}",
        day=visit.planned_on,
        summary=f"Diagnostic : {farm.name}",
        location=", ".join(filter(None, [farm.address, farm.commune.name])),
        description="\n".join(filter(None, lines)),
        url=f"{settings.SITE_URL}{address}",
    )


@surveyors_only
@require_POST
def take_day(request):
    """A draft for each farm of the day that has none, filled with what the portal knows; then along."""
    questionnaire = Questionnaire.objects.current()
    if questionnaire is None:
        return redirect("survey:begin")
    chosen = _day(request, DayForm(request.POST))
    visits = list(_mine(request).filter(planned_on=chosen)[:MOST])
    keys = [_draft_of(visit, questionnaire, request.user) for visit in visits if not visit.diagnosis]
    return redirect(f"{reverse('survey:offline')}#/emporter/{','.join(map(str, keys))}")


def _draft_of(visit, questionnaire, user):
    """The draft of the farm that the user may fill, else a new one; sent twice, the same."""
    mine = SurveyResponse.objects.entered_by(user).filter(key=visit.draft)
    if visit.draft and mine.exists():
        return visit.draft
    draft = services.begin(
        author=user,
        questionnaire=questionnaire,
        producer=visit.producer,
        length=Length.SHORT,
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"visit:{visit.pk}:{visit.planned_on}:{user.pk}"),
    )
    return draft.key
