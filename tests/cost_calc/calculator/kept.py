"""A result kept with a farm, or by a device."""

import json

from django.urls import reverse

from tests.cost_calc.calculator.views.samples import CASE
from tests.factories.cost_calc import OWN

QUERY = "&".join(f"{name}={value}" for name, value in CASE.items())


def keep(client, farm, **changes):
    data = {"question": QUERY, "producer": farm.pk, "name": "Montpellier"} | changes
    return client.post(reverse("cost_calc:keep"), data, follow=True)


def on_a_device(**changes):
    return {
        "query": QUERY, "said": "", "name": "De mars", "at": "2026-03-02T08:00:00Z", "references": "ab12",
        "options": [OWN],
    } | changes  # fmt: skip


def take_over(client, farm, *results):
    data = {"producer": farm.pk, "results": json.dumps(results)}
    return client.post(reverse("cost_calc:take_over"), data, follow=True)
