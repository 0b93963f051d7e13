"""The legs of a result as a drawing for paper: places and lines in one frame, no ground map."""

import math
from dataclasses import dataclass

from cost_calc.calculator.map_data import MapData

WIDTH, HEIGHT, MARGIN = 640.0, 300.0, 34.0
# Under this, what is drawn is a single place.
_LEAST_DEGREES = 1e-3


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths of the legs by kind, and the places with where their names are written."""

    legs: list[tuple[str, str]]
    places: list[tuple[str, float, float, str]]
    width: float = WIDTH
    height: float = HEIGHT


def drawing(data: MapData) -> Drawing | None:
    """Everything in the frame, north up, kilometres alike both ways; None for one place."""
    points = [(point["lat"], point["lon"]) for point in data.points]
    points += [(lat, lon) for leg in data.legs for lat, lon in leg["points"]]
    if len(data.points) < 2:
        return None
    south, north = min(lat for lat, _ in points), max(lat for lat, _ in points)
    west, east = min(lon for _, lon in points), max(lon for _, lon in points)
    narrower = math.cos(math.radians((south + north) / 2))
    tall, wide = max(north - south, _LEAST_DEGREES), max((east - west) * narrower, _LEAST_DEGREES)
    scale = min((HEIGHT - 2 * MARGIN) / tall, (WIDTH - 2 * MARGIN) / wide)

    def at(lat: float, lon: float) -> tuple[float, float]:
        x = WIDTH / 2 + ((lon - (west + east) / 2) * narrower) * scale
        return round(x, 1), round(HEIGHT / 2 - (lat - (south + north) / 2) * scale, 1)

    legs = [
        (leg["kind"], "M" + "L".join(f"{x} {y}" for x, y in (at(*point) for point in leg["points"])))
        for leg in data.legs
    ]
    named = [(point["label"], *at(point["lat"], point["lon"]), point["kind"]) for point in data.points]
    return Drawing(legs, named)
