"""The report of a farm that delivers twenty places: each delivery is priced by every way there is."""

from django.test import Client
from django.urls import reverse

from needs_survey.models import SurveyResponse
from pat_logistics.territory.models import HOME_DEPARTEMENT, Commune
from tests.bench.pages import median_ms
from tests.bench.report import Report
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, answer

DELIVERIES = 20
PAGE_MS = 2_000.0
DOCUMENT_MS = 6_000.0


def run(report: Report) -> None:
    """Measure, and report each value beside its bound."""
    advisor = advisor_of_lozere()
    response = _response(advisor)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(advisor)
    for name, bound in (("page", PAGE_MS), ("document", DOCUMENT_MS)):
        address = reverse(f"diagnosis:{name}", args=[response.key])
        assert client.get(address).status_code == 200
        taken = median_ms(lambda address=address: client.get(address), runs=3)
        report(f"diagnosis: {name} of {DELIVERIES} deliveries", taken, "ms", bound)


def _response(advisor) -> SurveyResponse:
    response = answer(SurveyResponseFactory(author=advisor), **SHORT)
    towns = Commune.objects.filter(departement=HOME_DEPARTEMENT).order_by("-population")[:DELIVERIES]
    [row] = response.answers["deliveries"]
    response.answers |= {
        "delivered_by": ["self"],
        "vehicles": [{"kind": "van", "cold": "unit"}],
        "rounds": [{"per_week": "2", "km": "80", "minutes": 120}],
        "deliveries": [row | {"commune": town.pk, "kg_per_delivery": "60"} for town in towns],
    }
    response.save(update_fields=["answers"])
    return response
