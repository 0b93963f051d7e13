"""The catalogue at the size of the country: from/to search, and what one comparison costs there."""

import statistics
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from carriers.views.catalogue import answer
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import Question, Stop
from pat_logistics.territory.models import Commune
from tests.bench import load
from tests.bench.pages import beside_sql, heaviest_kb, median_ms, views
from tests.bench.report import Report

LARGE = True
SEARCH_MS, QUERIES, MAP_KB, RATIO, COMPARE_MS = 100.0, 12, 200.0, 3.0, 70.0
PAIRS = (("48095", "34172"), ("48061", "30189"), ("12202", "48095"), ("34172", "43157"))


def run(report: Report) -> None:
    """Measure, and report each value beside its bound."""
    goods = {"family": "cheese", "mass_kg": 60, "weekday": 2}
    questions = [urlencode({"origin": a, "destination": b, **goods}) for a, b in PAIRS]
    paths = [f"{reverse('carriers:list')}?{question}" for question in questions]
    client = Client(headers={"host": "127.0.0.1"})
    counts, pages_ms, bare_ms = zip(
        *(beside_sql(lambda path=path: client.get(path)) for path in paths), strict=True
    )
    report("catalogue: queries of a search", max(counts), "queries", QUERIES)
    report("catalogue: from/to page, one client", statistics.mean(pages_ms), "ms")
    report("catalogue: the page beside its bare SQL", sum(pages_ms) / sum(bare_ms), "times")
    # The same answer before it is drawn: drawing a page takes as long whatever the number of solutions.
    requests = [RequestFactory().get(path) for path in paths]
    for request in requests:
        request.user = AnonymousUser()
    _, answers_ms, bare_ms = zip(
        *(beside_sql(lambda request=request: answer(request)) for request in requests), strict=True
    )
    report("catalogue: from/to search beside its bare SQL", sum(answers_ms) / sum(bare_ms), "times", RATIO)
    whole = reverse("carriers:map")
    weight = heaviest_kb(client, [*views(whole), *(f"{whole}?{question}" for question in questions)])
    report("catalogue: heaviest view of the map", weight, "kB", MAP_KB)
    _, map_ms, bare_map_ms = beside_sql(lambda: client.get(whole))
    report("catalogue: map of the whole, beside its bare SQL", map_ms / bare_map_ms, "times", RATIO)
    with load.server() as server:
        timings = server.measure(paths)
        crowd = server.measure(paths, clients=load.CROWD)
    report("catalogue: from/to search, p95 at the server", timings.p95_ms, "ms", SEARCH_MS)
    report("catalogue: the same for eight clients at once, their wait included", crowd.client_p95_ms, "ms")

    origin, destination = (Commune.objects.get(pk=code) for code in PAIRS[0])
    question = Question(origin, (Stop(destination, 60.0),), "cheese", "chilled", 48.0)
    today = timezone.localdate()
    report(
        "catalogue: one comparison among 10 000 solutions",
        median_ms(lambda: compare_shipment(question, at=today)),
        "ms",
        COMPARE_MS,
    )
