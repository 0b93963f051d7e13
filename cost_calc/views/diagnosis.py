"""The diagnosis: its page, and the document the advisor leaves at the farm."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cost_calc.comparison import CalculatorError
from cost_calc.diagnosis.report import report_of
from needs_survey.models import SurveyResponse
from pat_logistics.pdf import pdf_response


def _response(request, key):
    rows = SurveyResponse.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("questionnaire", "producer__commune"), key=key)


def _report(response):
    """None when the calculator's own values are missing."""
    try:
        return report_of(response, timezone.localdate())
    except CalculatorError:
        return None


@login_required
@require_safe
def page(request, key):
    """For the producer and the advisors alone, and while the entry lasts, provisional."""
    response = _response(request, key)
    report = _report(response)
    context = {"response": response, "report": report}
    return render(request, "diagnosis/page.html", context, status=200 if report else 503)


@login_required
@require_safe
def document(request, key):
    response = _response(request, key)
    report = _report(response)
    if report is None:
        return render(request, "diagnosis/page.html", {"response": response, "report": None}, status=503)
    day = timezone.localdate(response.validated_at or response.updated_at)
    context = {"response": response, "report": report}
    return pdf_response(request, "diagnosis/document.html", context, f"diagnostic-{day:%Y-%m-%d}.pdf")
