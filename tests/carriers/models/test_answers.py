"""What those who were asked answer."""

import pytest
from django.db import IntegrityError, transaction

from carriers.models import QuoteAnswer, QuoteBand, QuoteMessage, QuoteOptOut
from tests.factories.accounts import UserFactory
from tests.factories.quotes import QuoteAnswerFactory, QuoteInvitationFactory, QuoteMessageFactory
from tests.refused import Refusals

pytestmark = pytest.mark.django_db


def band(**values):
    return QuoteBand.objects.create(**{"answer": QuoteAnswerFactory(), "min_kg": 0, "price_eur": 3} | values)


NO_PRICE = {"kind": "refusal", "price_eur": None}
REFUSED = [
    (QuoteAnswerFactory, {"kind": "gift"}, "quote_answer_kind_known"),
    (QuoteAnswerFactory, {"basis": "mood"}, "quote_answer_basis_known"),
    (QuoteAnswerFactory, {"weekdays": [8]}, "quote_answer_weekdays_known"),
    (
        QuoteAnswerFactory,
        {"kind": "refusal", "price_eur": None, "refusal_reason": "x"},
        "quote_answer_reason_known",
    ),
    (QuoteAnswerFactory, {"price_eur": -1}, "quote_answer_price_eur_in_sense"),
    (QuoteAnswerFactory, {"minimum_eur": -1}, "quote_answer_minimum_eur_in_sense"),
    (QuoteAnswerFactory, {"kg_per_pallet": 0}, "quote_answer_kg_per_pallet_in_sense"),
    (QuoteAnswerFactory, {"co2e_kg": -1}, "quote_answer_co2e_kg_in_sense"),
    (QuoteAnswerFactory, {"delay_hours": 0}, "quote_answer_delay_hours_in_sense"),
    (QuoteAnswerFactory, {"price_eur": None}, "quote_answer_price_given"),
    (QuoteAnswerFactory, NO_PRICE, "quote_answer_refusal_explained"),
    (QuoteAnswerFactory, {"basis": "pallet"}, "quote_answer_pallet_weight_given"),
    (band, {"min_kg": -1}, "quote_band_min_kg_in_sense"),
    (band, {"price_eur": -1}, "quote_band_price_eur_in_sense"),
    (band, {"min_kg": 10, "max_kg": 10}, "quote_band_has_width"),
    (QuoteMessageFactory, {"text": ""}, "quote_message_says_something"),
]


class TestRefusals(Refusals):
    MODELS = (QuoteAnswer, QuoteBand, QuoteMessage)
    ROWS = REFUSED


def test_an_address_stops_the_mails_once_whatever_its_capitals():
    QuoteOptOut.objects.create(email="Devis@transport.example")
    with pytest.raises(IntegrityError, match="quote_opt_out_once"), transaction.atomic():
        QuoteOptOut.objects.create(email="devis@transport.example")


def test_an_answer_is_read_by_the_farm_that_asked_and_by_nobody_else():
    answer = QuoteAnswerFactory(invitation=QuoteInvitationFactory())
    assert list(QuoteAnswer.objects.visible_to(UserFactory(administrator=True))) == [answer]
    assert not QuoteAnswer.objects.visible_to(UserFactory()).exists()
