"""Options ranked, priced by the thousand, and the masses where the cheaper one changes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.compare import Crossing, compare, crossings, curve, price, price_matrix
from cost_calc.engine.legs import CarrierLeg
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Band, Basis, Tariff
from tests.cost_calc.engine.samples import (
    DIESEL,
    LEGS,
    REEFER,
    TARIFFS,
    carrier_leg,
    masses,
    option,
    own_leg,
    quick,
    same,
    shipment,
)

ALL = [option(leg, id=name, max_kg=1500) for name, leg in LEGS.items()]


def bought(id, **prices):
    """An option at a fixed price plus so much a kilogram."""
    return option(CarrierLeg(Tariff(Basis.FIXED_VARIABLE, **prices), 10, REEFER, DIESEL), id=id)


@quick
@given(mass=masses)
def test_the_possible_options_come_cheapest_first(mass):
    costs = [priced.eur_per_kg for priced in compare(ALL, shipment(mass)).feasible]
    assert costs == sorted(costs)


@quick
@given(mass=masses)
def test_no_option_is_lost(mass):
    comparison = compare(ALL, shipment(mass))
    parts = comparison.feasible + comparison.unwanted + comparison.impossible
    assert sorted(priced.option.id for priced in parts) == sorted(LEGS)


def test_options_at_the_same_price_keep_a_stable_order():
    options = [bought("b", fixed_eur=5), bought("a", fixed_eur=5)]
    assert [priced.option.id for priced in compare(options, shipment()).options] == ["a", "b"]


def lone_prices(shipments):
    return [
        [
            priced.quote.total_eur if priced.feasible else np.nan
            for priced in (price(each, goods) for each in ALL)
        ]
        for goods in shipments
    ]


@quick
@given(
    batch=st.lists(
        st.tuples(masses, st.sampled_from(["ambient", "chilled", "frozen"])), min_size=1, max_size=6
    )
)
def test_a_matrix_of_shipments_of_any_regime_holds_their_single_prices(batch):
    shipments = [shipment(mass, temperature=regime) for mass, regime in batch]
    assert same(price_matrix(ALL, shipments).eur, lone_prices(shipments))


@quick
@given(batch=st.lists(masses, min_size=1, max_size=6))
def test_a_matrix_of_a_batch_holds_the_single_prices(batch):
    matrix = price_matrix(ALL, shipment(np.array(batch)))
    assert same(matrix.eur, lone_prices([shipment(mass) for mass in batch]))


def test_a_matrix_follows_the_distance_of_each_shipment():
    far = option(own_leg(distance_km=np.array([10.0, 20.0, 30.0])))
    shipments = [shipment(60, temperature=regime) for regime in ("frozen", "ambient", "frozen")]
    singles = [
        price(option(own_leg(distance_km=km)), goods).quote.total_eur
        for km, goods in zip((10.0, 20.0, 30.0), shipments, strict=True)
    ]
    assert same(price_matrix([far], shipments).eur[:, 0], singles)


def test_a_matrix_is_unknown_where_the_option_is_impossible():
    matrix = price_matrix([option(own_leg(), max_kg=100)], [shipment(50), shipment(150)])
    assert np.isnan(matrix.co2e_kg).tolist() == [[False], [True]]


@quick
@given(mass=masses)
def test_a_curve_goes_through_the_price_of_the_shipment(mass):
    each = option(LEGS["carrier_every_supplement"])
    priced = price(each, shipment(mass))
    point = curve(each, shipment(mass), [mass])
    assert same(point.eur_per_kg, [priced.eur_per_kg if priced.feasible else np.nan])


def test_the_drops_of_a_curve_keep_their_proportion():
    two = option(carrier_leg("fixed_variable", mass_kg=20.0), carrier_leg("fixed_variable", mass_kg=40.0))
    doubled = option(carrier_leg("fixed_variable", mass_kg=40.0), carrier_leg("fixed_variable", mass_kg=80.0))
    assert same(curve(two, shipment(60), [120]).eur_per_kg, [price(doubled, shipment(120)).eur_per_kg])


def test_two_straight_lines_cross_where_they_meet():
    first, second = bought("first", fixed_eur=0, eur_per_kg=1), bought("second", fixed_eur=30, eur_per_kg=0.5)
    (crossing,) = crossings(first, second, Shipment(10), 1, 500)
    assert (crossing.mass_kg, crossing.cheaper_after) == (pytest.approx(60), "second")


@quick
@given(fixed=st.floats(1, 100), rate=st.floats(0.1, 2), share=st.floats(0.1, 0.9))
def test_the_option_named_is_the_cheaper_one_after_the_crossing(fixed, rate, share):
    first, second = bought("a", eur_per_kg=rate), bought("b", fixed_eur=fixed, eur_per_kg=rate * share)
    for crossing in crossings(first, second, Shipment(10), 0.5, 5000):
        after = Shipment(crossing.mass_kg * 1.001)
        costs = {each.id: price(each, after).quote.total_eur for each in (first, second)}
        assert min(costs, key=costs.get) == crossing.cheaper_after


def test_a_narrow_band_that_is_cheap_is_not_missed():
    bands = (Band(0, 50, 100, flat=True), Band(50, 50.02, 10, flat=True), Band(50.02, None, 100, flat=True))
    spike = option(CarrierLeg(Tariff(Basis.PER_100KG, bands), 10, REEFER, DIESEL), id="spike")
    found = crossings(bought("steady", fixed_eur=40), spike, Shipment(10), 1, 5000)
    assert [crossing.cheaper_after for crossing in found] == ["spike", "steady"]


def test_an_option_that_becomes_impossible_gives_way():
    limited = option(CarrierLeg(TARIFFS["fixed_variable"], 10, REEFER, DIESEL), id="limited", max_kg=100)
    (crossing,) = crossings(limited, bought("dear", fixed_eur=900), Shipment(10), 1, 500)
    assert (crossing.mass_kg, crossing.cheaper_after) == (pytest.approx(100), "dear")


def test_the_same_price_everywhere_never_crosses():
    same_price = bought("a", fixed_eur=5), bought("b", fixed_eur=5)
    assert crossings(*same_price, Shipment(10), 1, 500) == ()


def test_a_crossing_is_a_mass_and_a_name():
    first, second = bought("first", eur_per_kg=1), bought("second", fixed_eur=30)
    assert all(isinstance(found, Crossing) for found in crossings(first, second, Shipment(10), 1, 500))
