"""Farms that count, and what a territory page or its file says of them."""

import csv
import io

from django.urls import reverse
from django.utils import timezone

from needs_survey.enums import ResponseState
from tests.factories.needs_survey import SurveyResponseFactory
from tests.factories.producers import FlowFactory, ProducerFactory

EPCI = {"epci": "200006930", "epci_name": "CC de l’Aubrac"}
OTHER = {"epci": "200069136", "epci_name": "CC des Cévennes"}


def farm_with_flow(commune, kg=10, **flow):
    """A farm that publishes its flows, and delivers `kg` a month to its own commune."""
    farm = ProducerFactory(flows_published=True, commune=commune)
    defaults = {"destination": commune, "kg_per_delivery": kg, "deliveries_per_year": 12}
    FlowFactory(producer=farm, **(defaults | flow))
    return farm


def answering_farm(commune, **answers):
    farm = ProducerFactory(commune=commune)
    SurveyResponseFactory(
        producer=farm,
        state=ResponseState.VALIDATED,
        validated_at=timezone.now(),
        answers={"plan_consent": "yes", **answers},
    )
    return farm


def page(client, code="flux", **filters):
    address = reverse("needs:flows") if code == "flux" else reverse("needs:view", args=[code])
    return client.get(address, filters).content.decode()


def rows_of(client, code, **filters):
    """Lines of the CSV of a table: names, figures and whether they are told."""
    header, *rows = csv_of(client, code, **filters)
    kept = [
        place
        for place, name in enumerate(header)
        if not name.endswith(", fermes") and name not in ("Filtres", "Établi le")
    ]
    return [[row[place] for place in kept] for row in rows]


def csv_of(client, code, **filters):
    answer = client.get(reverse("needs:export", args=[code, "csv"]), filters)
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
