"""Legs drawn for paper stay in their frame, north up."""

from cost_calc.calculator.leg_drawing import HEIGHT, WIDTH, drawing
from cost_calc.calculator.map_data import MapData


def place(name, lat, lon, kind="stop"):
    return {"id": name, "lat": lat, "lon": lon, "label": name, "kind": kind}


def test_every_place_is_inside_the_frame_and_north_is_up():
    points = [place("Mende", 44.52, 3.5, "start"), place("Montpellier", 43.61, 3.87)]
    legs = [{"kind": "own", "label": "", "points": [[44.52, 3.5], [44.0, 3.2], [43.61, 3.87]]}]
    found = drawing(MapData(points, legs, ""))
    north, south = found.places
    assert north[2] < south[2]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for _, x, y, _ in found.places)
    assert found.legs[0][1].count("L") == 2


def test_one_place_is_no_drawing():
    assert drawing(MapData([place("Mende", 44.52, 3.5)], [], "")) is None


def test_two_places_at_the_same_spot_are_still_drawn():
    assert drawing(MapData([place("A", 44.5, 3.5), place("B", 44.5, 3.5)], [], "")).places
