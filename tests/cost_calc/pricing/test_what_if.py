"""Other goods on board, a larger vehicle: supposed, shown apart."""

from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import OwnMeans
from tests.cost_calc.conftest import DAY


def test_a_filled_van_is_an_hypothesis_beside_the_option_of_today(ask):
    result = compare_shipment(ask(own=OwnMeans(fill_kg=300.0)), at=DAY)
    assert result.filled.kg == 300.0
    for way in result.filled.ways:
        assert way.filled.way.hypothetical
        assert not way.today.way.hypothetical
        assert way.filled.eur_per_kg < way.today.eur_per_kg


def test_nothing_is_supposed_where_what_is_on_board_is_said(ask):
    assert compare_shipment(ask(own=OwnMeans(other_kg=0.0)), at=DAY).filled is None


def test_no_larger_vehicle_is_told_for_what_fits_at_once(ask):
    assert compare_shipment(ask(), at=DAY).larger is None
