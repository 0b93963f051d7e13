"""Background work of the territory."""

from celery import shared_task

from pat_logistics.territory.services import keep_routed_trips


@shared_task
def keep_trips(rows: list[list], costing: str) -> None:
    """Rows of (origin, destination, km, minutes) from the routing server."""
    keep_routed_trips(rows=rows, costing=costing)
