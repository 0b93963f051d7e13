"""What the sea separates: no road leads across it."""

import csv
import functools

from django.db import models

from pat_logistics.territory.reference import DATA_DIR


class CountryPart(models.TextChoices):
    """What « toute la France » may mean."""

    MAINLAND = "mainland", "toute la France métropolitaine, sans la Corse"
    CORSICA = "corsica", "toute la Corse"
    OVERSEAS = "overseas", "tout l’outre-mer"


def country_part(insee: str) -> CountryPart:
    """The part of the country that a commune is in."""
    if insee.startswith("97"):
        return CountryPart.OVERSEAS
    return CountryPart.CORSICA if insee.startswith(("2A", "2B")) else CountryPart.MAINLAND


def landmass(insee: str) -> str:
    """What a vehicle reaches from a commune: two communes of different lands have no road between them.

    The mainland, Corsica, each overseas département, and the islands of islands.csv, which no bridge joins.
    """
    if island := _islands().get(insee):
        return island
    part = country_part(insee)
    return insee[:3] if part is CountryPart.OVERSEAS else part.value


@functools.cache
def _islands() -> dict[str, str]:
    with (DATA_DIR / "islands.csv").open(encoding="utf-8", newline="") as file:
        return {row["insee"]: row["island"] for row in csv.DictReader(file)}
