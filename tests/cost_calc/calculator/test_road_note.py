"""What the result says of its roads: where they come from, and the range they hold."""

import pytest

from cost_calc.calculator.road_note import direct_road, road_note
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import OwnMeans
from pat_logistics.territory.models import Commune, RoadTrip
from tests.cost_calc.conftest import DAY


@pytest.fixture
def note(ask):
    def of(**changes):
        return (
            road_note(compare_shipment(ask(**changes), at=DAY)).replace("\u00a0", " ").replace("\u202f", " ")
        )

    return of


def test_a_trip_of_the_table_says_that_it_was_measured_and_how_well(note):
    said = note()
    assert said.startswith("Distance mesurée sur le réseau routier, à 5 % près en moyenne : entre ")
    assert "Tapez les vrais kilomètres" in said
    assert said.endswith("© les contributeurs d’OpenStreetMap, par Travel Mapping.")


def test_a_trip_that_the_table_does_not_cover_says_that_it_is_estimated(note):
    said = note(to="75056")
    assert said.startswith("Distance estimée : entre ")
    assert "OpenStreetMap" not in said


def test_a_trip_somebody_drove_needs_no_range(note, territory):
    mende, montpellier = Commune.objects.get(pk="48095"), Commune.objects.get(pk="34172")
    RoadTrip.objects.create(origin=mende, destination=montpellier, distance_km=205, minutes=140)
    assert note() == "Distance relevée sur la route."


def test_a_typed_time_and_a_measured_distance_are_said_apart(note):
    said = note(own=OwnMeans(driving_minutes=150.0))
    assert said.startswith("Distance mesurée sur le réseau routier, à 5 % près en moyenne : entre ")
    assert " km. Durée que vous avez donnée. " in said
    said = note(own=OwnMeans(distance_km=190.0))
    assert said.startswith("Distance que vous avez donnée. Durée mesurée sur le réseau routier : de ")
    assert note(own=OwnMeans(distance_km=190.0, driving_minutes=150.0)) == "Distance que vous avez donnée."


def test_a_round_is_known_as_its_least_known_road_is(note):
    assert note(to=["34172", "30189"]).startswith(
        "Distances mesurées sur le réseau routier, à 5 % près en moyenne ;"
    )
    assert note(to=["34172", "75056"]).startswith("Distances estimées ;")


def test_a_round_has_no_road_of_its_own(ask):
    assert direct_road(compare_shipment(ask(to=["34172", "30189"]), at=DAY)) is None
