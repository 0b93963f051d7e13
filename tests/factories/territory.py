"""Communes as tests need them."""

import factory

from pat_logistics.territory.models import Commune


class CommuneFactory(factory.django.DjangoModelFactory):
    """An invented commune of Lozère at the position of Mende, unless the test says where."""

    class Meta:
        model = Commune
        django_get_or_create = ["insee"]

    class Params:
        mende = factory.Trait(
            insee="48095", name="Mende", postal_codes=["48000"], latitude=44.51782, longitude=3.50117
        )
        florac = factory.Trait(
            insee="48061",
            name="Florac Trois Rivières",
            postal_codes=["48400"],
            latitude=44.32392,
            longitude=3.59402,
        )
        montpellier = factory.Trait(
            insee="34172",
            name="Montpellier",
            departement="34",
            postal_codes=["34000"],
            latitude=43.59945,
            longitude=3.89609,
        )

    insee = factory.Sequence(lambda number: f"48{900 - number % 700:03d}")
    name = factory.Sequence(lambda number: f"Saint-Exemple-{number}")
    departement = "48"
    postal_codes = ["48000"]
    population = 500
    latitude = 44.51782
    longitude = 3.50117
