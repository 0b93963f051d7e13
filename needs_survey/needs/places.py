"""Where places are: communes at their town hall, groupings at the middle of theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg

from pat_logistics.territory.models import Commune


@dataclass(frozen=True, slots=True)
class Position:
    lat: float
    lon: float


def positions_of(codes: Iterable[str], by: str) -> dict[str, Position]:
    """From the code of a commune or of a grouping to where it is."""
    wanted = {code for code in codes if code}
    rows: Any
    if by == "epci":
        rows = (
            Commune.objects.filter(epci__in=wanted)
            .order_by()
            .values("epci")
            .annotate(lat=Avg("latitude"), lon=Avg("longitude"))
            .values_list("epci", "lat", "lon")
        )
    else:
        rows = Commune.objects.filter(pk__in=wanted).order_by().values_list("pk", "latitude", "longitude")
    return {code: Position(round(lat, 5), round(lon, 5)) for code, lat, lon in rows}
