"""Positions, and the radius around them."""

import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_logistics.territory.fields import EARTH_RADIUS_M, chord_m, great_circle_km
from pat_logistics.territory.models import Commune


def place(latitude, longitude):
    return SimpleNamespace(latitude=latitude, longitude=longitude)


places = st.builds(place, st.floats(-90, 90), st.floats(-180, 180))
HALF_WAY_ROUND_KM = math.pi * EARTH_RADIUS_M / 1000


def test_a_degree_of_latitude_is_111_km_and_one_of_longitude_shrinks_with_it():
    assert great_circle_km(place(44, 3), place(45, 3)) == pytest.approx(111.195, abs=0.001)
    equator, here = great_circle_km(place(0, 3), place(0, 4)), great_circle_km(place(60, 3), place(60, 4))
    assert here / equator == pytest.approx(0.5, abs=0.001)


@given(places, places)
def test_a_distance_is_the_same_both_ways_and_never_more_than_half_the_way_round(a, b):
    assert great_circle_km(a, b) == pytest.approx(great_circle_km(b, a), abs=1e-6)
    assert 0 <= great_circle_km(a, b) <= HALF_WAY_ROUND_KM + 1e-6


@given(st.floats(0, 20_000))
def test_the_chord_is_shorter_than_the_way_along_the_surface(radius_km):
    assert chord_m(radius_km) <= radius_km * 1000 + 1e-6


@pytest.mark.django_db
def test_the_radius_search_agrees_with_the_great_circle(real_communes):
    mende = Commune.objects.get(pk="48095")
    found = list(Commune.objects.within_km(mende.latitude, mende.longitude, 40))
    near = {row.pk for row in Commune.objects.all() if great_circle_km(mende, row) <= 40}
    assert {row.pk for row in found} == near
    assert found[0] == mende
    assert [row.distance_km for row in found] == sorted(row.distance_km for row in found)
    assert all(row.distance_km == pytest.approx(great_circle_km(mende, row), abs=1e-6) for row in found)
