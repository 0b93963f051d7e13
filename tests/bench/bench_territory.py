"""Suggestions while typing, and the roads of many pairs."""

import itertools
import time

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cost_calc.pricing.adapters import road_parameters
from cost_calc.pricing.references import ReferenceSet
from pat_logistics.territory.models import Commune
from pat_logistics.territory.network import network
from pat_logistics.territory.roads import roads_between
from pat_logistics.territory.services import load_territory
from tests.bench.pages import median_ms
from tests.bench.report import Report

SUGGESTIONS_MS = 20
COMPARISON_MS = 5
# A beginning of two letters, the commonest word, a typing error, a name of yesterday, half a code.
TYPED = ("me", "le", "mende", "48000", "st chely", "saint", "montpelier", "javols", "1000", "paris 15")
LOADING_S = 5


def run(report: Report) -> None:
    """Measure, and report each value beside its bound."""
    client, url = Client(headers={"host": "127.0.0.1"}), reverse("territory:search")
    slowest = max(median_ms(lambda text=text: client.get(url, {"q": text})) for text in TYPED)
    report("territory: commune suggestions, slowest text", slowest, "ms", SUGGESTIONS_MS)

    start = time.perf_counter()
    load_territory(force=True)
    report("territory: register read again, unchanged", time.perf_counter() - start, "s", LOADING_S)

    places = list(Commune.objects.filter(departement="48").order_by("-population")[:15])
    pairs = list(itertools.permutations(places, 2))
    parameters = road_parameters(ReferenceSet.at(timezone.localdate()))
    report(
        f"territory: roads of {len(pairs)} pairs", median_ms(lambda: roads_between(pairs, parameters)), "ms"
    )
    table = network()
    report(
        "territory: from a commune to all of the table", median_ms(lambda: table.from_commune("48095")), "ms"
    )
    # What a comparison asks: the farm and the customer, each to and from the places of forty solutions.
    codes = [place.pk for place in places if place.pk in table][:2]
    others = [code for code in table.rank if code.startswith(("48", "30"))][:40]
    ways = {pair for code in codes for other in others for pair in ((code, other), (other, code))}
    report(
        f"territory: {len(ways)} ways of a comparison over the table",
        median_ms(lambda: table.between(ways)),
        "ms",
        COMPARISON_MS,
    )
