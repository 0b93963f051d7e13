"""What the sea separates."""

import pytest

from pat_logistics.territory.land import CountryPart, country_part, landmass
from pat_logistics.territory.models import RoadTrip
from pat_logistics.territory.roads import Road, roads_between
from tests.factories.territory import CommuneFactory

MENDE, AJACCIO, BASTIA, FORT_DE_FRANCE, BASSE_TERRE, OUESSANT = (
    "48095", "2A004", "2B033", "97209", "97105", "29155",
)  # fmt: skip


@pytest.mark.parametrize(
    ("insee", "part"),
    [
        (MENDE, CountryPart.MAINLAND),
        (OUESSANT, CountryPart.MAINLAND),
        (AJACCIO, CountryPart.CORSICA),
        (BASTIA, CountryPart.CORSICA),
        (FORT_DE_FRANCE, CountryPart.OVERSEAS),
    ],
)
def test_every_commune_is_in_one_part_of_the_country(insee, part):
    assert country_part(insee) == part


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        (MENDE, "29019", True),
        (AJACCIO, BASTIA, True),
        (MENDE, AJACCIO, False),
        (MENDE, FORT_DE_FRANCE, False),
        (FORT_DE_FRANCE, BASSE_TERRE, False),
        (MENDE, OUESSANT, False),
        ("56009", "56152", True),  # both on Belle-Île
        ("97120", "97112", False),  # Pointe-à-Pitre, Marie-Galante
    ],
)
def test_a_road_joins_what_the_sea_does_not_separate(a, b, joined):
    assert (landmass(a) == landmass(b)) is joined


@pytest.fixture
def fort_de_france(db):
    return CommuneFactory(
        insee=FORT_DE_FRANCE, name="Fort-de-France", departement="972", latitude=14.603, longitude=-61.067
    )


def test_there_is_no_road_across_the_sea_and_the_routing_server_is_not_asked(
    routing_server, fort_de_france, parameters
):
    mende = CommuneFactory(mende=True)
    [road] = roads_between([(mende, fort_de_france)], parameters).values()
    assert road.by_sea
    assert not routing_server.requests


def test_typed_kilometres_do_not_make_a_road_across_the_sea(fort_de_france):
    road = Road.across_the_sea(CommuneFactory(mende=True), fort_de_france)
    assert road.typed(7_000, 600) == road


def test_on_one_overseas_island_the_road_is_estimated(fort_de_france, parameters):
    lamentin = CommuneFactory(insee="97213", departement="972", latitude=14.613, longitude=-60.998)
    [road] = roads_between([(fort_de_france, lamentin)], parameters).values()
    assert road.source == "estimated"
    assert 7 < road.low_km < road.distance_km < road.high_km < 20


def test_a_crossing_that_somebody_recorded_is_a_road(fort_de_france, parameters):
    ouessant = CommuneFactory(insee=OUESSANT, departement="29", latitude=48.455, longitude=-5.097)
    brest = CommuneFactory(insee="29019", departement="29", latitude=48.39, longitude=-4.486)
    RoadTrip.objects.create(origin=brest, destination=ouessant, distance_km=60, minutes=180)
    [road] = roads_between([(brest, ouessant)], parameters).values()
    assert road.source == "driven"
