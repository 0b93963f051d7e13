"""A load in the cheapest set of parcels."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.lines import Quote
from cost_calc.engine.parcels import Parcel, cut_table
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Band, Basis, Rounding, Tariff
from tests.cost_calc.engine.samples import quick

POST = (Band(0, 1, 9.4), Band(1, 10, 24.4), Band(10, 30, 37.85))


def posted(bands=POST, **rules):
    return Tariff(Basis.PARCEL, bands, **({"max_parcel_kg": 30.0} | rules))


def price(tariff, mass, packing=0.0):
    return Quote(tariff.lines(Shipment(mass), packing_eur=packing)).total_eur


def inputs(tariff, mass):
    return [(one.name, one.value) for one in tariff.lines(Shipment(mass))[0].inputs]


@st.composite
def price_lists(draw):
    """Parcels of whole kilos, dearer as they get heavier."""
    masses = sorted(draw(st.sets(st.integers(1, 30), min_size=1, max_size=5)))
    cents = sorted(draw(st.lists(st.integers(1, 5000), min_size=len(masses), max_size=len(masses))))
    return tuple(Parcel(float(mass), eur / 100) for mass, eur in zip(masses, cents, strict=True))


def by_brute_force(parcels, kilos):
    """Least price of sets of these parcels that hold so many kilos, for each number of kilos."""
    least = [0.0]
    for load in range(1, kilos + 1):
        least.append(min(one.eur + least[max(0, load - int(one.capacity_kg))] for one in parcels))
    return least


@quick
@given(parcels=price_lists(), mass=st.integers(1, 300))
def test_no_set_of_parcels_is_cheaper(parcels, mass):
    assert cut_table(parcels).cut(float(mass)).eur == pytest.approx(by_brute_force(parcels, mass)[mass])


@quick
@given(parcels=price_lists(), mass=st.floats(0.1, 5000))
def test_the_parcels_hold_the_load_and_add_up_to_its_price(parcels, mass):
    cut = cut_table(parcels).cut(mass)
    assert sum(one.capacity_kg * number for one, number in cut.parts) >= mass - 1e-6
    assert sum(one.eur * number for one, number in cut.parts) == pytest.approx(cut.eur)
    assert sum(number for _, number in cut.parts) == cut.count


@quick
@given(parcels=price_lists(), masses=st.lists(st.floats(0.1, 5000), min_size=1, max_size=5))
def test_a_batch_is_cut_as_each_of_its_loads(parcels, masses):
    table = cut_table(parcels)
    batch = table.cut(np.array(masses))
    alone = [table.cut(mass) for mass in masses]
    assert batch.eur == pytest.approx([cut.eur for cut in alone])
    assert list(batch.count) == [cut.count for cut in alone]


def test_thirty_one_kilos_are_thirty_and_one():
    assert price(posted(), 31) == pytest.approx(47.25)
    assert inputs(posted(), 31) == [
        ("taxable_kg", 31), ("parcels", 1), ("eur_per_parcel", 37.85), ("parcels", 1), ("eur_per_parcel", 9.4)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mass", "eur"), [(1, 9.4), (2, 18.8), (2.7, 24.4), (10, 24.4), (11, 33.8), (30, 37.85)]
)
def test_a_load_of_one_parcel_is_cut_too_when_that_is_cheaper(mass, eur):
    assert price(posted(), mass) == pytest.approx(eur)


def test_the_sender_s_own_cost_of_a_parcel_weighs_in_the_choice_and_is_not_billed():
    assert [price(posted(), 2, own) for own in (5.5, 5.7)] == pytest.approx([18.8, 24.4])


def test_capacities_in_grams_still_hold_what_they_are_said_to():
    odd = (Band(0, 0.333, 4), Band(0.333, 7.777, 12), Band(7.777, 29.999, 33))
    assert price(posted(odd), 30) == pytest.approx(37)


def test_a_rounding_up_never_takes_a_parcel_over_its_band():
    tariff = posted((Band(0, 2.5, 10), Band(2.5, 30, 30)), roundings=(Rounding(100, 1),))
    assert [price(tariff, mass) for mass in (2, 2.4, 4.2)] == pytest.approx([10, 20, 30])


def test_a_list_whose_heavier_parcels_are_cheaper_promises_nothing_it_cannot_hold():
    assert price(posted((Band(0, 5, 20), Band(5, 30, 10))), 4) == 20


def test_too_light_for_the_list_has_no_price():
    assert math.isnan(price(posted((Band(5, 30, 10),)), 4))


def test_bands_that_end_below_the_heaviest_parcel_make_more_parcels():
    assert price(posted((Band(0, 20, 10),)), 31) == 20


def test_each_cost_of_packing_chooses_its_own_set():
    """Two light parcels are cheaper than a heavy one until packing one more costs too much."""
    bands = (Band(0, 5, 4.0), Band(5, 10, 9.0))
    packing = np.array([0.0, 2.0])
    tariff = posted(bands, max_parcel_kg=10.0)
    assert tariff.parcel_count(Shipment(10.0), 10.0, packing_eur=packing).tolist() == [2.0, 1.0]
    assert price(tariff, 10.0, packing).tolist() == [price(tariff, 10.0, own) for own in packing.tolist()]
    assert price(tariff, 10.0, packing).tolist() == [8.0, 9.0]
