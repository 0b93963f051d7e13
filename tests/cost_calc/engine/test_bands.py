"""Bands, zones, steps and roundings: which price a mass is read in."""

import numpy as np
import pytest

from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Band, Basis, Rounding, StopSteps, Tariff, Zone
from tests.cost_calc.engine.samples import total

WHOLE_KILOS = ((0.5, 12.5), (9, 12.5), (9.5, 18), (10, 18), (29, 18), (29.5, 25), (30, 25), (99, 25))


@pytest.mark.parametrize("basis", [Basis.PARCEL, Basis.STOP])
def test_between_two_bands_written_in_whole_kilos_the_heavier_one_holds(basis):
    tariff = Tariff(basis, (Band(0, 9, 12.5), Band(10, 29, 18), Band(30, 99, 25)))
    masses, prices = zip(*WHOLE_KILOS, strict=True)
    assert [total(tariff, Shipment(mass)) for mass in masses] == list(prices)
    assert list(total(tariff, Shipment(np.array(masses)))) == list(prices)


@pytest.mark.parametrize(("mass", "eur"), [(299, 299 * 0.42), (299.5, 299.5 * 0.34), (300, 102)])
def test_between_two_prices_per_100_kg_the_heavier_one_holds(mass, eur):
    tariff = Tariff(Basis.PER_100KG, (Band(100, 299, 42), Band(300, None, 34)))
    assert total(tariff, Shipment(mass)) == pytest.approx(eur)


@pytest.mark.parametrize(("mass", "steps"), [(20, 0), (20.1, 1), (40, 1), (60, 2), (60.1, 3)])
def test_a_started_step_is_a_step(mass, steps):
    assert StopSteps(20, 20, 5).steps(mass) == steps


@pytest.mark.parametrize(
    ("mass", "billed"), [(0.4, 1), (1, 1), (99.2, 100), (100, 100), (100.5, 200), (250, 300)]
)
def test_mass_is_rounded_up_to_the_kilogram_then_to_100_kg(mass, billed):
    tariff = Tariff(Basis.PER_100KG, (Band(0, None, 100),), roundings=(Rounding(100, 1), Rounding(None, 100)))
    assert total(tariff, Shipment(mass)) == billed


def test_a_band_of_the_zone_wins_over_the_band_of_every_zone():
    tariff = Tariff(Basis.STOP, (Band(0, None, 7), Band(0, None, 9, zone="2")), zones=(Zone("1"),))
    assert [total(tariff, Shipment(5), zone=zone) for zone in ("", "1", "2")] == [7, 7, 9]


def test_under_the_first_band_payant_pour_pays_for_its_minimum():
    tariff = Tariff(Basis.PER_100KG, (Band(100, None, 42),), payant_pour=True)
    assert total(tariff, Shipment(60)) == 42
