"""The catalogue at the size of the country: from/to search, and what one comparison costs there."""

import statistics
import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cost_calc.comparison import compare_shipment
from cost_calc.question import Question, Stop
from pat_logistics.territory.models import Commune
from tests.bench import load
from tests.bench.bench_directory import bare_sql_ms
from tests.bench.report import Report

LARGE = True
SEARCH_MS, QUERIES, RATIO = 100.0, 12, 3.0
PAIRS = (("48095", "34172"), ("48061", "30189"), ("12202", "48095"), ("34172", "43157"))


def _median_ms(action: Callable[[], object], runs: int = 15) -> float:
    action()
    durations = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        durations.append(1000 * (time.perf_counter() - start))
    return statistics.median(durations)


def run(report: Report) -> None:
    """Measure, and report each value beside its bound."""
    goods = {"family": "cheese", "mass_kg": 60, "weekday": 2}
    questions = [urlencode({"origin": a, "destination": b, **goods}) for a, b in PAIRS]
    paths = [f"{reverse('carriers:list')}?{question}" for question in questions]
    client = Client(headers={"host": "127.0.0.1"})
    pages_ms, bare_ms, counts = [], [], []
    for path in paths:
        pages_ms.append(_median_ms(lambda path=path: client.get(path)))
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))
        bare_ms.append(statistics.median(bare_sql_ms(captured.captured_queries) for _ in range(15)))
    report("catalogue: queries of a search", max(counts), "queries", QUERIES)
    report("catalogue: searches, one client", statistics.mean(pages_ms), "ms")
    report("catalogue: the same beside their bare SQL", sum(pages_ms) / sum(bare_ms), "times", RATIO)
    with load.server() as server:
        timings = server.measure(paths)
    report("catalogue: from/to search, p95 at the server", timings.p95_ms, "ms", SEARCH_MS)
    report("catalogue: the same, waiting for a turn included", timings.client_p95_ms, "ms")

    origin, destination = (Commune.objects.get(pk=code) for code in PAIRS[0])
    question = Question(origin, (Stop(destination, 60.0),), "cheese", "chilled", 48.0)
    today = timezone.localdate()
    report(
        "catalogue: one comparison among 10 000 solutions",
        _median_ms(lambda: compare_shipment(question, at=today), runs=5),
        "ms",
    )
