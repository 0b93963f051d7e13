"""The diagnosis: its page, and the document the advisor leaves at the farm."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cost_calc.diagnosis import document as documents
from cost_calc.diagnosis.report import report_of
from cost_calc.pricing.comparison import CalculatorError
from needs_survey.models import SurveyResponse
from needs_survey.perms import entered_by
from needs_survey.personal import response_of
from producers.guards import personal_page


def _response(request, key):
    rows = SurveyResponse.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("questionnaire", "producer__commune", "author"), key=key)


def _report(response, *, reader=None):
    """None when the calculator's own values are missing."""
    try:
        return report_of(response, timezone.localdate(), reader=reader)
    except CalculatorError:
        return None


def _advisor(request, response):
    """Whoever enters the diagnoses of the place may be told by name of the neighbours there; else None."""
    mine = SurveyResponse.objects.filter(entered_by(request.user), pk=response.pk)
    return request.user if mine.exists() else None


def _page(request, response, report, *, document_url, token=""):
    context = {
        "response": response,
        "report": report,
        "document_url": document_url,
        "token": token,
        "is_author": request.user.is_authenticated and response.author_id == request.user.pk,
    }
    return render(request, "diagnosis/page.html", context, status=200 if report else 503)


def _document(request, response, report, *, page_url):
    if report is None:
        return redirect(page_url)
    drawn = documents.content(report)
    if drawn is None:
        return render(request, "layout/no_pdf.html", status=503)
    disposition = f'attachment; filename="{documents.filename(report)}"'
    return HttpResponse(drawn, content_type="application/pdf", headers={"Content-Disposition": disposition})


@login_required
@require_safe
def page(request, key):
    """For the producer and the advisors alone, and while the entry lasts, provisional."""
    response = _response(request, key)
    report = _report(response, reader=_advisor(request, response))
    return _page(request, response, report, document_url=reverse("diagnosis:document", args=[key]))


@login_required
@require_safe
def document(request, key):
    """The farm's copy, or the advisor's own with `copie=conseiller`."""
    response = _response(request, key)
    own = request.GET.get("copie") == "conseiller"
    report = _report(response, reader=_advisor(request, response) if own else None)
    return _document(request, response, report, page_url=reverse("diagnosis:page", args=[key]))


def _received(producer, key):
    response = response_of(producer, key)
    if response is None:
        raise Http404
    response.producer = producer
    return response


@require_safe
@personal_page
def received_page(request, producer, token, key):
    """The same for the producer, by the personal link of the farm, without an account."""
    response = _received(producer, key)
    url = reverse("diagnosis:received_document", args=[token, key])
    return _page(request, response, _report(response), document_url=url, token=token)


@require_safe
@personal_page
def received_document(request, producer, token, key):
    response = _received(producer, key)
    url = reverse("diagnosis:received_page", args=[token, key])
    return _document(request, response, _report(response), page_url=url)
