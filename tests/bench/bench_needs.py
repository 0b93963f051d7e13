"""The territory views of a département with 5 000 diagnoses and 50 000 deliveries: one advisor, each page."""

import time

from django.test import Client

from needs_survey.needs.editions import make_edition
from needs_survey.needs.filters import Asked
from needs_survey.needs.incoming import sending
from needs_survey.needs.sources import farms, responses
from pat_logistics.territory.models import HOME_DEPARTEMENT
from producers.models import Flow
from tests.bench.pages import median_ms
from tests.bench.report import Report
from tests.factories.accounts import advisor_of_lozere

LARGE = True
VIEW_MS = 300.0
FILTERS = "family=cheese&temperature=chilled&customer=restaurant&weekday=2&month=6&epci=200069268"
PAGES = (
    "/besoins/",
    "/besoins/?scale=commune",
    *(f"/besoins/{view}/" for view in ("volumes", "attentes", "froid", "irritants", "maturite")),
)


def run(report: Report) -> None:
    """Measure, and report each page beside its bound: bare, then with one filter, then with all six."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(advisor_of_lozere())
    flows = Flow.objects.filter(producer__in=farms([HOME_DEPARTEMENT]).values("pk")).count()
    # What a worker does: nobody waits for it.
    started = time.perf_counter()
    make_edition(HOME_DEPARTEMENT)
    report("needs: an edition made", 1000 * (time.perf_counter() - started), "ms")
    for departement in sending(Asked((HOME_DEPARTEMENT,))):
        make_edition(departement)
    report("needs: diagnoses", responses([HOME_DEPARTEMENT]).count(), "answers", 4_500, sense=">=")
    report("needs: deliveries", flows, "flows", 50_000, sense=">=")
    for page in PAGES:
        for name, filters in (("bare", ""), ("one filter", "temperature=chilled"), ("six filters", FILTERS)):
            address = f"{page}{'&' if '?' in page else '?'}{filters}"
            taken = median_ms(lambda address=address: client.get(address), runs=3)
            report(f"needs: {page}, {name}", taken, "ms", VIEW_MS)
