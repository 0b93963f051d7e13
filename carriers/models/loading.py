"""All a price is made of, read for many solutions at once: five queries whatever their number."""

import datetime
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from carriers.models.areas import ServiceArea
from carriers.models.places import DropPoint
from carriers.models.tariffs import TariffBand, TariffGrid, TariffZone
from pat_logistics.prepared import AmongKeys, Prepared, attach, given
from pat_logistics.territory.given import given_commune, values_of
from pat_logistics.territory.models import Commune

if TYPE_CHECKING:
    from carriers.models.solutions import Solution

_OF_SOLUTIONS, _OF_GRIDS = AmongKeys(given("keys"), "solution"), AmongKeys(given("keys"), "grid")
_DROP_POINTS = Prepared(lambda: DropPoint.objects.filter(_OF_SOLUTIONS).select_related("commune"))
_GRIDS = Prepared(lambda: TariffGrid.objects.filter(_OF_SOLUTIONS).valid_on(given("on")))
_BANDS = Prepared(lambda: TariffBand.objects.filter(_OF_GRIDS))
_ZONES = Prepared(lambda: TariffZone.objects.filter(_OF_GRIDS))


@functools.cache
def _areas(places: int) -> Prepared:
    """Areas that hold one of so many places."""
    told = [given_commune(f"place_{number}") for number in range(places)]
    return Prepared(lambda: ServiceArea.objects.filter(_OF_SOLUTIONS).holding(*told))


def ready_to_price(
    solutions: "list[Solution]", places: Sequence[Commune], on: datetime.date
) -> "list[Solution]":
    """The same solutions, with their `areas` that hold one of the places and their `grids` of the day."""
    keys = [solution.pk for solution in solutions]
    values: dict[str, Any] = {}
    for number, place in enumerate(places):
        values |= values_of(f"place_{number}", place)
    grids = _GRIDS(keys=keys, on=on)
    of_grids = {"keys": [grid.pk for grid in grids]}
    attach(grids, _BANDS(**of_grids), TariffBand.grid.field)
    attach(grids, _ZONES(**of_grids), TariffZone.grid.field)
    attach(solutions, grids, TariffGrid.solution.field)
    attach(solutions, _areas(len(places))(keys=keys, **values), ServiceArea.solution.field)
    attach(solutions, _DROP_POINTS(keys=keys), DropPoint.solution.field)
    return solutions
