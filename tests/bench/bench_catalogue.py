"""The catalogue at the size of the country: from/to search, and what one comparison costs there."""

import statistics
import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from carriers.models import Delivery, Serving, Solution
from cost_calc.comparison import compare_shipment
from cost_calc.question import Question, Stop
from pat_logistics.territory.models import Commune
from tests.bench import load
from tests.bench.report import Report

LARGE = True
SEARCH_MS = 100.0
RATIO = 3.0
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
    with load.server() as server:
        timings = server.measure(paths)
    report("catalogue: from/to search, 8 clients, p95 at the server", timings.p95_ms, "ms", SEARCH_MS)
    report("catalogue: from/to search, median at the server", timings.median_ms, "ms")
    report("catalogue: from/to searches a second", timings.per_second, "/s")

    origin, destination = (Commune.objects.get(pk=code) for code in PAIRS[0])
    delivery = Delivery(origin, (destination,), ("chilled",), 60, 60, 2)
    visible = Solution.objects.visible_to(AnonymousUser())

    def bare() -> None:
        serving = Serving(delivery)
        serving.misses(visible)
        list(visible.fitting(serving).nearest_first(delivery).with_places()[:24])

    sql = _median_ms(bare)
    report("catalogue: the same search, database alone", sql, "ms")
    report("catalogue: page against its database", timings.median_ms / sql, "×", RATIO)

    question = Question(origin, (Stop(destination, 60.0),), "cheese", "chilled", 48.0)
    today = timezone.localdate()
    report(
        "catalogue: one comparison among 10 000 solutions",
        _median_ms(lambda: compare_shipment(question, at=today), runs=5),
        "ms",
    )
