"""What a delivery asks before it leaves, by hand."""

import numpy as np
import pytest

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.legs import PreparationLeg
from cost_calc.engine.shipment import Shipment


def components(leg, mass_kg):
    return {line.component.value: line for line in leg.lines(Shipment(mass_kg))}


def test_the_last_package_may_be_part_empty():
    """45 kg in crates of 10 kg: 5 crates at 0.80 EUR and 3 minutes, 15 EUR an hour."""
    leg = PreparationLeg(10.0, eur_per_package=0.8, minutes_per_package=3.0, eur_per_hour=15.0)
    lines = components(leg, 45.0)
    assert lines["packaging"].eur == pytest.approx(4.0)
    assert lines["packing_work"].minutes == pytest.approx(15.0)
    assert lines["packing_work"].eur == pytest.approx(3.75)


def test_the_paper_work_is_that_of_the_delivery_whatever_its_mass():
    leg = PreparationLeg(order_minutes=12.0, eur_per_hour=20.0)
    assert components(leg, 5.0)["orders"].eur == components(leg, 500.0)["orders"].eur == pytest.approx(4.0)


def test_what_is_not_told_has_no_line():
    assert PreparationLeg().lines(Shipment(60)) == ()


def test_a_batch_gives_what_each_shipment_gives():
    leg = PreparationLeg(
        10.0, eur_per_package=0.8, minutes_per_package=3.0, order_minutes=5.0, eur_per_hour=15
    )
    masses = np.array([5.0, 45.0, 50.0])
    batch = {line.component.value: line for line in leg.lines(Shipment(masses))}
    for number, mass in enumerate(masses):
        alone = components(leg, float(mass))
        assert {name: np.broadcast_to(line.eur, 3)[number] for name, line in batch.items()} == pytest.approx(
            {name: line.eur for name, line in alone.items()}
        )


@pytest.mark.parametrize(
    ("field", "value"),
    [("kg_per_package", 0.0), ("eur_per_package", -1.0), ("order_minutes", float("nan"))],
)
def test_a_number_without_sense_is_refused_at_its_field(field, value):
    with pytest.raises(InvalidInput, match=f"leg.{field}"):
        PreparationLeg(**{field: value})
