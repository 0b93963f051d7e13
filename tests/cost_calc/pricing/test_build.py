"""All the ways of one question."""

import math

from carriers.models import TariffGrid
from cost_calc.pricing.comparison import compare_shipment
from tests.cost_calc.conftest import DAY


def by_id(result, option_id):
    return next(row for row in result.priced if row.option.id == option_id)


def test_mende_montpellier_has_at_least_eight_options_of_five_kinds(ask):
    result = compare_shipment(ask(), at=DAY)
    assert len(result.feasible) >= 8
    assert len({row.option.kind for row in result.feasible}) >= 5


def test_a_solution_without_a_grid_in_force_is_on_quote_and_has_no_price(ask):
    row = by_id(compare_shipment(ask(), at=DAY), "lot-frigorifique-sur-devis")
    assert [verdict.code for verdict in row.verdicts if verdict.severity == "blocks"] == ["on-quote"]
    assert math.isnan(row.quote.total_eur)


def test_one_mistyped_list_does_not_silence_the_other_carriers(ask, caplog):
    grid = TariffGrid.objects.get(solution__slug="ligne-fraiche-a75", purpose="transport")
    grid.fuel_propulsion_share, grid.fuel_index_base, grid.fuel_index_current = "0.2", "0.001", 999
    grid.save()
    result = compare_shipment(ask(), at=DAY)
    broken = by_id(result, "ligne-fraiche-a75")
    assert "on-quote" in {verdict.code for verdict in broken.verdicts}
    assert len(result.feasible) >= 8
    assert "ligne-fraiche-a75 cannot be priced" in caplog.text
