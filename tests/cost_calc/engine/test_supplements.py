"""What a list adds to its base price."""

import pytest
from hypothesis import given

from cost_calc.engine.shipment import Shipment, Temperature
from cost_calc.engine.tariffs import Band, Basis, FuelIndexation, Tariff, Zone
from tests.cost_calc.engine.samples import (
    TARIFFS,
    flat,
    lines,
    masses,
    quick,
    total,
)


@quick
@given(mass=masses)
def test_the_minimum_is_a_floor(mass):
    assert total(Tariff(Basis.PER_100KG, (Band(0, None, 42),), minimum_eur=28), Shipment(mass)) >= 28 - 1e-9


def test_the_pickup_is_repeated_for_each_vehicle_load():
    assert lines(TARIFFS["stop"], Shipment(401), zone="1")["pickup"] == 30


def test_a_zone_adds_a_share_and_an_amount():
    assert lines(flat(zones=(Zone("m", 0.08, 3.0),)), Shipment(5), zone="m")["zone_surcharge"] == 11


@pytest.mark.parametrize(("regime", "eur"), [("ambient", 100), ("chilled", 125), ("frozen", 135)])
def test_cold_goods_pay_their_supplement(regime, eur):
    tariff = flat(temperature_shares={Temperature.CHILLED: 0.25, Temperature.FROZEN: 0.35})
    assert total(tariff, Shipment(5, regime)) == eur


@pytest.mark.parametrize(("regime", "eur"), [("ambient", 102), ("chilled", 103)])
def test_the_cold_unit_s_fuel_is_only_paid_by_cold_goods(regime, eur):
    assert total(flat(fuel=FuelIndexation(0.2, 0.1, 0.05, 0.2)), Shipment(5, regime)) == pytest.approx(eur)


def test_cheaper_fuel_lowers_the_price():
    assert total(flat(fuel=FuelIndexation(0.2, -0.1)), Shipment(5)) == pytest.approx(98)


def test_each_empty_taken_back_is_paid_by_the_piece_outside_the_minimum_and_the_fuel():
    tariff = flat(return_eur=0.5, minimum_eur=150, fuel=FuelIndexation(0.2, 0.1))
    found = lines(tariff, Shipment(5, returns_count=20))
    assert found["returns"] == 10
    assert sum(found.values()) == pytest.approx(150 * 1.02 + 10)


def test_no_empties_no_line_for_them():
    assert "returns" not in lines(flat(return_eur=0.5), Shipment(5))


def test_several_drops_of_a_trip_share_the_empties_once():
    goods, tariff = Shipment(60, returns_count=12), flat(return_eur=0.5)
    assert [lines(tariff, goods, mass_kg=mass)["returns"] for mass in (20, 40)] == [2, 4]
