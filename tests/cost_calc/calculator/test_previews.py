"""What a carrier is shown of its grid is what producers are charged."""

import pytest

from carriers.enums import TariffBasis
from carriers.models import TariffGrid
from cost_calc.calculator.previews import preview as preview_of
from cost_calc.calculator.previews import price_in_words
from cost_calc.engine.legs import CarrierLeg, ParcelLeg
from cost_calc.engine.lines import Component
from cost_calc.engine.quantities import total
from cost_calc.engine.shipment import Temperature
from cost_calc.pricing.comparison import compare_shipment
from pat_logistics.formats import euro
from tests.cost_calc.conftest import DAY
from tests.factories.carriers import SolutionFactory, TariffBandFactory, TariffGridFactory

OURS = {Component.CARBON, Component.OTHER_WORK}


@pytest.mark.parametrize("mass_kg", [5, 30, 50, 100, 300, 800])
def test_the_preview_shows_the_price_of_the_comparison(ask, mass_kg):
    """Its grid, its zones and its temperature: to the cent."""
    result = compare_shipment(ask(mass_kg=float(mass_kg)), at=DAY)
    checked = 0
    for row in result.priced:
        for leg in row.way.option.legs:
            if not isinstance(leg, CarrierLeg | ParcelLeg) or not row.feasible:
                continue
            tariff = leg.tariff
            if tariff.basis in (TariffBasis.PERCENT, TariffBasis.FIXED_VARIABLE):
                continue
            lines = [line for line in row.quote.lines if line.source == tariff.source and line.eur]
            charged = euro(float(total([line.eur for line in lines if line.component not in OURS])))
            shown = price_in_words(tariff, row.way.solution, mass_kg, Temperature.CHILLED, leg.zone)
            assert shown.partition(" (")[0] == charged, row.way.option.id
            checked += 1
    assert checked


def test_what_shaped_a_price_is_said_in_words(db):
    solution = SolutionFactory(temperatures=["ambient"], max_kg=600)
    grid = TariffGridFactory(
        solution=solution, minimum_eur=28, payant_pour=True, on_quote_above_kg=400, light=None, heavy=None
    )
    TariffBandFactory(grid=grid, min_kg=0, max_kg=100, price_eur=40)
    TariffBandFactory(grid=grid, min_kg=100, price_eur=30)
    (table,) = preview_of(grid, solution).tables
    said = dict(table.rows)
    assert "minimum appliqué" in said["1\u202fkg"]
    assert "sur devis" in said["500\u202fkg"]
    assert "trop lourd" in said["800\u202fkg"]
    grid.minimum_eur = None
    (table,) = preview_of(grid, solution).tables
    said = dict(table.rows)
    assert said["50\u202fkg"] == "20,00\u202f€"
    grid.bands.filter(min_kg=0).update(price_eur=80)
    grid = TariffGrid.objects.get(pk=grid.pk)
    grid.minimum_eur = None
    (table,) = preview_of(grid, solution).tables
    assert dict(table.rows)["50\u202fkg"] == "30,00\u202f€ (payant-pour appliqué)"


def test_each_zone_and_each_temperature_has_its_prices(db):
    solution = SolutionFactory(temperatures=["ambient", "frozen"])
    grid = TariffGridFactory(solution=solution, light=None, heavy=None)
    for zone in ("PROCHE", "LOIN"):
        TariffBandFactory(grid=grid, zone=zone, price_eur=10)
    tables = preview_of(grid, solution).tables
    assert [table.title for table in tables] == ["Zone LOIN", "Zone PROCHE"]
    assert len(tables[0].headers) == 3
