"""Which solutions match a delivery, and what an answer comes to."""

from decimal import Decimal

import pytest

from carriers.enums import AnswerKind, PriceBasis
from carriers.models import QuoteInvitation, Solution
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.quoting.matches import matching, offers_of, price_of, today_costs
from tests.cost_calc.conftest import DAY
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.quotes import QuoteAnswerFactory, QuoteInvitationFactory, QuoteRequestFactory


@pytest.fixture
def compared(ask):
    def result(**changes):
        return compare_shipment(ask(**changes), at=DAY)

    return result


def sorted_out(result, *, asked=None, refused=()):
    return matching(result, asked=asked or {}, refused=set(refused))


def slugs(matches):
    return {match.solution.slug for match in matches}


def answer(basis=PriceBasis.DELIVERY, price=None, bands=(), **changes):
    kind = AnswerKind.BANDS if bands else AnswerKind.PRICE
    row = QuoteAnswerFactory(kind=kind, basis=basis, price_eur=price, **changes)
    for low, high, eur in bands:
        row.bands.create(min_kg=low, max_kg=high, price_eur=Decimal(str(eur)))
    return row


def test_what_has_an_address_can_be_asked_and_the_rest_is_called_or_explained(compared):
    found = sorted_out(compared())
    assert "groupage-frais-mende" in slugs(found.ticked)
    assert "groupement-gevaudan-montpellier" in slugs(found.to_call)  # suits, and has no address
    assert "messagerie-produits-secs" in slugs(found.impossible)  # takes no chilled goods


def test_a_price_on_quote_is_a_reason_to_ask_not_to_refuse(compared):
    SolutionFactory(slug="au-devis", from_mende_to_montpellier=True, carrier__email="devis@transport.example")
    found = sorted_out(compared())
    (match,) = [row for row in found.ticked if row.solution.slug == "au-devis"]
    assert match.total_eur is None
    assert match.own_part_eur > 0


def test_an_invented_carrier_with_a_real_address_is_never_written_to(compared):
    SolutionFactory(
        slug="inventee", example=True, from_mende_to_montpellier=True, carrier__email="vraie@transport.fr"
    )
    found = sorted_out(compared())
    assert "inventee" in slugs(found.to_call)


def test_who_wants_no_mail_is_to_be_called(compared):
    email = Solution.objects.get(slug="ligne-fraiche-a75").contact["email"]
    found = sorted_out(compared(), refused=[email.lower()])
    assert "ligne-fraiche-a75" in slugs(found.to_call)


def test_who_was_just_asked_is_shown_with_its_request(compared):
    asked = Solution.objects.get(slug="ligne-fraiche-a75")
    found = sorted_out(compared(), asked={asked.pk: 12})
    assert [(match.solution, request) for match, request in found.asked] == [(asked, 12)]


def test_without_intermediary_nothing_is_ticked_beforehand(compared):
    found = sorted_out(compared(refuses_intermediaries=True))
    assert found.ticked == []
    assert found.first_choice == []
    assert "groupage-frais-mende" in slugs(found.unwanted)


def test_at_most_fifteen_are_ticked_beforehand(compared):
    for number in range(20):
        SolutionFactory(
            from_mende_to_montpellier=True, carrier=CarrierFactory(email=f"c{number}@transport.example")
        )
    assert len(sorted_out(compared()).first_choice) == 15


def test_todays_cost_is_that_of_ones_own_van(compared):
    result = compared()
    own = next(row for row in result.priced if row.option.id == "own")
    (row,) = [row for row in today_costs(result) if row["label"] == own.option.label]
    assert row["eur"] == pytest.approx(float(own.quote.total_eur), abs=0.005)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("basis", "price", "more", "expected"),
    [
        (PriceBasis.DELIVERY, 30, {}, 30),
        (PriceBasis.KG, "0.5", {}, 30),
        (PriceBasis.PER_100KG, 40, {}, 24),
        (PriceBasis.PER_100KG, 40, {"minimum_eur": 35}, 35),
        (PriceBasis.PALLET, 55, {"kg_per_pallet": 400}, 55),
        (PriceBasis.PALLET, 55, {"kg_per_pallet": 50}, 110),
    ],
)
def test_each_way_to_give_a_price_comes_to_the_same_delivery_of_60_kg(basis, price, more, expected):
    row = answer(basis, Decimal(price), **more)
    assert price_of(row, row.invitation.request) == pytest.approx(expected)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("basis", "bands", "expected"),
    [
        (PriceBasis.DELIVERY, [(0, 50, 20), (50, 100, 33)], 33),
        (PriceBasis.KG, [(0, 50, 0.8), (50, None, 0.6)], 36),
        (PriceBasis.PER_100KG, [(0, 100, 45), (100, None, 36)], 27),
        (PriceBasis.DELIVERY, [(0, 50, 20)], None),  # 60 kg is beyond
        (PriceBasis.KG, [(100, None, 0.5)], None),  # 60 kg is below
    ],
)
def test_bands_price_the_asked_mass_or_nothing(basis, bands, expected):
    row = answer(basis, bands=bands)
    found = price_of(row, row.invitation.request)
    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.django_db
def test_offers_are_compared_with_what_stays_for_the_producer():
    quote = QuoteRequestFactory()
    cheap_but_far = QuoteInvitationFactory(request=quote, own_part_eur=20, answered=True)
    dear_at_the_farm = QuoteInvitationFactory(request=quote, own_part_eur=2)
    QuoteAnswerFactory(invitation=dear_at_the_farm, price_eur=40, co2e_kg=3)
    silent = QuoteInvitationFactory(request=quote)
    offers = offers_of(quote, QuoteInvitation.objects.with_everything().order_by("pk"))
    assert [offer.invitation for offer in offers] == [dear_at_the_farm, cheap_but_far, silent]
    assert [offer.total_per_kg for offer in offers[:2]] == pytest.approx([42 / 60, 50 / 60])
    assert [(offer.co2e_kg, offer.co2e_declared) for offer in offers[:2]] == [(3, True), (12, False)]
