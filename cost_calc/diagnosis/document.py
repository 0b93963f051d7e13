"""The report as a document: what the farm keeps, what the advisor keeps, what goes with the mail."""

import logging
import uuid

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from cost_calc.diagnosis.report import Report, report_of
from cost_calc.pricing.comparison import CalculatorError
from needs_survey.models import SurveyResponse
from pat_logistics.pdf import render_pdf

logger = logging.getLogger(__name__)

TEMPLATE = "diagnosis/document.html"


def filename(report: Report) -> str:
    """`bilan-<ferme>-<date>.pdf`: farms of one day are told apart, and the advisor's own copy."""
    response = report.response
    copy = "-conseiller" if report.names_neighbours else ""
    day = timezone.localdate(response.validated_at or response.updated_at)
    return f"bilan-{slugify(response.name)[:60] or 'ferme'}-{day:%Y-%m-%d}{copy}.pdf"


def content(report: Report) -> bytes | None:
    """The PDF; None on a machine that cannot draw it."""
    context = {"response": report.response, "report": report, "user": AnonymousUser()}
    return render_pdf(render_to_string(TEMPLATE, context))


def of_mail(key: str, to: str) -> tuple[str, bytes] | None:
    """Name and content of the farm's copy, for the mail that tells of a diagnosis.

    None when there is nothing to send any more: the diagnosis was taken back or erased, the farm withdrew its
    consent or has another address now, a value is missing.
    """
    rows = SurveyResponse.objects.validated().filter(key=uuid.UUID(key), withdrawn_at=None)
    response = rows.select_related("questionnaire", "producer__commune", "author").first()
    if response is None or response.producer is None or response.producer.email.lower() != to.lower():
        return None
    try:
        report = report_of(response, timezone.localdate())
    except CalculatorError:
        logger.exception("the report of a diagnosis cannot be drawn")
        return None
    drawn = content(report)
    return None if drawn is None else (filename(report), drawn)
