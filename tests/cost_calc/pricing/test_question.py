"""The same delivery to some of its customers, and what a replacement at the farm costs."""

import pytest

from cost_calc.pricing.question import OwnMeans, Preparation, Question, Stop
from pat_logistics.territory.models import Commune

MENDE, FLORAC, MEYRUEIS = (Commune(insee=code) for code in ("48095", "48061", "48096"))
WHOLE = Question(
    origin=MENDE,
    stops=(Stop(FLORAC, 60.0), Stop(MEYRUEIS, 40.0), Stop(FLORAC, 100.0)),
    goods_value_eur=1_000.0,
    returns_kg=10.0,
    volume_m3=2.0,
    preparation=Preparation(crates=20.0, eur_per_crate=0.5, order_minutes=15.0),
)


def test_what_goes_with_the_kilos_is_shared_by_them():
    part = WHOLE.of_stops([1])
    assert part.stops == (Stop(MEYRUEIS, 40.0),)
    assert (part.goods_value_eur, part.returns_kg, part.volume_m3) == (200.0, 2.0, 0.4)
    assert part.preparation.crates == 4.0


def test_what_does_not_go_with_the_kilos_stays():
    part = WHOLE.of_stops([1]).preparation
    assert (part.eur_per_crate, part.order_minutes) == (0.5, 15.0)


def test_what_was_not_told_is_still_not_told():
    part = WHOLE.of_stops([0])
    assert part.linear_m is None
    assert Question(MENDE, WHOLE.stops).of_stops([0]).goods_value_eur is None


def test_the_parts_of_a_delivery_add_up_to_it():
    parts = [WHOLE.of_stops([0, 2]), WHOLE.of_stops([1])]
    assert sum(part.mass_kg for part in parts) == WHOLE.mass_kg
    assert sum(part.goods_value_eur for part in parts) == pytest.approx(1_000.0)
    assert WHOLE.of_stops([0, 1, 2]) == WHOLE


@pytest.mark.parametrize(
    ("hours", "eur_per_hour", "eur"), [(2.5, 16.0, 40.0), (None, 16.0, 0.0), (2.5, None, 0.0)]
)
def test_a_replacement_costs_its_hours(hours, eur_per_hour, eur):
    means = OwnMeans(replacement_hours=hours, replacement_eur_per_hour=eur_per_hour)
    assert means.replacement_eur == eur
