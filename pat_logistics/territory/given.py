"""A commune to be told at each reading of a prepared queryset (see `pat_logistics.prepared`)."""

from typing import Any, cast

from pat_logistics.prepared import Given
from pat_logistics.territory.land import CountryPart, country_part
from pat_logistics.territory.models import Commune


class GivenCommune:
    """Stands for a commune where a queryset asks for its codes and its place."""

    def __init__(self, name: str) -> None:
        self.pk = Given(f"{name}_pk")
        self.departement = Given(f"{name}_departement")
        self.epci = Given(f"{name}_epci")
        self.country_part = Given(f"{name}_country_part")
        self.latitude = Given(f"{name}_latitude")
        self.longitude = Given(f"{name}_longitude")


def given_commune(name: str) -> Commune:
    """A commune told at each reading, wherever a queryset takes one."""
    return cast(Commune, GivenCommune(name))


def part_of(commune: Commune) -> CountryPart | Given:
    """The part of the country a commune is in, told later where the commune is."""
    return commune.country_part if isinstance(commune, GivenCommune) else country_part(commune.pk)


def values_of(name: str, commune: Commune) -> dict[str, Any]:
    """The values of a commune, under the name of what stands for it."""
    return {
        f"{name}_pk": commune.pk,
        f"{name}_departement": commune.departement,
        f"{name}_epci": commune.epci or None,  # where there is none, nothing has the same
        f"{name}_country_part": country_part(commune.pk),
        f"{name}_latitude": commune.latitude,
        f"{name}_longitude": commune.longitude,
    }
