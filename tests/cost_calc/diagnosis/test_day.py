"""The visits of a day, in road order."""

import itertools
from types import SimpleNamespace

import pytest

from cost_calc.diagnosis.day import TRIED, in_road_order
from pat_logistics.territory.models import Commune
from pat_logistics.territory.roads import Road


def place(number):
    return Commune(insee=f"48{number:03}", name=f"Commune {number}", latitude=44.5, longitude=3.5)


def visit(number):
    commune = place(number)
    farm = SimpleNamespace(commune=commune, commune_id=commune.pk, name=f"Ferme {number}")
    return SimpleNamespace(pk=number, producer=farm)


def on_a_line(*numbers):
    """A minute from each number to the next."""
    places = {place(number).pk: number for number in numbers}
    return {
        (a, b): Road.known(abs(places[a] - places[b]), abs(places[a] - places[b]), "measured")
        for a, b in itertools.product(places, places)
    }


@pytest.mark.parametrize("count", [3, TRIED, TRIED + 4])
def test_farms_along_one_road_are_there_and_back_whatever_their_number(count):
    numbers = list(range(1, count + 1))
    shuffled = numbers[::2] + numbers[1::2]
    day = in_road_order(place(0), [visit(number) for number in shuffled], on_a_line(0, *numbers))
    assert day.minutes == 2 * count
    assert day.distance_km == sum(stop.distance_km for stop in day.stops) + day.back_km


def test_the_map_numbers_the_farms_in_their_order():
    day = in_road_order(place(0), [visit(2), visit(1)], on_a_line(0, 1, 2))
    labels = [point["label"] for point in day.points]
    assert labels[0].startswith("Départ")
    assert {label[:3] for label in labels[1:]} == {"1. ", "2. "}
    assert len(day.legs[0]["points"]) == 4
