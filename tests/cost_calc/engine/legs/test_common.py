"""What the legs share."""

import math

import numpy as np
import pytest

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.legs.common import (
    array_fields,
    check_broadcast,
    level_one_line,
    own_work,
    part_kg,
    unknown_carbon,
    with_values,
)
from cost_calc.engine.lines import Formula, Provenance
from cost_calc.engine.shipment import Shipment
from tests.cost_calc.engine.samples import DIESEL, REEFER, carrier_leg, own_leg


def test_a_leg_carries_the_whole_shipment_unless_it_says_its_part():
    leg = carrier_leg("per_100kg", mass_kg=None)
    assert part_kg(leg, Shipment(60)) == 60
    assert part_kg(with_values(leg, mass_kg=20.0), Shipment(60)) == 20


def test_arrays_of_a_leg_must_fit_those_of_the_shipment():
    leg = with_values(own_leg(), distance_km=np.array([10.0, 20.0]))
    assert set(array_fields(leg)) == {"distance_km"}
    check_broadcast(leg, Shipment(np.array([1.0, 2.0])))
    check_broadcast(leg, Shipment(5.0))
    with pytest.raises(InvalidInput, match=r"leg\.distance_km"):
        check_broadcast(leg, Shipment(np.array([1.0, 2.0, 3.0])))


def test_no_work_makes_no_line():
    assert own_work(0.0, 15.0, 1) == []
    [line] = own_work(30.0, 15.0, 1)
    assert (line.eur, line.minutes) == (7.5, 30.0)


def test_a_level_one_emission_cites_both_its_sources():
    line = level_one_line(
        REEFER, DIESEL, 500.0, 100.0, 1, CarbonMethod.FR_LEVEL_1, Provenance.REFERENCE, Provenance.COMPUTED
    )
    litres = REEFER.l_per_km_traction + REEFER.l_per_km_cold
    assert line.co2e_kg == pytest.approx(litres * 100 * 0.5 / REEFER.mean_load_t * DIESEL.kgco2e_per_unit)
    assert line.formula is Formula.LEVEL_ONE
    assert DIESEL.source in line.source


def test_an_emission_nobody_knows_is_no_zero():
    line = unknown_carbon(60.0, 1, CarbonMethod.CONSUMPTION)
    assert math.isnan(line.co2e_kg)
    assert line.formula is Formula.CARBON_UNKNOWN
