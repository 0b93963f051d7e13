"""What a page costs beside its own statements, and every view of a map."""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

CENTRES = ((3.5, 44.5), (2.35, 48.86), (4.4, 43.9))


def views(path: str) -> Iterator[str]:
    """Addresses of a map: the whole, then each zoom around an ordinary place and two dense ones."""
    yield path
    for zoom in range(18):
        half = min(180 * 3 / 2**zoom, 60)
        for lon, lat in CENTRES:
            sides = [max(lon - half, -180), max(lat - half, -90), min(lon + half, 180), min(lat + half, 90)]
            yield f"{path}?zoom={zoom}&bbox={','.join(f'{side:.5f}' for side in sides)}"


def heaviest_kb(client: Client, addresses: Iterable[str]) -> float:
    return max(len(client.get(address).content) for address in addresses) / 1000


def median_ms(action: Callable[[], object], runs: int = 15) -> float:
    action()
    durations = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        durations.append(1000 * (time.perf_counter() - start))
    return statistics.median(durations)


def bare_sql_ms(queries: Sequence[dict[str, str]]) -> float:
    """Time of the same statements by a plain cursor, read whole."""
    with connection.cursor() as cursor:
        start = time.perf_counter()
        for query in queries:
            cursor.cursor.execute(query["sql"])
            cursor.cursor.fetchall()
        return 1000 * (time.perf_counter() - start)


def beside_sql(action: Callable[[], object], runs: int = 15) -> tuple[int, float, float]:
    """Number of queries of an action, its median time, and that of its bare statements, in turn (ms)."""
    action()
    with CaptureQueriesContext(connection) as captured:
        action()
    queries = list(captured.captured_queries)  # the next request empties the log
    whole_ms, bare_ms = [], []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        whole_ms.append(1000 * (time.perf_counter() - start))
        bare_ms.append(bare_sql_ms(queries))
    return len(queries), statistics.median(whole_ms), statistics.median(bare_ms)
