"""Roads of the portal alone: close to the real ones, symmetric, never shorter than the straight line."""

import csv
import dataclasses
import math
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pat_logistics.territory import network
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import Commune, Costing, RoadTrip, TripSource
from pat_logistics.territory.roads import RoadParameters, computed_road, roads_between
from tests.factories.territory import CommuneFactory, region

SHIPPED = {row.insee: Commune(**dataclasses.asdict(row)) for row in region()}
# The table covers 2 225 of them: drawn from all, most trips would be estimates.
communes = st.one_of(
    st.sampled_from(list(SHIPPED.values())),
    st.sampled_from([SHIPPED[code] for code in network.network().rank if code in SHIPPED]),
)


@dataclasses.dataclass(frozen=True)
class KnownTrip:
    """A real trip, and what the portal says of it."""

    km: float
    minutes: float
    road: object

    @property
    def km_error(self):
        return abs(self.road.distance_km / self.km - 1)

    @property
    def minutes_error(self):
        return abs(self.road.minutes / self.minutes - 1)


def known_trips(road_of):
    with (Path(__file__).parents[1] / "data" / "known_trips.csv").open(encoding="utf-8", newline="") as file:
        return [
            KnownTrip(
                float(row["km"]),
                float(row["minutes"]),
                road_of(SHIPPED[row["insee_a"]], SHIPPED[row["insee_b"]]),
            )
            for row in csv.DictReader(file)
        ]


def named(name):
    return next(commune for commune in SHIPPED.values() if commune.name == name)


def test_twenty_real_trips_are_found_within_six_percent_in_km_and_twelve_in_minutes(parameters):
    trips = known_trips(lambda a, b: computed_road(a, b, parameters))
    assert len(trips) == 20
    assert {trip.road.source for trip in trips} == {"measured"}
    assert mean(trip.km_error for trip in trips) <= 0.06
    assert mean(trip.minutes_error for trip in trips) <= 0.12


def test_seventeen_of_twenty_real_trips_are_inside_the_range_shown(parameters):
    trips = known_trips(lambda a, b: computed_road(a, b, parameters))
    within_km = [trip.road.low_km <= trip.km <= trip.road.high_km for trip in trips]
    within_minutes = [trip.road.low_minutes <= trip.minutes <= trip.road.high_minutes for trip in trips]
    assert mean(within_km) >= 0.85
    assert mean(within_minutes) >= 0.85


def test_mende_to_montpellier_goes_by_the_motorway(parameters):
    road = computed_road(named("Mende"), named("Montpellier"), parameters)
    assert road.distance_km == pytest.approx(205, rel=0.01)
    assert road.minutes == pytest.approx(140, rel=0.02)


def uncovered(commune):
    """The same place under a code that the table does not have."""
    return Commune(insee="99" + commune.insee[:3], latitude=commune.latitude, longitude=commune.longitude)


def test_a_commune_out_of_the_table_has_the_detour_of_its_neighbour_of_the_table(parameters):
    mende, montpellier = named("Mende"), named("Montpellier")
    gap = uncovered(mende)
    gap.latitude += 0.02  # 2.2 km to the north
    road = computed_road(gap, montpellier, parameters)
    through = computed_road(mende, montpellier, parameters)
    longer = great_circle_km(gap, montpellier) / great_circle_km(mende, montpellier)
    assert road.source == "estimated"
    assert road.distance_km == pytest.approx(through.distance_km * longer, rel=1e-3)
    assert road.minutes == pytest.approx(through.minutes * longer, rel=1e-3)
    assert road.high_km / road.distance_km > through.high_km / through.distance_km


def test_far_from_the_table_only_the_straight_line_is_known(parameters):
    rennes = Commune(insee="35238", latitude=48.1117, longitude=-1.6803)
    nantes = Commune(insee="44109", latitude=47.2186, longitude=-1.5541)
    road = computed_road(rennes, nantes, parameters)
    straight_km = great_circle_km(rennes, nantes)
    assert road.distance_km == pytest.approx(straight_km * 1.3)
    assert (road.low_km, road.high_km) == pytest.approx((straight_km * 1.2, straight_km * 1.7))
    # The first 60 km at 58 km/h, what is left at 109.
    assert road.minutes == pytest.approx(60 * (60 / 58 + (straight_km * 1.3 - 60) / 109))


def test_mende_to_paris_is_longer_than_any_way_of_the_table(parameters):
    road = computed_road(named("Mende"), named("Paris"), parameters)
    assert road.source == "estimated"
    assert road.low_km < 590 < road.high_km
    assert road.distance_km == pytest.approx(590, rel=0.1)


def test_the_straight_line_alone_finds_the_twenty_trips_within_a_quarter(parameters, monkeypatch):
    """What it would be without the table: the reason to ship one."""
    alone = dataclasses.replace(parameters, near_share=1e-9)
    monkeypatch.setattr("pat_logistics.territory.roads.network", lambda: Unspoken(network.network()))
    trips = known_trips(lambda a, b: computed_road(a, b, alone))
    assert {trip.road.source for trip in trips} == {"estimated"}
    assert 0.1 < mean(trip.km_error for trip in trips) <= 0.17
    assert mean(trip.minutes_error for trip in trips) <= 0.25


class Unspoken:
    """A table that is near, and answers nothing."""

    def __init__(self, table):
        self.table = table

    def __contains__(self, insee):
        return False

    def nearest(self, place):
        code, km = self.table.nearest(place)
        return code, km + 1.0

    def between(self, pairs):
        return {}


@settings(deadline=None)
@given(a=communes, b=communes)
def test_a_road_is_the_same_both_ways_and_no_shorter_than_the_straight_line(parameters, a, b):
    there, back = computed_road(a, b, parameters), computed_road(b, a, parameters)
    assert there.distance_km == pytest.approx(back.distance_km, rel=1e-9)
    assert there.minutes == pytest.approx(back.minutes, rel=1e-9)
    assert there.distance_km >= great_circle_km(a, b) * 0.999
    assert there.low_km >= great_circle_km(a, b) * 0.999


@settings(deadline=None)
@given(a=communes, b=communes)
def test_the_range_holds_the_road(parameters, a, b):
    road = computed_road(a, b, parameters)
    assert 0 < road.low_km <= road.distance_km <= road.high_km < math.inf
    assert 0 < road.low_minutes <= road.minutes <= road.high_minutes < math.inf


@settings(deadline=None)
@given(a=communes, b=communes, factor=st.floats(1, 3))
def test_faster_roads_never_take_longer(parameters, a, b, factor):
    faster = dataclasses.replace(
        parameters,
        main_kmh=parameters.main_kmh * factor,
        motorway_kmh=parameters.motorway_kmh * factor,
    )
    assert computed_road(a, b, faster).minutes <= computed_road(a, b, parameters).minutes + 1e-9


def test_within_a_commune_the_road_is_short_but_not_zero(parameters):
    road = computed_road(named("Mende"), named("Mende"), parameters)
    assert road.distance_km == parameters.local_km
    assert road.low_km < road.distance_km < road.high_km
    assert 0 < road.low_minutes < road.minutes < road.high_minutes
    assert road.distance_km / road.minutes * 60 == pytest.approx(35)


@pytest.mark.parametrize(
    "wrong",
    [
        {"detour_low": 0.9},
        {"detour_high": float("nan")},
        {"detour": 1.8},
        {"motorway_kmh": 0},
        {"local_km": 0},
        {"region_km": -1},
        {"main_km": float("inf")},
        {"near_share": 1.5},
    ],
)
def test_parameters_that_make_no_sense_are_refused(parameters, wrong):
    with pytest.raises(ValueError, match=r"detour|more than 0|near_share"):
        dataclasses.replace(parameters, **wrong)


def test_parameters_come_from_the_codes_of_the_reference_values(parameters):
    values = {f"road.{name}": value for name, value in dataclasses.asdict(parameters).items()}
    assert RoadParameters.from_values(values) == parameters


@pytest.fixture
def mende(db):
    return CommuneFactory(mende=True)


@pytest.fixture
def florac(db):
    return CommuneFactory(florac=True)


@pytest.fixture
def montpellier(db):
    return CommuneFactory(montpellier=True)


def test_without_a_routing_server_every_road_is_an_computed_road(mende, florac, parameters):
    roads = roads_between([(mende, florac), (florac, mende), (mende, mende)], parameters)
    assert roads == {
        ("48095", "48061"): computed_road(mende, florac, parameters),
        ("48061", "48095"): computed_road(florac, mende, parameters),
        ("48095", "48095"): computed_road(mende, mende, parameters),
    }
    assert not any(road.fallback for road in roads.values())


def test_a_trip_measured_on_the_road_wins_over_a_computed_one(mende, florac, parameters):
    for source, km in ((TripSource.ROUTED, 39), (TripSource.DECLARED, 38)):
        RoadTrip.objects.create(origin=mende, destination=florac, source=source, distance_km=km, minutes=45)
    road = roads_between([(mende, florac)], parameters)["48095", "48061"]
    assert (road.distance_km, road.low_km, road.high_km, road.source) == (38, 38, 38, "driven")


def test_a_known_trip_counts_one_way_and_for_its_vehicle(mende, florac, parameters):
    RoadTrip.objects.create(
        origin=mende, destination=florac, costing=Costing.TRUCK, distance_km=38, minutes=50
    )
    for pairs, costing, source in [
        ([(mende, florac)], Costing.TRUCK, "driven"),
        ([(florac, mende)], Costing.TRUCK, "measured"),
        ([(mende, florac)], Costing.AUTO, "measured"),
    ]:
        [road] = roads_between(pairs, parameters, costing=costing).values()
        assert road.source == source


def test_a_trip_nobody_asked_for_is_left_out(mende, florac, montpellier, parameters):
    RoadTrip.objects.create(origin=mende, destination=montpellier, distance_km=205, minutes=140)
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
