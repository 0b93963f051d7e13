"""What the map of a result draws: places, and the legs of the options along the road where it is known."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from cost_calc.calculator.presentation import OptionRow
from cost_calc.pricing.comparison import ComparisonResult
from cost_calc.pricing.ways import Trip
from pat_logistics.territory.models import Commune
from pat_logistics.territory.shapes import Pair, Shape, shapes_between


@dataclass(frozen=True, slots=True)
class MapData:
    """What the map draws: each place once, each leg once per kind, and how the legs are drawn."""

    points: list[dict]
    legs: list[dict]
    caption: str


STRAIGHT = "Traits droits entre les mairies\u00a0: la route réelle est plus longue."
ALONG = "Les trajets suivent la route, de mairie à mairie."
PARTLY = (
    "Les trajets suivent la route là où elle est connue\u00a0; les autres sont des traits droits entre les "
    "mairies."
)
ROUTED_BY = " Itinéraires calculés par Valhalla sur les données d’OpenStreetMap."
WHERE = " Le départ et l’arrivée de chaque solution sont dans son détail."


def map_data(rows: list[OptionRow], result: ComparisonResult) -> MapData:
    """Points and legs of the options, along the road as far as the routing server knows it."""
    question = result.question
    stops = {stop.commune.pk for stop in question.stops}
    kinds = dict.fromkeys(stops, "stop") | {question.origin.pk: "start"}
    places: dict[str, Commune] = {}
    drawn: dict[tuple[str, tuple[str, ...]], tuple[OptionRow, Trip]] = {}
    for row in rows:
        for trip in row.priced.way.trips:
            places |= {place.pk: place for place in trip.places}
            key = (trip.kind, tuple(sorted({place.pk for place in trip.places})))
            drawn.setdefault(key, (row, trip))
    parts = [pair for _, trip in drawn.values() for pair in itertools.pairwise(trip.places)]
    shapes = shapes_between(parts)
    legs = [
        {"kind": trip.kind, "label": row.label, "points": _course(trip.places, shapes)}
        for row, trip in drawn.values()
    ]
    points = [
        {
            "id": place.pk,
            "lat": place.latitude,
            "lon": place.longitude,
            "label": place.name,
            "kind": kinds.get(place.pk, "solution"),
        }
        for place in places.values()
    ]
    return MapData(points, legs, _map_caption(parts, shapes))


def _course(places: Sequence[Commune], shapes: dict[Pair, Shape]) -> Shape:
    """Points of a leg, straight where no road is known between two of its places."""
    first = places[0]
    points: Shape = [[first.latitude, first.longitude]]
    for a, b in itertools.pairwise(places):
        between = shapes.get((min(a.pk, b.pk), max(a.pk, b.pk)), [])
        points += between if a.pk < b.pk else between[::-1]
        points.append([b.latitude, b.longitude])
    return points


def _map_caption(parts: list[tuple[Commune, Commune]], shapes: dict[Pair, Shape]) -> str:
    ends = {(min(a.pk, b.pk), max(a.pk, b.pk)) for a, b in parts if a.pk != b.pk}
    if not shapes:
        return STRAIGHT + WHERE
    return (ALONG if ends <= shapes.keys() else PARTLY) + WHERE + ROUTED_BY
