"""Where the flow map draws: communes at their town hall, groupings at the middle of theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg

from needs_survey.needs.tables import Table
from pat_logistics.territory.models import Commune

# Lines drawn and listed on the page; the files have them all.
MOST_LINES = 40
# Thinnest to thickest; each at least this share of the greatest flow.
SHARES = (0.0, 0.05, 0.15, 0.35, 0.65)


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


def on_map(table: Table, positions: dict[str, Position]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Points and legs of the map: the flows that may be told, the widest drawn last."""
    told = [
        line for line in table.lines[:MOST_LINES] if line.figures[0].value and set(line.key) <= set(positions)
    ]
    most = max((line.figures[0].value or 0 for line in told), default=0)
    legs = [
        {
            "kind": f"flow-{_width((line.figures[0].value or 0) / most)}",
            "label": f"{line.names[0]} → {line.names[1]}",
            "points": [[positions[code].lat, positions[code].lon] for code in line.key],
        }
        for line in reversed(told)
    ]
    names = {code: name for line in told for code, name in zip(line.key, line.names, strict=True)}
    inside = {line.key[0]: f"Livré sur place : {line.figures[0]}" for line in told if len(set(line.key)) == 1}
    points = [
        {
            "id": code,
            "label": name,
            "lat": positions[code].lat,
            "lon": positions[code].lon,
            "detail": inside.get(code, ""),
            "url": "",
        }
        for code, name in names.items()
    ]
    return points, legs


def _width(share: float) -> int:
    return sum(share >= least for least in SHARES)
