"""What a carrier answers, typed."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from carriers.enums import AnswerKind
from carriers.models import QuoteAnswer
from cost_calc.quoting.answer_forms import (
    NEEDS_PALLET,
    NEEDS_PRICE,
    DeadlineForm,
    PriceForm,
    RefusalForm,
    price_initial,
)
from tests.factories.quotes import QuoteAnswerFactory


def price(**typed):
    return PriceForm({"basis": "delivery"} | typed)


def bands(*rows):
    typed = {}
    for rank, (low, high, eur) in enumerate(rows, start=1):
        typed |= {f"from_{rank}": low, f"to_{rank}": high, f"eur_{rank}": eur}
    return price(**typed)


def test_a_price_is_read_the_french_way():
    form = price(price_eur="1 234,50 €")
    assert form.is_valid(), form.errors
    assert (form.answer().kind, form.answer().price_eur) == (AnswerKind.PRICE, Decimal("1234.50"))


def test_a_band_without_a_start_begins_where_the_last_ended():
    form = bands(("", "100", "42"), ("", "", "34"))
    assert form.is_valid(), form.errors
    assert form.answer().kind == AnswerKind.BANDS
    assert [(band.min_kg, band.max_kg) for band in form.bands] == [(0, 100), (100, None)]


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        (price(), "price_eur", NEEDS_PRICE),
        (price(basis="pallet", price_eur="12"), "kg_per_pallet", NEEDS_PALLET),
        (price(price_eur="-1"), "price_eur", "entre 0 et"),
        (price(price_eur="1e9"), "price_eur", "nombre"),
        (price(price_eur="12", from_1="0", eur_1="4"), "price_eur", "pas les deux"),
        (price(price_eur="12", valid_until="2020-01-01"), "valid_until", "entre aujourd’hui"),
        (price(price_eur="12", conditions="voir www.exemple.fr"), "conditions", "adresses de sites"),
        (price(price_eur="12", author_name="?"), "author_name", "deux lettres"),
        (bands(("0", "100", "")), "eur_1", "Quel est le prix"),
        (bands(("100", "50", "3")), "to_1", "plus haut"),
        (bands(("0", "100", "3"), ("50", "200", "2")), "from_2", "recouvre"),
    ],
)
def test_a_fault_is_told_at_its_field(form, field, words):
    assert list(form.errors) == [field]
    assert words in form.errors[field][0]


def test_a_price_holds_until_its_last_day_and_five_years_at_most():
    today = timezone.localdate()
    for until, right in ((today, True), (today + datetime.timedelta(days=2000), False)):
        assert price(price_eur="12", valid_until=until.isoformat()).is_valid() == right


def test_bands_are_open_when_something_in_them_was_typed():
    assert bands(("0", "", "3")).has_bands
    assert not price(price_eur="12").has_bands


def test_a_refusal_says_why():
    assert not RefusalForm({}).is_valid()
    form = RefusalForm({"reason": "full"})
    assert form.is_valid()
    assert form.answer().kind == AnswerKind.REFUSAL


def test_a_new_deadline_is_a_day():
    assert DeadlineForm({"deadline": "2026-12-24"}).is_valid()
    assert not DeadlineForm({"deadline": "bientôt"}).is_valid()


@pytest.mark.django_db
def test_the_last_offer_is_shown_again_and_a_refusal_is_not():
    answer = QuoteAnswerFactory(kind=AnswerKind.BANDS, price_eur=None)
    answer.bands.create(min_kg=0, max_kg=100, price_eur=42)
    initial = price_initial(answer)
    assert (initial["from_1"], initial["to_1"], initial["eur_1"]) == (0, 100, 42)
    assert price_initial(None) == price_initial(QuoteAnswer(kind=AnswerKind.REFUSAL)) == {}
