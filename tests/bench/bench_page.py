"""The calculator's result: its time, and its weight over the wire without map tiles."""

import re
from pathlib import Path

import brotli
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.bench.pages import median_ms
from tests.bench.report import Report

BOUND_KB = 150
PAGE_MS = 60.0
QUESTION = {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60", "per_month": "4"}
MAP_OUTLINE = "pages:departement_outline"


def _sent(content: bytes) -> int:
    """Bytes once compressed the way the server does."""
    return len(brotli.compress(content, quality=5))


def run(report: Report) -> None:
    """Measure, and report each value beside its bound."""
    client = Client(headers={"host": "127.0.0.1"})
    address = reverse("cost_calc:compare")
    page = client.get(address, QUESTION).content
    files = {path.split("?")[0] for path in re.findall(r'(?:src|href)="/static/([^"]+)"', page.decode())}
    weights = {name: _sent(Path(finders.find(name)).read_bytes()) for name in files}
    weights["page"] = _sent(page)
    weights["outline"] = _sent(client.get(reverse(MAP_OUTLINE)).content)
    report("page: result, over the wire", sum(weights.values()) / 1000, "kB", BOUND_KB)
    took = median_ms(lambda: client.get(address, QUESTION), runs=30)
    report("page: result, whole call", took, "ms", PAGE_MS)
