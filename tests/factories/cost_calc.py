"""A result as a farm keeps it: cheese from Mende to Montpellier, by two ways."""

import factory

from cost_calc.models import KeptResult
from tests.factories.producers import ProducerFactory

OWN = {
    "id": "own", "label": "Votre fourgon", "eur_per_kg": 2.0, "eur": 120.0, "minutes": 300.0,
    "co2e_kg_per_kg": 1.5,
}  # fmt: skip
GONE = OWN | {"id": "solution-0", "label": "Un transporteur d’autrefois", "co2e_kg_per_kg": None}


class KeptResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = KeptResult

    producer = factory.SubFactory(ProducerFactory)
    said = "60 kg de fromage et produits laitiers, de Mende à Montpellier"
    query = "origin=48095&destination=34172&family=cheese&mass_kg=60&times=4&period=month"
    options = factory.LazyFunction(lambda: [OWN, GONE])
    references = "abcdefabcdef"
