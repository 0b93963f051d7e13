"""Communes as tests need them."""

import functools

import factory

from pat_logistics.territory.bulk import write_communes
from pat_logistics.territory.models import Commune, CommuneOutline
from pat_logistics.territory.reference import CommuneRow, read_outlines, shipped_communes

REGION = ("07", "12", "15", "30", "34", "43", "48")
LARGE_TOWN = 30_000


@functools.cache
def region() -> tuple[CommuneRow, ...]:
    """The real communes around Lozère, and the large towns of France: 2 259 of the 34 875."""
    return tuple(
        row for row in shipped_communes() if row.departement in REGION or row.population >= LARGE_TOWN
    )


def load_region() -> None:
    """Write `region`, with the outlines of Lozère: what most tests need of the whole register."""
    write_communes(region())
    CommuneOutline.objects.bulk_create(
        CommuneOutline(commune_id=insee, geometry=geometry) for insee, geometry in read_outlines().items()
    )


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
        peyre = factory.Trait(
            insee="48009",
            name="Peyre en Aubrac",
            postal_codes=["48130"],
            former=[{"code": "48076", "name": "Javols", "kind": "delegated"}],
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
