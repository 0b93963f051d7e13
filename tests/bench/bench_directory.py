"""The directory over a hundred thousand producers: eight clients, the weight of the map, the share of SQL."""

import json
import statistics

from django.test import Client

from tests.bench.load import CROWD, server
from tests.bench.pages import beside_sql, heaviest_kb, views
from tests.bench.report import Report

LARGE = True
P95_MS, QUERIES, MAP_KB, RATIO = 60.0, 12, 200.0, 3.0
MAP = "/producteurs/carte.json"
SEARCHES = (
    "/producteurs/?q=fromage&commune=48095&radius_km=30&family=cheese&label=organic",
    "/producteurs/?q=miel&commune=30189&radius_km=40&family=honey&wish=pooling",
    "/producteurs/?q=verger&commune=07019&radius_km=50&temperature=ambient&wish=pooling",
    "/producteurs/?q=l%C3%A9gume&commune=43157&radius_km=50&family=vegetables&wish=pooling",
)


def run(report: Report) -> None:
    """Measure, and report each value beside its bound."""
    client = Client(headers={"host": "127.0.0.1"})
    counts, pages_ms, bare_ms = zip(
        *(beside_sql(lambda address=address: client.get(address)) for address in SEARCHES), strict=True
    )
    report("directory: queries of a search", max(counts), "queries", QUERIES)
    report("directory: searches, one client", statistics.mean(pages_ms), "ms")
    report("directory: the same beside their bare SQL", sum(pages_ms) / sum(bare_ms), "times", RATIO)
    report("directory: heaviest view of the map", heaviest_kb(client, views(MAP)), "kB", MAP_KB)
    _, map_ms, bare_map_ms = beside_sql(lambda: client.get(MAP), runs=3)
    report("directory: map of the whole, beside its bare SQL", map_ms / bare_map_ms, "times", RATIO)
    total = json.loads(client.get(MAP).content)["total"]
    report("directory: producers on the map", total, "producers", 90_000, sense=">=")
    with server() as web:
        timings = web.measure(SEARCHES)
        crowd = web.measure(SEARCHES, clients=CROWD)
    report("directory: text, radius and two facets, p95 at the server", timings.p95_ms, "ms", P95_MS)
    report("directory: the same for eight clients at once, their wait included", crowd.client_p95_ms, "ms")
