"""What the database holds, as a file says it and as a form reads it back."""

from decimal import Decimal

import pytest

from pat_logistics.exchange.columns import Column, Kind, in_file, in_form, is_understood

SHARE = Column("Supplément (%)", "share", Kind.PERCENT)
FLAT = Column("Forfait", "flat", Kind.YES_NO)
BASIS = Column("Mode", "basis", Kind.CHOICE, (("parcel", "par colis"), ("pallet", "par palette")))
PRICE = Column("Prix (€)", "price_eur")


@pytest.mark.parametrize(
    ("column", "held", "written", "typed"),
    [
        (SHARE, Decimal("0.2500"), Decimal(25), "25"),
        (FLAT, True, "oui", "on"),
        (FLAT, False, "non", ""),
        (BASIS, "parcel", "par colis", "parcel"),
        (PRICE, Decimal("12.5"), Decimal("12.5"), "12.5"),
        (PRICE, None, "", ""),
    ],
)
def test_what_is_written_is_what_the_form_reads_back(column, held, written, typed):
    assert in_file(column, held) == written
    assert in_form(column, str(written)) == typed


@pytest.mark.parametrize("text", ["par palette", "Par  Palette", "pallet"])
def test_a_choice_is_known_by_its_words_or_its_code_however_they_are_written(text):
    assert in_form(BASIS, text) == "pallet"


def test_what_names_no_choice_is_left_for_the_form_to_refuse():
    assert in_form(BASIS, "au poids") == "au poids"


def test_a_tick_that_says_neither_is_not_understood():
    assert not is_understood(FLAT, "peut-être")
    assert all(is_understood(FLAT, text) for text in ("oui", "0", " "))
    assert is_understood(PRICE, "peut-être")
