"""What each customer of the own round costs."""

from dataclasses import replace

import pytest

from cost_calc.pricing.comparison import compare_shipment
from tests.cost_calc.conftest import DAY
from tests.cost_calc.pricing.rounds import MENDE, MONTPELLIER, own


def test_each_customer_adds_what_the_round_loses_without_him(result, week):
    for customer in result.own_round.customers:
        rest = tuple(stop for stop in week.stops if stop is not customer.stop)
        alone = own(compare_shipment(replace(week, stops=rest), at=DAY)).quote
        assert customer.without.eur == pytest.approx(float(alone.total_eur))
        assert customer.adds.eur == pytest.approx(float(own(result).quote.total_eur) - customer.without.eur)
        assert customer.adds.minutes == pytest.approx(float(own(result).quote.minutes) - float(alone.minutes))
        assert customer.adds.co2e_kg == pytest.approx(float(own(result).quote.co2e_kg) - float(alone.co2e_kg))


def test_what_they_add_and_what_they_share_make_the_round(result):
    parts, whole = result.own_round, own(result).quote
    added = sum(customer.adds.eur for customer in parts.customers)
    assert added + parts.common.eur == pytest.approx(float(whole.total_eur))
    assert parts.common.eur > 0


def test_the_far_customer_adds_the_most_to_the_round(result):
    dearest = max(result.own_round.customers, key=lambda customer: customer.adds.eur)
    assert dearest.stop.commune.pk == MONTPELLIER


def test_without_a_customer_the_others_are_served_in_their_best_order(result):
    for customer in result.own_round.customers:
        assert customer.order[0].pk == customer.order[-1].pk == MENDE
        assert customer.stop.commune not in customer.order
        assert len(customer.order) == len(result.own_round.customers) + 1


def test_what_a_customer_adds_is_held_against_what_he_buys(week):
    first = compare_shipment(replace(week, goods_value_eur=1550.0), at=DAY).own_round.customers[0]
    assert first.sales_eur == pytest.approx(400.0)  # 40 kg of the 155, at 10 € a kilo
    assert first.share_of_sales == pytest.approx(first.adds.eur / 400.0)


def test_one_customer_has_no_round_to_share(ask):
    assert compare_shipment(ask(), at=DAY).own_round is None
