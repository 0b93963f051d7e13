"""« Est-ce beaucoup ? » is answered from the price of the goods themselves, or not in percents."""

import pytest

from cost_calc.calculator.presentation import option_row
from cost_calc.calculator.worth import worth
from cost_calc.pricing.comparison import compare_shipment
from tests.cost_calc.conftest import DAY


def held(result):
    rows = [option_row(n, priced, result) for n, priced in enumerate(result.feasible, start=1)]
    return rows, worth(rows, result)


def test_a_price_that_was_said_gives_what_delivering_takes_of_it(ask):
    rows, found = held(compare_shipment(ask(goods_value_eur=60 * 14.0), at=DAY))
    assert found.price.eur_per_kg == pytest.approx(14.0)
    assert [share.row.id for share in found.shares] == [rows[0].id, "own"]
    own = next(row for row in rows if row.id == "own")
    assert found.shares[1].share == pytest.approx(own.eur_per_kg / 14.0)
    assert own.share_of_goods == pytest.approx(own.total_eur / (60 * 14.0))


@pytest.mark.parametrize(("eur_per_kg", "weight"), [(1_000.0, "ideal"), (0.5, "heavy")])
def test_a_share_is_judged_by_the_marks_of_short_chains(ask, eur_per_kg, weight):
    _, found = held(compare_shipment(ask(goods_value_eur=60 * eur_per_kg), at=DAY))
    assert found.shares[0].weight == weight
