"""The visits of one advisor: on the screen, on paper, in a spreadsheet."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from needs_survey.guards import surveyors_only
from needs_survey.models import Visit
from pat_logistics.exchange.downloads import csv_list
from pat_logistics.file_addresses import takes

PAGE_SIZE = 100
HEADERS = ("Date", "Ferme", "Commune", "Personne à contacter", "Téléphone", "État", "Note", "Campagne", "Fin")


def _own(request):
    """Visits given to the user that are neither made nor refused, by day then place; `tout=1` for all.

    Of campaigns that are not over.
    """
    rows = Visit.objects.visible_to(request.user).filter(
        advisor=request.user, campaign__last_day__gte=timezone.localdate()
    )
    rows = rows.with_outcome().with_diagnoses().select_related("producer__commune", "campaign")
    return (rows if request.GET.get("tout") else rows.to_do()).by_day()


@surveyors_only
@require_safe
def my_visits(request):
    page = Paginator(_own(request), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "every": bool(request.GET.get("tout")), "today": timezone.localdate()}
    return render(request, "needs_survey/campaign/my_visits.html", context)


@surveyors_only
@require_safe
@takes("tout")
def my_visits_csv(request):
    rows = (
        (
            f"{visit.planned_on:%d/%m/%Y}" if visit.planned_on else "",
            visit.producer.name,
            str(visit.producer.commune),
            visit.producer.contact_name,
            visit.producer.phone,
            visit.outcome_words,
            visit.note,
            visit.campaign.name,
            f"{visit.campaign.last_day:%d/%m/%Y}",
        )
        for visit in _own(request)
    )
    return csv_list("mes-visites", HEADERS, rows)
