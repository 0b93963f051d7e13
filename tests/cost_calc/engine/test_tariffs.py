"""Every shape of price list."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Band, Basis, Tariff
from tests.cost_calc.engine.samples import (
    GROUPAGE_BANDS,
    PARCEL_BANDS,
    TARIFFS,
    flat,
    lines,
    masses,
    quick,
    same,
    shipment,
    total,
)


@st.composite
def band_lists(draw):
    """Bands per 100 kg that follow each other, at any price."""
    edges = sorted(draw(st.sets(st.integers(1, 1000), min_size=2, max_size=6)))
    prices = draw(st.lists(st.floats(0, 100), min_size=len(edges) - 1, max_size=len(edges) - 1))
    return tuple(Band(*ends, eur) for ends, eur in zip(pairwise(edges), prices, strict=True))


@quick
@given(bands=band_lists(), data=st.data())
def test_payant_pour_is_never_dearer_than_the_next_band_s_minimum(bands, data):
    assume(len(bands) > 1)
    number = data.draw(st.integers(0, len(bands) - 2))
    mass = data.draw(st.floats(bands[number].from_kg, bands[number].to_kg))
    upper = bands[number + 1]
    tariff = Tariff(Basis.PER_100KG, bands, payant_pour=True)
    assert total(tariff, Shipment(mass)) <= upper.eur * upper.from_kg / 100 * (1 + 1e-12)


@quick
@given(bands=band_lists(), share=st.floats(0, 1))
def test_payant_pour_is_never_dearer_than_without_it(bands, share):
    mass = bands[0].from_kg + share * (bands[-1].to_kg - bands[0].from_kg)
    plain = total(Tariff(Basis.PER_100KG, bands), Shipment(mass))
    assert total(Tariff(Basis.PER_100KG, bands, payant_pour=True), Shipment(mass)) <= plain


@pytest.mark.parametrize("name", ["per_100kg", "pallet", "stop", "fixed_variable"])
@quick
@given(mass=masses, more=masses)
def test_more_mass_never_costs_less(name, mass, more):
    assume(mass + more <= 2000)
    how = {"zone": "1"} if name == "stop" else {}
    lighter, heavier = (total(TARIFFS[name], Shipment(kg), **how) for kg in (mass, mass + more))
    assert lighter <= heavier + 1e-9


@quick
@given(mass=st.floats(0.01, 30), more=st.floats(0, 30))
def test_a_heavier_parcel_never_costs_less(mass, more):
    assume(mass + more <= 30)
    assert total(TARIFFS["parcel"], Shipment(mass)) <= total(TARIFFS["parcel"], Shipment(mass + more))


@quick
@given(km=st.floats(0, 1000), more=st.floats(0, 1000))
def test_a_longer_way_never_costs_less(km, more):
    near, far = (total(TARIFFS["fixed_variable"], Shipment(50), distance_km=d) for d in (km, km + more))
    assert near <= far


@quick
@given(mass=masses, scale=st.floats(0.1, 10))
def test_without_minimum_a_price_per_100_kg_is_the_same_per_kilo_whatever_the_mass(mass, scale):
    tariff = Tariff(Basis.PER_100KG, (Band(0, None, 42),))
    assert same(total(tariff, Shipment(mass)) / mass, total(tariff, Shipment(mass * scale)) / (mass * scale))


@pytest.mark.parametrize(("mass", "eur"), [(2, 14), (2.01, 18), (30, 48), (31, 62), (60, 96), (61, 110)])
def test_a_parcel_price_holds_up_to_its_mass_and_more_makes_several_parcels(mass, eur):
    assert total(TARIFFS["parcel"], Shipment(mass)) == eur


@pytest.mark.parametrize(("mass", "eur"), [(99.5, 28), (100, 42), (199, 68), (200, 68), (2000, 480)])
def test_a_price_per_100_kg_holds_from_its_mass_on(mass, eur):
    tariff = Tariff(Basis.PER_100KG, GROUPAGE_BANDS, payant_pour=True)
    assert total(tariff, Shipment(mass)) == pytest.approx(eur)


@pytest.mark.parametrize(("mass", "eur"), [(1, 60), (300, 60), (301, 100), (900, 150)])
def test_a_started_pallet_is_a_pallet(mass, eur):
    assert total(TARIFFS["pallet"], Shipment(mass)) == eur


@pytest.mark.parametrize(("mass", "eur"), [(1_200, 234), (1_499, 234), (1_500, 198), (1_501, 264)])
def test_the_band_of_a_pallet_is_that_of_the_mass_asked_not_of_the_pallets_paid(mass, eur):
    tariff = Tariff(Basis.PALLET, (Band(0, 1500, 78), Band(1500, None, 66)), kg_per_pallet=500)
    assert total(tariff, Shipment(mass)) == eur
    assert total(tariff, Shipment(np.array([mass]))) == [eur]


def test_a_load_of_less_than_a_pallet_says_its_own_mass():
    tariff = Tariff(Basis.PALLET, (Band(0, None, 12),), kg_per_pallet=400)
    inputs = {one.name: one.value for one in tariff.lines(Shipment(60))[0].inputs}
    assert inputs == {"taxable_kg": 60, "pallets": 1, "kg_per_pallet": 400, "eur_per_pallet": 12}


def test_a_share_of_the_goods_value_is_taken_on_the_part_carried():
    goods = Shipment(100, goods_value_eur=1000)
    assert total(Tariff(Basis.PERCENT, percent_of_value=0.22), goods, mass_kg=25) == pytest.approx(55)


@pytest.mark.parametrize("room", [{"volume_m3": 2.0}, {"linear_m": 0.5}])
def test_light_and_bulky_goods_pay_for_their_room(room):
    tariff = Tariff(Basis.PER_100KG, (Band(0, None, 100),), volumetric_kg_per_m3=250, linear_kg_per_m=1000)
    assert total(tariff, Shipment(60, **room)) == 500


def test_an_option_is_a_line_under_its_own_code():
    assert lines(flat(options={"appointment": 12}), Shipment(5), options=["appointment"])["appointment"] == 12


@pytest.mark.parametrize("value", [0, 2_499, 2_500, 1e6])
def test_what_the_goods_are_worth_never_makes_a_carrier_free(value):
    assert total(flat(), Shipment(300, goods_value_eur=value)) == 100


def test_vat_is_taken_off_a_list_that_holds_it():
    assert total(flat(120, vat_rate=0.2, minimum_eur=240), Shipment(5)) == pytest.approx(200)


@pytest.mark.parametrize(
    ("tariff", "mass", "code"),
    [
        (flat(on_quote_above_kg=100), 101, "on-quote"),
        (Tariff(Basis.PARCEL, PARCEL_BANDS), 31, "over-max-weight"),
        (Tariff(Basis.PER_100KG, (Band(100, None, 42),)), 99, "under-min-weight"),
        (Tariff(Basis.PERCENT, percent_of_value=0.2), 10, "goods-value-needed"),
    ],
)
def test_outside_the_list_there_is_no_price_and_a_reason(tariff, mass, code):
    codes = [verdict.code for verdict in tariff.verdicts(Shipment(mass), mass) if verdict.where]
    assert (math.isnan(total(tariff, Shipment(mass))), codes) == (True, [code])


@pytest.mark.parametrize("name", TARIFFS)
@quick
@given(mass=masses)
def test_a_price_is_never_negative(name, mass):
    zone = "1" if name in ("stop", "every_supplement") else ""
    price = total(TARIFFS[name], shipment(mass), zone=zone)
    assert math.isnan(price) or price >= -1e-9
