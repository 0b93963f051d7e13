"""The diagnosis: its page, and the document the advisor leaves at the farm."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cost_calc.comparison import CalculatorError
from cost_calc.diagnosis.report import report_of
from needs_survey.models import SurveyResponse
from needs_survey.personal import response_of
from pat_logistics.pdf import pdf_response
from producers.guards import personal_page


def _response(request, key):
    rows = SurveyResponse.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("questionnaire", "producer__commune"), key=key)


def _report(response):
    """None when the calculator's own values are missing."""
    try:
        return report_of(response, timezone.localdate())
    except CalculatorError:
        return None


def _page(request, response, *, document_url, token=""):
    report = _report(response)
    context = {"response": response, "report": report, "document_url": document_url, "token": token}
    return render(request, "diagnosis/page.html", context, status=200 if report else 503)


def _document(request, response, *, page_url):
    report = _report(response)
    if report is None:
        return redirect(page_url)
    day = timezone.localdate(response.validated_at or response.updated_at)
    context = {"response": response, "report": report}
    return pdf_response(request, "diagnosis/document.html", context, f"diagnostic-{day:%Y-%m-%d}.pdf")


@login_required
@require_safe
def page(request, key):
    """For the producer and the advisors alone, and while the entry lasts, provisional."""
    return _page(request, _response(request, key), document_url=reverse("diagnosis:document", args=[key]))


@login_required
@require_safe
def document(request, key):
    return _document(request, _response(request, key), page_url=reverse("diagnosis:page", args=[key]))


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
    url = reverse("diagnosis:received_document", args=[token, key])
    return _page(request, _received(producer, key), document_url=url, token=token)


@require_safe
@personal_page
def received_document(request, producer, token, key):
    url = reverse("diagnosis:received_page", args=[token, key])
    return _document(request, _received(producer, key), page_url=url)
