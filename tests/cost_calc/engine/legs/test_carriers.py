"""A carrier's transport."""

import pytest

from cost_calc.engine.carbon import CarbonMethod
from tests.cost_calc.engine.samples import (
    DIESEL,
    LEGS,
    REEFER,
    carbon_line,
    carrier_leg,
    quote,
    same,
    shipment,
)

LEVEL_1, CONSUMPTION = CarbonMethod.FR_LEVEL_1, CarbonMethod.CONSUMPTION


def test_the_carrier_s_driving_is_not_the_producer_s_time():
    assert quote(carrier_leg("stop", handling_minutes=15.0)).minutes == 15


def test_a_drop_is_priced_for_its_own_kilos():
    part = carrier_leg("fixed_variable", mass_kg=20.0)
    assert same(quote(part).total_eur, quote(carrier_leg("fixed_variable"), shipment(20.0)).total_eur)


def test_a_broken_load_is_one_line_per_vehicle_in_the_order_of_the_way():
    """0.06 t by a lorry of 0.22 l/km and 0.9 t at each end, by REEFER over the 90 km between the quays."""
    lines = [line for line in LEGS["broken_load"].lines(shipment()) if line.carbon_method]
    assert [line.component for line in lines] == ["carbon_collection", "carbon", "carbon_last_leg"]
    lorry = 0.06 * 0.22 / 0.9 * DIESEL.kgco2e_per_unit
    main = REEFER.co2e_kg(mass_kg=60, distance_km=90, factor=DIESEL)
    assert [line.co2e_kg for line in lines] == pytest.approx([30 * lorry, main, 20 * lorry])


def test_a_carrier_s_own_figure_is_of_its_whole_chain_and_of_no_level_1():
    leg = LEGS["carrier_figure"]
    assert carbon_line(leg).co2e_kg == pytest.approx(0.06 * 120 * 0.2)
    by_class = carrier_leg("per_100kg")
    assert carbon_line(leg, method=LEVEL_1).co2e_kg == carbon_line(by_class, method=LEVEL_1).co2e_kg
