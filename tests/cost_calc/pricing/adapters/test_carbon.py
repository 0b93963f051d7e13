"""Energies, carriers' vehicles and parcels, read from the reference values."""

import pytest

from cost_calc.pricing import adapters
from cost_calc.pricing.references import ReferenceSet
from tests.cost_calc.conftest import DAY


@pytest.fixture
def refs(references):
    return ReferenceSet.at(DAY)


@pytest.mark.parametrize(("code", "unit"), [("diesel", "l"), ("electricity", "kWh")])
def test_an_energy_has_the_unit_it_is_burnt_in(refs, code, unit):
    factor = adapters.energy_factor(refs, code)
    assert (factor.kgco2e_per_unit, factor.unit) == (refs[f"energy.{code}"], unit)


def test_the_cold_of_a_feeder_is_a_share_of_what_it_burns(refs):
    dry, cold = (adapters.feeder_row(refs, cold=cold) for cold in (False, True))
    assert cold.l_per_km_cold == dry.l_per_km_traction * refs["truck.cold_uplift"]
    assert refs.source("truck.cold_uplift") in cold.source


def test_a_parcel_to_a_home_goes_farther_than_one_to_a_shop(refs):
    model = adapters.parcel_model(refs)
    assert model.length_km("home") > model.length_km("relay")


def test_what_is_made_of_a_set_of_values_is_made_once(refs):
    assert adapters.parcel_model(refs) is adapters.parcel_model(refs)
