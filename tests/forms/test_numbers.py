"""Numbers as people write them: read right, or left for the form to refuse."""

from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from pat_logistics.forms.numbers import UNSEEN, NumberInput, as_digits, from_a_tool, written

NARROW, HARD, THIN, FIGURE = "\u202f", "\u00a0", "\u2009", "\u2007"


@pytest.mark.parametrize("space", [" ", NARROW, HARD, THIN, FIGURE])
def test_spaces_of_any_width_group_the_figures(space):
    assert as_digits(f"1{space}234{space}567,50") == "1234567.50"


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("12,50 €", "€", "12.50"),
        (f"1{NARROW}025,00{HARD}€", "€", "1025.00"),
        ("12,50€", "€", "12.50"),
        ("12,50 EUR", "€", "12.50"),
        ("12,50 euros", "€ par mois", "12.50"),
        ("0,42 €/km", "€/km", "0.42"),
        ("0,42 €", "€/km", "0.42"),
        ("25 %", "%", "25"),
        (f"25{NARROW}%", "%", "25"),
        ("60 kg", "kg", "60"),
        ("1 h", "h", "1"),
        ("8,5 l", "l aux 100 km", "8.5"),
        ("2 m3", "m³", "2"),
        (" 12,50 ", "", "12.50"),
        ("−3", "", "-3"),
        ("\u200e60\u202c", "", "60"),
        ("14h30", "h", "14.5"),
        ("14 h 30 min", "h", "14.5"),
        ("14:30", "h", "14.5"),
        ("8H05", "h", "8.083"),
        ("14h", "h", "14"),
        ("1h20", "min", "80"),
        ("1 h 20", "min", "80"),
        ("2h", "min", "120"),
        ("", "kg", ""),
    ],
)
def test_a_number_is_read_with_the_unit_of_its_field(text, unit, number):
    assert as_digits(text, unit) == number


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1.250,50", "€"),
        ("1,200.50", "€"),
        ("12 50", "€"),
        ("1 2500", "kg"),
        ("25 %", "€"),
        ("12,50 €", "kg"),
        ("12,50 €", ""),
        ("60 kg/m", "kg"),
        ("dix", "kg"),
        ("12,50 € 13", "€"),
        ("1:20", "min"),
        ("14h75", "h"),
        ("14h30", "km"),
    ],
)
def test_what_may_be_two_numbers_or_another_unit_is_left_to_be_refused(text, unit):
    assert as_digits(text, unit) == text


@given(st.text())
def test_a_text_is_either_left_as_it_is_or_read_as_digits(text):
    read = as_digits(text, "€")
    assert read == text or read.endswith(UNSEEN) or not set(read) - set("0123456789.+-")


@pytest.mark.parametrize("field", [forms.FloatField, forms.DecimalField, forms.IntegerField])
@pytest.mark.parametrize("text", ["1e3", "1E+05", "1_000", "1,5e2", "1e3 "])
def test_what_only_a_program_takes_for_a_number_is_refused_and_still_shown(field, text):
    typed = NumberInput().value_from_datadict({"kg": text}, {}, "kg")
    with pytest.raises(forms.ValidationError):
        field().clean(typed)
    assert typed.removesuffix(UNSEEN) == text.strip()


class Order(forms.Form):
    price_eur = forms.DecimalField(widget=NumberInput)
    chilled_share = forms.DecimalField(widget=NumberInput)
    parcels = forms.IntegerField(widget=NumberInput)


def test_a_field_says_its_unit_in_its_name_whatever_its_prefix():
    form = Order(
        {"b-0-price_eur": "12,50 €", "b-0-chilled_share": "25 %", "b-0-parcels": "1 200"}, prefix="b-0"
    )
    assert form.is_valid(), form.errors
    assert [str(value) for value in form.cleaned_data.values()] == ["12.50", "25", "1200"]


def test_what_was_understood_is_shown_again_with_a_comma_and_what_was_not_as_typed():
    form = Order({"price_eur": "12,50 €", "chilled_share": "25 kg", "parcels": "1.250,50"})
    assert not form.is_valid()
    shown = form.as_p()
    for text in ("12,50", "25 kg", "1.250,50"):
        assert f'value="{text}"' in shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1.500", "1.500 (écrivez 1500 ou 1,5)"),
        ("12.345", "12.345 (écrivez 12345 ou 12,345)"),
        ("2.000 €", "2.000 € (écrivez 2000 ou 2)"),
    ],
)
def test_a_dot_before_three_figures_may_be_thousands_and_is_refused(typed, shown):
    form = Order({"price_eur": typed, "chilled_share": "0", "parcels": "1"})
    assert list(form.errors) == ["price_eur"]
    assert form["price_eur"].value() == shown


@pytest.mark.parametrize(
    ("typed", "price"), [("1,500", "1.500"), ("0.275", "0.275"), ("1234.500", "1234.500"), ("1.50", "1.50")]
)
def test_what_can_only_be_decimals_is_read(typed, price):
    form = Order({"price_eur": typed, "chilled_share": "0", "parcels": "1"})
    assert form.is_valid()
    assert str(form.cleaned_data["price_eur"]) == price


def test_a_cell_of_a_file_holds_the_decimals_of_a_tool():
    form = Order({"price_eur": from_a_tool("3.275"), "chilled_share": "0", "parcels": "1"})
    assert form.is_valid()
    assert str(form.cleaned_data["price_eur"]) == "3.275"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("16000.000000"), "16000"),
        (Decimal("0.3800"), "0,38"),
        (Decimal("2400.00"), "2400"),
        (Decimal("0.00"), "0"),
        (Decimal("1E+3"), "1000"),
        (12.5, "12,5"),
        (None, ""),
    ],
)
def test_numbers_are_written_as_people_do(value, text):
    assert written(value) == text
