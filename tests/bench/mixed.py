"""`make load`: ten addresses of a whole portal, mixed, asked by 1 to 32 connections, and where the time goes.

A portal of its own, with the examples, started as `make run` does and stopped at the end. What it prints
depends on the machine: read the lines against one another, not against those of another day.
"""

import http.client
import os
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.load import p95
from tests.embedded.portal import Portal, processes_of
from tests.files import open_folder

WIDTHS = (1, 2, 4, 8, 16, 32)
# On two cores that nothing else uses: what four connections get, in requests a second and in milliseconds.
BOUND_WIDTH, LEAST_PER_SECOND, MOST_P95_MS = 4, 60, 300
SECONDS = float(os.environ.get("LOAD_SECONDS") or 10)
PATIENCE_S = 10
QUESTION = "origin=48095&destination=48061&family=cheese&mass_kg=60&per_month=4"
ADDRESSES = (
    "/",
    f"/calculer/?{QUESTION}",
    "/producteurs/",
    "/producteurs/?q=miel",
    "/solutions/",
    "/calculer/valeurs/",
    "/guides/",
    "/plan-du-site/",
    "/api/v1/solutions/",
    "/api/v1/communes/?q=mende",
)
GROUPS = ("gunicorn", "celery", "postgres", "valkey")
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(var):
    """What each group of processes has used so far."""
    used = Counter()
    for pid in processes_of(var):
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        group = next((group for group in GROUPS if group in line), "autres")
        used[group] += (int(fields[11]) + int(fields[12])) / TICKS
    return used


def ask_without_a_pause(portal, rank, until):
    """Times of one connection in milliseconds, and its errors by kind."""
    times, errors = [], Counter()
    connection = http.client.HTTPConnection("127.0.0.1", int(portal.port), timeout=PATIENCE_S)
    while time.monotonic() < until:
        began = time.perf_counter()
        try:
            connection.request("GET", ADDRESSES[rank % len(ADDRESSES)], headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            errors[type(error).__name__] += 1
            connection.close()
        else:
            if answer.status == http.HTTPStatus.OK:
                times.append(1000 * (time.perf_counter() - began))
            else:
                errors[str(answer.status)] += 1
        rank += 1
    connection.close()
    return times, errors


def measure(portal, width):
    """One line of the table; was there an error, or is it over the bound?"""
    before, began = cpu_seconds(portal.var), time.monotonic()
    with ThreadPoolExecutor(width) as pool:
        found = list(
            pool.map(lambda rank: ask_without_a_pause(portal, rank, began + SECONDS), range(0, 3 * width, 3))
        )
    elapsed = time.monotonic() - began
    after = cpu_seconds(portal.var)
    times = [each for waits, _ in found for each in waits]
    errors = sum((each for _, each in found), Counter())
    cpu = ", ".join(f"{group} {after[group] - before[group]:.1f}" for group in [*GROUPS, "autres"])
    print(  # noqa: T201
        f"{width:>11} | {len(times) / elapsed:>10.1f} | {statistics.median(times):>7.0f} | "
        f"{p95(times):>7.0f} | {max(times):>7.0f} | {dict(errors) or 0!s:<8} | {cpu} (en {elapsed:.0f} s)",
        flush=True,
    )
    slow = len(times) / elapsed < LEAST_PER_SECOND or p95(times) > MOST_P95_MS
    if width == BOUND_WIDTH:
        bound = f"{LEAST_PER_SECOND} requêtes/s au moins, p95 de {MOST_P95_MS} ms au plus"
        print(f"{'':>11} | limite : {bound} : {'dépassée' if slow else 'tenue'}", flush=True)  # noqa: T201
    return bool(errors) or (slow and width == BOUND_WIDTH)


def main():
    var = open_folder() / "var"
    # The quota of a caller is not what is measured here.
    portal = Portal(var, DEMO="1", API_READ_QUOTA="1000000").ready()
    try:
        for address in ADDRESSES * 4:
            portal.get(address)
        load = " ".join(Path("/proc/loadavg").read_text().split()[:3])
        print(f"{os.cpu_count()} cœurs, charge au départ {load} ; {SECONDS:.0f} s par ligne")  # noqa: T201
        print(" connexions | requêtes/s | p50 ms  | p95 ms  | max ms  | erreurs  | secondes de processeur")  # noqa: T201
        return sum(measure(portal, width) for width in WIDTHS)
    finally:
        portal.end()


if __name__ == "__main__":
    sys.exit(main())
