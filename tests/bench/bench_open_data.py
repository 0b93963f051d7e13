"""What leaves the portal, over a hundred thousand producers, beside what the database alone can hand over."""

import http.client
import io
import time

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client

from pat_logistics.territory.departements import NAMES
from producers.datasets import PRODUCERS
from tests.bench.load import CROWD, PATIENCE_S, Server, server
from tests.bench.pages import median_ms
from tests.bench.report import Report

LARGE = True
FEATURES, FEATURES_RATE = 1_000, 0.80
CSV_RATE, CSV_MB, FIRST_BYTE_MS = 0.25, 150.0, 300.0
P95_MS = 40.0
ITEMS = f"/api/ogc/collections/producers/items?limit={FEATURES}"
CSV = "/api/v1/producers/?format=csv"
PAGES = (
    "/api/v1/producers/?page_size=50&departement=48",
    "/api/v1/producers/?page_size=50&commune=48095&radius_km=40",
    "/api/v1/producers/?page_size=50&bbox=3,44,4,45",
    "/api/v1/product-lines/?page_size=50&departement=07",
)


def new_pages() -> list[str]:
    """More pages of the same kinds than are asked before one comes again: what was answered is of no use."""
    codes = [code for code in NAMES if not code.startswith("97")]
    pages = [
        (
            f"/api/v1/producers/?page_size=50&departement={code}&page={number}",
            f"/api/v1/producers/?page_size=50&commune=48095&radius_km={20 + row}&page={number}",
            f"/api/v1/producers/?page_size=50&bbox={west:.3f},44,{west + 1:.3f},45&page={number}",
            f"/api/v1/product-lines/?page_size=50&departement={code}&page={number}",
        )
        for number in range(1, 11)
        for row, (code, west) in enumerate((code, 1 + row / 40) for row, code in enumerate(codes))
    ]
    return [page for four in pages for page in four]


class Sink(io.RawIOBase):
    """Takes what is copied, and keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        return len(data)


def run(report: Report) -> None:
    """Measure, and report each value beside its bound."""
    client = Client(headers={"host": "127.0.0.1"})
    own_ms = median_ms(_json_agg)
    first_ms = median_ms(lambda: _answered(client, ITEMS))
    report("open data: a thousand features and how many there are in all", first_ms, "ms")
    page_ms = median_ms(lambda: _answered(client, f"{ITEMS}&cursor=1"))
    rate = own_ms / page_ms
    report("open data: each thousand after them, beside json_agg", rate, "of its rate", FEATURES_RATE, ">=")
    with server() as web:
        for path in PAGES * 2:
            web.fetch(path)
        before_mb = web.peak_mb()
        _csv(web)  # the first one fills the caches
        first_ms, whole_ms, size = min(_csv(web) for _ in range(3))
        copied_ms = median_ms(_copied, runs=3)
        report("open data: CSV of all producers", whole_ms / 1000, "s")
        report("open data: its size", size / 1e6, "MB")
        report("open data: its speed beside COPY", copied_ms / whole_ms, "of its speed", CSV_RATE, ">=")
        report("open data: its first byte", first_ms, "ms", FIRST_BYTE_MS)
        report("open data: what it adds to the memory of a process", web.peak_mb() - before_mb, "MB", CSV_MB)
        for asked, pages in (("each asked for the first time", new_pages()), ("asked again", PAGES)):
            crowd = web.measure(pages, clients=CROWD, warm_up=PAGES)
            what = f"open data: filtered pages of 50 for eight clients, {asked}"
            report(f"{what}, p95 at the server", crowd.p95_ms, "ms", P95_MS)
            report(f"{what}, their wait included", crowd.client_p95_ms, "ms")


def _answered(client: Client, path: str) -> bytes:
    response = client.get(path)
    if response.status_code != http.client.OK:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return response.content


def _statement(rows) -> str:
    sql, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        return cursor.mogrify(sql, values).decode()


def _json_agg() -> None:
    """The same features, made and gathered by the database, through the same driver."""
    rows = PRODUCERS.rows(AnonymousUser()).order_by("pk")
    told = PRODUCERS.as_features(rows, PRODUCERS.columns)[:FEATURES]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_agg(col_json::json) FROM ({_statement(told)}) AS told")  # noqa: S608
        cursor.fetchall()


def _copied() -> None:
    """The same rows and columns, by COPY."""
    rows = PRODUCERS.rows(AnonymousUser()).order_by("pk")
    statement = _statement(PRODUCERS.read(rows, PRODUCERS.columns))
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY ({statement}) TO STDOUT (FORMAT csv)", Sink())


def _csv(web: Server) -> tuple[float, float, int]:
    """Until the first byte, until the last (ms), and how many there are."""
    asking = http.client.HTTPConnection("127.0.0.1", web.port, timeout=PATIENCE_S)
    start = time.perf_counter()
    asking.request("GET", CSV)
    answer = asking.getresponse()
    size = len(answer.read(1))
    first_ms = 1000 * (time.perf_counter() - start)
    while piece := answer.read(1 << 20):
        size += len(piece)
    asking.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{CSV} answered {answer.status}")
    return first_ms, 1000 * (time.perf_counter() - start), size
