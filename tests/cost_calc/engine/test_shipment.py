"""What is carried."""

import numpy as np
import pytest

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.shipment import Buyer, Shipment, Temperature


def test_goods_need_cold_unless_they_are_ambient():
    assert not Shipment(10).needs_cold
    assert Shipment(10, "chilled").needs_cold
    assert Shipment(10, Temperature.FROZEN).needs_cold


def test_codes_become_members_and_numbers_floats():
    goods = Shipment(10, "chilled", buyer="trade", returns_kg=2)
    assert (goods.temperature, goods.buyer) == (Temperature.CHILLED, Buyer.TRADE)
    assert (type(goods.mass_kg), type(goods.returns_kg)) == (float, float)


def test_a_batch_cannot_be_changed_from_outside():
    masses = np.array([1.0, 2.0])
    goods = Shipment(masses)
    masses[0] = -1
    assert goods.mass_kg.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        goods.mass_kg[0] = -1


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"mass_kg": 0}, "mass_kg", "too_small"),
        ({"mass_kg": None}, "mass_kg", "required"),
        ({"mass_kg": 1, "temperature": "hot"}, "temperature", "unknown"),
        ({"mass_kg": 1, "buyer": "king"}, "buyer", "unknown"),
        ({"mass_kg": 1, "ready_hour": 25}, "ready_hour", "too_large"),
        ({"mass_kg": 1, "ready_hour": np.array([1.0])}, "ready_hour", "shape"),
        ({"mass_kg": np.ones(2), "returns_kg": np.ones(3)}, "returns_kg", "shape"),
        ({"mass_kg": 1, "organic": "yes"}, "organic", "wrong_type"),
    ],
)
def test_a_value_without_sense_is_refused_by_its_name(values, field, reason):
    with pytest.raises(InvalidInput) as refused:
        Shipment(**values)
    assert (refused.value.field, refused.value.reason) == (f"shipment.{field}", reason)
