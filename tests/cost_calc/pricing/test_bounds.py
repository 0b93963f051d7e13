"""The range of a result: both ends, priced at once."""

import pytest

from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.priced import Held
from cost_calc.pricing.question import OwnMeans
from tests.cost_calc.conftest import DAY

# All but the value of the hour is said.
SAID = {"distance_km": 200.0, "driving_minutes": 150.0, "other_kg": 0.0, "eur_per_km": 0.5}


def by_id(result):
    return {row.option.id: row for row in result.priced}


@pytest.mark.parametrize("goods", [{}, {"family": "honey", "temperature": "ambient", "mass_kg": 25.0}])
def test_each_end_is_what_the_option_costs_once_what_was_supposed_is_said(ask, goods):
    def compared(**own):
        return by_id(compare_shipment(ask(own=OwnMeans(**SAID, **own), **goods), at=DAY))

    untold = {name: row for name, row in compared().items() if row.held == (Held.HOUR,)}
    low, high = compared(eur_per_hour=15.0), compared(eur_per_hour=20.0)
    assert len(untold) > 2
    for name, row in untold.items():
        assert row.low_eur_per_kg == pytest.approx(float(low[name].eur_per_kg), rel=1e-12)
        assert row.high_eur_per_kg == pytest.approx(float(high[name].eur_per_kg), rel=1e-12)


def test_a_load_in_parcels_chooses_its_own_parcels_at_each_end(ask):
    """Dearer hours make fewer, larger parcels cheaper: packing one takes time."""
    goods = {"family": "honey", "temperature": "ambient", "mass_kg": 25.0}
    row = by_id(compare_shipment(ask(own=OwnMeans(**SAID), **goods), at=DAY))["colissimo"]
    assert row.low_eur_per_kg < float(row.eur_per_kg) < row.high_eur_per_kg


def test_an_impossible_option_has_no_range(ask):
    impossible = compare_shipment(ask(), at=DAY).impossible
    assert impossible
    assert {(row.low_eur_per_kg, row.high_eur_per_kg, row.held) for row in impossible} == {(None, None, ())}


def test_nothing_is_held_once_all_is_said(ask):
    row = by_id(compare_shipment(ask(own=OwnMeans(**SAID, eur_per_hour=18.0)), at=DAY))["own"]
    assert (row.low_eur_per_kg, row.high_eur_per_kg, row.held) == (None, None, ())
