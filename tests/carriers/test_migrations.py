"""What migrations do to the words people wrote."""

import importlib
from decimal import Decimal

import pytest

from carriers.models import TariffGrid

franco = importlib.import_module("carriers.migrations.0011_franco_to_note")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("", "Franco annoncé\u00a0: port gratuit dès 2500\u00a0€ de produits"),
        ("Prix négociés.", "Prix négociés. Franco annoncé\u00a0: port gratuit dès 2500\u00a0€ de produits"),
    ],
)
def test_the_franco_of_a_grid_goes_on_being_read_in_its_note(note, said):
    assert franco.note_with(note, Decimal("2500.0000")).startswith(said)


def test_the_longest_note_keeps_room_for_the_franco():
    longest = franco.note_with("x" * 250, Decimal("999999.9999"))
    assert len(longest) <= TariffGrid._meta.get_field("note").max_length
