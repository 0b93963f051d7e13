"""One arithmetic: a batch gives, element by element, what single shipments give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.compare import price
from cost_calc.engine.lines import Quote
from tests.cost_calc.engine.samples import LEGS, is_plain_float, masses, option, quick, same, shipment

SUMS = ("total_eur", "co2e_kg", "minutes", "distance_km")
# Masses on and around the edges of the sample lists, and beyond their ends.
EDGES = np.array(
    [0.01, 2, 5, 20, 20.5, 30, 30.01, 60, 61, 99.5, 100, 150, 299, 300, 600, 1500, 1501, 2000, 2400]
)


def sums(quote):
    return [getattr(quote, name) for name in SUMS]


@pytest.mark.parametrize("method", CarbonMethod)
@pytest.mark.parametrize("name", LEGS)
@quick
@given(batch=st.lists(masses, min_size=1, max_size=8))
def test_a_leg_gives_a_batch_what_it_gives_each_of_its_shipments(name, method, batch):
    leg = LEGS[name]
    together = sums(Quote(leg.lines(shipment(np.array(batch)), 1, method)))
    one_by_one = [sums(Quote(leg.lines(shipment(mass), 1, method))) for mass in batch]
    for position, total in enumerate(together):
        assert same(total, [single[position] for single in one_by_one])


@pytest.mark.parametrize("name", LEGS)
def test_a_leg_gives_a_batch_what_it_gives_each_mass_on_the_edges_of_its_list(name):
    together = price(option(LEGS[name]), shipment(EDGES))
    one_by_one = [price(option(LEGS[name]), shipment(float(mass))) for mass in EDGES]
    assert same(together.quote.total_eur, [single.quote.total_eur for single in one_by_one])


@pytest.mark.parametrize("name", LEGS)
def test_a_batch_is_feasible_where_each_of_its_shipments_is(name):
    together = price(option(LEGS[name], max_kg=1900, min_kg=1), shipment(EDGES)).feasible
    one_by_one = [
        price(option(LEGS[name], max_kg=1900, min_kg=1), shipment(float(m))).feasible for m in EDGES
    ]
    assert np.broadcast_to(together, EDGES.shape).tolist() == one_by_one


@pytest.mark.parametrize("name", LEGS)
@pytest.mark.parametrize("sum_name", SUMS)
def test_a_single_shipment_gets_plain_floats(name, sum_name):
    assert is_plain_float(getattr(price(option(LEGS[name]), shipment()).quote, sum_name))


@pytest.mark.parametrize("name", LEGS)
def test_a_single_shipment_gets_lines_of_plain_floats(name):
    for line in price(option(LEGS[name]), shipment()).quote.lines:
        assert all(
            is_plain_float(value) for value in (line.eur, line.co2e_kg, line.minutes, line.distance_km)
        )


def test_whole_numbers_come_out_as_plain_floats_too():
    assert is_plain_float(price(option(LEGS["carrier_stop"]), shipment(60)).quote.total_eur)
