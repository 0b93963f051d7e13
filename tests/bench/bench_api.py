"""One comparison of thirty options asked through the API: body, middlewares, database, engine, JSON."""

import statistics
import time
from contextlib import contextmanager

from django.db import transaction
from django.test import Client

from carriers.models import Solution
from cost_calc.api.examples import COMPARE_REQUEST
from tests.bench.report import Report

URL = "/api/v1/calculations/compare/"
OPTIONS = 30
CALL_MS = 30.0


@contextmanager
def thirty_options():
    """The examples, and copies of one carrier until a comparison has thirty options; undone at the end."""
    with transaction.atomic():
        copied = Solution.objects.get(slug="groupage-frais-mende")
        rows = [*copied.grids.prefetch_related("bands", "zones"), *copied.areas.all()]
        children = {row: [*row.bands.all(), *row.zones.all()] for row in rows if hasattr(row, "bands")}
        number = 0
        while len(_call(Client())["options"]) < OPTIONS:
            number += 1
            copied.pk, copied.slug = None, f"copie-{number}"
            copied.save()
            for row in rows:
                below = children.get(row, [])
                row.pk, row.solution = None, copied
                row.save()
                for child in below:
                    child.pk, child.grid = None, row
                    child.save()
                if below:
                    children[row] = below
        yield
        transaction.set_rollback(True)


def _call(client):
    response = client.post(
        URL, COMPARE_REQUEST, content_type="application/json", headers={"host": "127.0.0.1"}
    )
    if response.status_code != 200:
        raise RuntimeError(f"{URL} answered {response.status_code}")
    return response.json()


def run(report: Report, calls: int = 40) -> None:
    """Measure, and report each value beside its bound."""
    client = Client()
    durations = []
    with thirty_options():
        for _ in range(calls + 5):  # the first ones fill the caches of the process
            start = time.perf_counter()
            count = len(_call(client)["options"])
            durations.append(1000 * (time.perf_counter() - start))
    report("api: options in the comparison", count, "options", OPTIONS, sense=">=")
    report("api: one comparison, whole call", statistics.median(durations[5:]), "ms", CALL_MS)
