"""Goods told beyond their weight."""

from decimal import Decimal

import pytest

from carriers.models import QuoteRequest


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, ""),
        ({"packages": 6, "packaging": "crate", "package_kg": Decimal(10)}, "6 caisses de 10 kg"),
        ({"packages": 1, "packaging": "pallet"}, "1 palette"),
        ({"packages": 3}, "3 colis"),
        ({"packaging": "cool_box"}, "caisses isothermes"),
        ({"package_kg": Decimal("2.5")}, "2,5 kg par colis"),
        ({"length_cm": 60, "width_cm": 40, "height_cm": 30}, "60 × 40 × 30 cm"),
        ({"length_cm": 60, "width_cm": 40}, ""),
    ],
)
def test_packing_is_said_as_far_as_it_is_known(told, words):
    said = QuoteRequest(**told).packing_words
    assert said.replace("\u00a0", " ").replace("\u202f", " ") == words
