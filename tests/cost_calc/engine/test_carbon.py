"""Greenhouse gas: never negative, shared out whole, linear where the models are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.carbon import allocate
from tests.cost_calc.engine.samples import ADEME, DIESEL, REEFER, distances, masses, quick, same

stops = st.lists(st.tuples(st.floats(1, 1000), st.floats(1, 300)), min_size=1, max_size=10)


@quick
@given(whole=st.floats(0, 1000), stops=stops)
def test_what_is_allocated_adds_up_to_the_whole_round(whole, stops):
    quantities, direct = zip(*stops, strict=True)
    assert same(allocate(whole, quantities, direct).sum(), whole)


@quick
@given(stops=stops, scale=st.floats(0.1, 10))
def test_the_shares_do_not_depend_on_the_unit_of_mass(stops, scale):
    quantities, direct = zip(*stops, strict=True)
    assert same(allocate(100, quantities, direct), allocate(100, np.array(quantities) * scale, direct))


@quick
@given(mass=masses, km=distances, scale=st.floats(0.1, 10))
def test_a_level_one_emission_is_linear_in_the_mass(mass, km, scale):
    one, other = (REEFER.co2e_kg(mass_kg=kg, distance_km=km, factor=DIESEL) for kg in (mass, mass * scale))
    assert same(one * scale, other)


@quick
@given(mass=masses, km=distances, more=distances)
def test_a_longer_way_never_emits_less(mass, km, more):
    near, far = (REEFER.co2e_kg(mass_kg=mass, distance_km=d, factor=DIESEL) for d in (km, km + more))
    assert near <= far


@quick
@given(mass=masses)
def test_a_relay_never_emits_more_than_the_home(mass):
    assert ADEME.co2e_kg(mass, "relay") < ADEME.co2e_kg(mass, "home")


@pytest.mark.parametrize("delivery", ["home", "relay"])
@quick
@given(mass=masses)
def test_a_parcel_emits_in_proportion_to_its_mass(delivery, mass):
    assert same(ADEME.co2e_kg(mass, delivery), mass * ADEME.co2e_kg(1.0, delivery))
