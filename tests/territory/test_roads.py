"""Estimated roads: close to the real ones, symmetric, never shorter than the straight line."""

import dataclasses
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import Commune, Costing, RoadTrip, Terrain, TripSource
from pat_logistics.territory.reference import shipped_communes
from pat_logistics.territory.roads import RoadParameters, estimate, roads_between
from tests.factories.territory import CommuneFactory

# Road distances in km as road atlases give them, to the kilometre.
REAL_KM = [
    ("Mende", "Florac Trois Rivières", 38),
    ("Mende", "Marvejols", 29),
    ("Mende", "Langogne", 47),
    ("Mende", "Rodez", 108),
    ("Mende", "Le Puy-en-Velay", 88),
    ("Mende", "Alès", 103),
    ("Mende", "Millau", 95),
    ("Mende", "Montpellier", 178),
    ("Mende", "Clermont-Ferrand", 180),
    ("Saint-Chély-d'Apcher", "Mende", 47),
]
SHIPPED = [Commune(**dataclasses.asdict(row)) for row in shipped_communes()]
communes = st.sampled_from(SHIPPED)


def named(name):
    return next(commune for commune in SHIPPED if commune.name == name)


@pytest.mark.parametrize(("start", "end", "real_km"), REAL_KM)
def test_an_estimate_is_within_fifteen_percent_of_the_real_road(parameters, start, end, real_km):
    road = estimate(named(start), named(end), parameters)
    assert road.distance_km == pytest.approx(real_km, rel=0.15)


def test_mende_to_montpellier_takes_about_two_hours_and_a_half(parameters):
    road = estimate(named("Mende"), named("Montpellier"), parameters)
    assert road.minutes == pytest.approx(155, rel=0.15)
    assert road.low_minutes < 155 < road.high_minutes


@settings(deadline=None)
@given(a=communes, b=communes)
def test_an_estimate_is_the_same_both_ways_and_no_shorter_than_the_straight_line(parameters, a, b):
    there, back = estimate(a, b, parameters), estimate(b, a, parameters)
    assert there.distance_km == pytest.approx(back.distance_km, rel=1e-9)
    assert there.minutes == pytest.approx(back.minutes, rel=1e-9)
    assert there.distance_km >= great_circle_km(a, b)
    assert there.low_km >= great_circle_km(a, b)


@settings(deadline=None)
@given(a=communes, b=communes)
def test_the_range_holds_the_estimate(parameters, a, b):
    road = estimate(a, b, parameters)
    assert 0 < road.low_km <= road.distance_km <= road.high_km < math.inf
    assert 0 < road.low_minutes <= road.minutes <= road.high_minutes < math.inf


@settings(deadline=None)
@given(a=communes, b=communes, terrain=st.sampled_from(Terrain.values), more=st.floats(0, 2))
def test_a_longer_detour_never_makes_a_shorter_road(parameters, a, b, terrain, more):
    longer = dataclasses.replace(
        parameters, detour=parameters.detour | {terrain: parameters.detour[terrain] + more}
    )
    assert estimate(a, b, longer).distance_km >= estimate(a, b, parameters).distance_km


@settings(deadline=None)
@given(a=communes, b=communes, factor=st.floats(1, 3))
def test_faster_roads_never_take_longer(parameters, a, b, factor):
    faster = dataclasses.replace(
        parameters,
        speed_kmh={terrain: speed * factor for terrain, speed in parameters.speed_kmh.items()},
        main_road_kmh=parameters.main_road_kmh * factor,
        motorway_kmh=parameters.motorway_kmh * factor,
    )
    assert estimate(a, b, faster).minutes <= estimate(a, b, parameters).minutes + 1e-9


def test_within_a_commune_the_road_is_short_but_not_zero(parameters):
    road = estimate(named("Mende"), named("Mende"), parameters)
    assert road.distance_km == parameters.local_km
    assert road.low_km < road.distance_km < road.high_km
    assert road.minutes > 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"detour_low": 0.9},
        {"detour_high": float("nan")},
        {"detour": {Terrain.DEFAULT: 1.4}},
        {"motorway_kmh": 0},
        {"local_km": 0},
        {"access_km": -1},
        {"main_road_km": float("inf")},
    ],
)
def test_parameters_that_make_no_sense_are_refused(parameters, wrong):
    with pytest.raises(ValueError, match=r"detour|speed|lengths"):
        dataclasses.replace(parameters, **wrong)


def test_parameters_come_from_the_codes_of_the_reference_values(parameters):
    class Codes(dict):
        def __missing__(self, code):
            return 50.0 if ".speed." in code else 2.0

    read = RoadParameters.from_values(Codes({"road.detour.gorges": 1.6, "road.local_km": 4.0}))
    assert (read.detour[Terrain.GORGES], read.local_km, read.motorway_kmh) == (1.6, 4.0, 50.0)


@pytest.fixture
def mende(db):
    return CommuneFactory(mende=True)


@pytest.fixture
def florac(db):
    return CommuneFactory(florac=True)


@pytest.fixture
def montpellier(db):
    return CommuneFactory(montpellier=True)


def test_without_a_routing_server_every_road_is_an_estimate(mende, florac, parameters):
    roads = roads_between([(mende, florac), (florac, mende), (mende, mende)], parameters)
    assert roads == {
        ("48095", "48061"): estimate(mende, florac, parameters),
        ("48061", "48095"): estimate(florac, mende, parameters),
        ("48095", "48095"): estimate(mende, mende, parameters),
    }
    assert not any(road.fallback for road in roads.values())


def test_a_trip_measured_on_the_road_wins_over_a_computed_one(mende, florac, parameters):
    for source, km in ((TripSource.ROUTED, 39), (TripSource.DECLARED, 38)):
        RoadTrip.objects.create(origin=mende, destination=florac, source=source, distance_km=km, minutes=45)
    road = roads_between([(mende, florac)], parameters)["48095", "48061"]
    assert (road.distance_km, road.low_km, road.high_km, road.source) == (38, 38, 38, "declared")


def test_a_known_trip_counts_one_way_and_for_its_vehicle(mende, florac, parameters):
    RoadTrip.objects.create(
        origin=mende, destination=florac, costing=Costing.TRUCK, distance_km=38, minutes=50
    )
    for pairs, costing, source in [
        ([(mende, florac)], Costing.TRUCK, "declared"),
        ([(florac, mende)], Costing.TRUCK, "estimated"),
        ([(mende, florac)], Costing.AUTO, "estimated"),
    ]:
        [road] = roads_between(pairs, parameters, costing=costing).values()
        assert road.source == source


def test_a_trip_nobody_asked_for_is_left_out(mende, florac, montpellier, parameters):
    RoadTrip.objects.create(origin=mende, destination=montpellier, distance_km=178, minutes=155)
    roads = roads_between([(mende, florac), (florac, montpellier)], parameters)
    assert set(roads) == {("48095", "48061"), ("48061", "34172")}


def test_any_number_of_roads_costs_one_query(
    mende, florac, montpellier, parameters, django_assert_num_queries
):
    places = [mende, florac, montpellier]
    with django_assert_num_queries(1):
        assert len(roads_between([(a, b) for a in places for b in places], parameters)) == 9


def test_no_pair_costs_nothing(db, parameters, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert roads_between([], parameters) == {}
