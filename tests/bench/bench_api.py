"""One comparison asked through the API, the whole way: body, middlewares, database, engine, JSON."""

import statistics
import time

from django.test import Client

from cost_calc.api_examples import COMPARE_REQUEST

URL = "/api/v1/calculations/compare/"
LIMIT_MS = 60.0


def milliseconds_per_comparison(calls: int = 40) -> float:
    """Median duration of a call. The database holds the territory, the reference values and the examples."""
    client = Client(headers={"host": "127.0.0.1"})
    durations = []
    for _ in range(calls + 5):  # the first ones fill the caches of the process
        start = time.perf_counter()
        response = client.post(URL, COMPARE_REQUEST, content_type="application/json")
        durations.append(1000 * (time.perf_counter() - start))
        if response.status_code != 200:
            raise RuntimeError(f"{URL} answered {response.status_code}")
    return statistics.median(durations[5:])
