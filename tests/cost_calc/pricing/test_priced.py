"""One way to make a delivery with its price."""

from cost_calc.engine.pricing import price
from cost_calc.pricing.priced import Priced
from cost_calc.pricing.ways import Way
from tests.cost_calc.engine.samples import option, own_leg, shipment


def test_a_priced_way_says_all_that_its_option_says():
    found = price(option(own_leg()), shipment())
    row = Priced.of(Way(found.option, ()), found)
    for name in ("option", "quote", "verdicts", "feasible", "eur_per_kg", "kilometres"):
        assert getattr(row, name) == getattr(found, name)


def test_it_has_no_range_until_one_is_given():
    found = price(option(own_leg()), shipment())
    row = Priced.of(Way(found.option, ()), found)
    assert (row.low_eur_per_kg, row.high_eur_per_kg, row.held) == (None, None, ())
