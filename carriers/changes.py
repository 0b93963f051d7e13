"""The history of a company: its own changes, those of its services, areas, drop points, grids and rides."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet

from carriers.checks import band_in_words
from carriers.models import (
    Carrier,
    DropPoint,
    Ride,
    ServiceArea,
    Solution,
    TariffBand,
    TariffGrid,
    TariffZone,
)
from pat_logistics import history
from pat_logistics.accounts.models import User
from pat_logistics.history import events_of
from producers import changes as farm_changes


def add_to_farms() -> None:
    """A ride is told in the history of the farm too."""
    farm_changes.THINGS[Ride] = "Trajet"
    farm_changes.TOLD_BY[Ride] = ("avec", "carrier")


def of_company(carrier: Carrier) -> list[QuerySet[Any]]:
    """Events of a company and of all it has, or had: what was deleted keeps its history."""
    solutions = events_of(Solution).filter(carrier_id=carrier.pk)
    rides = events_of(Ride).filter(carrier_id=carrier.pk)
    return [events_of(Carrier).filter(pgh_obj_id=carrier.pk), rides, *_of_solutions(solutions)]


def of_solution(solution: Solution) -> list[QuerySet[Any]]:
    return _of_solutions(events_of(Solution).filter(pgh_obj_id=solution.pk))


def of_grid(grid: TariffGrid) -> list[QuerySet[Any]]:
    bands = events_of(TariffBand).filter(grid_id=grid.pk)
    zones = events_of(TariffZone).filter(grid_id=grid.pk)
    return [events_of(TariffGrid).filter(pgh_obj_id=grid.pk), bands, zones]


def _of_solutions(solutions: QuerySet[Any]) -> list[QuerySet[Any]]:
    keys = solutions.order_by().values("pgh_obj_id")
    grids = events_of(TariffGrid).filter(solution_id__in=keys)
    grid_keys = grids.order_by().values("pgh_obj_id")
    return [
        solutions,
        events_of(ServiceArea).filter(solution_id__in=keys),
        events_of(DropPoint).filter(solution_id__in=keys),
        grids,
        events_of(TariffZone).filter(grid_id__in=grid_keys),
        events_of(TariffBand).filter(grid_id__in=grid_keys),
    ]


def page_of(
    carrier: Carrier, *, reader: User, number: Any = 1, size: int = history.PAGE_SIZE
) -> "Page[history.Change]":
    people = partial(history.People, carrier.organisation_id, reader)
    return history.changes(of_company(carrier), number, size=size, name_people=people, name_thing=_name_thing)


def _name_thing(event: Any, say: Callable[[str], str]) -> str:
    if event.pgh_tracked_model is Ride:
        return f"trajet avec «\u00a0{say('producer')}\u00a0»"
    name = _name_row(event)
    kind = str(event.pgh_tracked_model._meta.verbose_name)
    return f"{kind} «\u00a0{name}\u00a0»" if name else kind


def _name_row(event: Any) -> str:
    """What tells a row from its sisters."""
    model = event.pgh_tracked_model
    if model is ServiceArea:
        area = ServiceArea(
            role=event.role,
            commune_id=event.commune_id,
            epci=event.epci,
            departement=event.departement,
            country_part=event.country_part,
        )
        return f"{area.get_role_display()}, {event.commune_id or area.place}"
    if model is TariffBand:
        return ", ".join(filter(None, [event.zone, band_in_words(event)]))
    return str(getattr(event, "name", "") or getattr(event, "label", ""))
