"""A reference vehicle, with what the producer declares of his own."""

import pytest

from cost_calc.engine.lines import Provenance
from cost_calc.engine.vehicles import AnnualCost, KilometreRate, Trinome
from cost_calc.pricing import adapters
from cost_calc.pricing.question import OwnMeans
from cost_calc.pricing.references import ReferenceSet
from tests.cost_calc.conftest import DAY


@pytest.fixture
def vehicle(references):
    refs = ReferenceSet.at(DAY)
    return lambda **own: adapters.vehicle(refs.vehicle("logicout_fourgon_e5"), refs, OwnMeans(**own))


@pytest.mark.parametrize(
    ("own", "cost", "provenance"),
    [
        ({}, KilometreRate, Provenance.REFERENCE),
        ({"eur_per_km": 0.5}, KilometreRate, Provenance.DECLARED),
        ({"eur_per_day": 60.0}, Trinome, Provenance.DECLARED),
        ({"fixed_eur_per_year": 3_000.0, "km_per_year": 15_000.0}, AnnualCost, Provenance.DECLARED),
        ({"fixed_eur_per_year": 3_000.0}, KilometreRate, Provenance.REFERENCE),
    ],
)
def test_a_vehicle_costs_what_its_producer_says_in_the_form_he_says_it(vehicle, own, cost, provenance):
    found = vehicle(**own)
    assert (type(found.cost), found.provenance) == (cost, provenance)


def test_a_rate_typed_beside_the_bills_of_the_year_is_what_varies(vehicle):
    cost = vehicle(fixed_eur_per_year=3_000.0, km_per_year=15_000.0, eur_per_km=0.2).cost
    assert (cost.variable_eur_per_km, cost.energy_per_100km) == (0.2, 0.0)


def test_a_declared_consumption_holds_the_cold_unit_already(vehicle):
    assert vehicle().cold_uplift_share > 0
    assert vehicle(litres_per_100km=9.0).cold_uplift_share == 0
