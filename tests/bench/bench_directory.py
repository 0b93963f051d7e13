"""The directory over a hundred thousand producers: eight clients, the weight of the map, the share of SQL."""

import json
import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.load import server
from tests.bench.report import Report

LARGE = True
P95_MS, QUERIES, MAP_KB, RATIO = 60.0, 12, 200.0, 3.0
SEARCHES = (
    "/producteurs/?q=fromage&commune=48095&radius_km=30&family=cheese&label=organic",
    "/producteurs/?q=miel&commune=30189&radius_km=40&family=honey&wish=pooling",
    "/producteurs/?q=verger&commune=07019&radius_km=50&temperature=ambient&wish=pooling",
    "/producteurs/?q=l%C3%A9gume&commune=43157&radius_km=50&family=vegetables&wish=pooling",
)
CENTRES = ((3.5, 44.5), (2.35, 48.86), (4.4, 43.9))


def views():
    """Addresses of the map: the whole, then each zoom around an ordinary place and two dense ones."""
    yield "/producteurs/carte.json"
    for zoom in range(18):
        half = min(180 * 3 / 2**zoom, 60)
        for lon, lat in CENTRES:
            sides = [max(lon - half, -180), max(lat - half, -90), min(lon + half, 180), min(lat + half, 90)]
            yield f"/producteurs/carte.json?zoom={zoom}&bbox={','.join(f'{side:.5f}' for side in sides)}"


def bare_sql_ms(queries):
    """Time of the same statements by a plain cursor, read whole."""
    with connection.cursor() as cursor:
        start = time.perf_counter()
        for query in queries:
            cursor.cursor.execute(query["sql"])
            cursor.cursor.fetchall()
        return 1000 * (time.perf_counter() - start)


def run(report: Report, calls: int = 15) -> None:
    """Measure, and report each value beside its bound."""
    client = Client(headers={"host": "127.0.0.1"})
    for address in SEARCHES:
        client.get(address)
    counts, pages_ms, bare_ms = [], [], []
    for address in SEARCHES:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
        bare_ms.append(statistics.median(bare_sql_ms(captured.captured_queries) for _ in range(calls)))
        durations = []
        for _ in range(calls):
            start = time.perf_counter()
            client.get(address)
            durations.append(1000 * (time.perf_counter() - start))
        pages_ms.append(statistics.median(durations))
    report("directory: queries of a search", max(counts), "queries", QUERIES)
    report("directory: searches, one client", statistics.mean(pages_ms), "ms")
    report("directory: the same beside their bare SQL", sum(pages_ms) / sum(bare_ms), "times", RATIO)
    weights = {address: len(client.get(address).content) / 1000 for address in views()}
    report("directory: heaviest view of the map", max(weights.values()), "kB", MAP_KB)
    total = json.loads(client.get("/producteurs/carte.json").content)["total"]
    report("directory: producers on the map", total, "producers", 90_000, sense=">=")
    with server() as web:
        timings = web.measure(SEARCHES)
    report("directory: text, radius and two facets, p95 at the server", timings.p95_ms, "ms", P95_MS)
    report("directory: the same, waiting for a turn included", timings.client_p95_ms, "ms")
