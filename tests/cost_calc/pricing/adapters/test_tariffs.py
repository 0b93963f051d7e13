"""Grids of the database as the engine reads them."""

import pytest
from django.utils import timezone

from carriers.exchange.importing import GridImport
from carriers.models import ServiceArea, TariffGrid
from cost_calc.engine.lines import Quote
from cost_calc.engine.shipment import Shipment
from cost_calc.pricing import adapters
from tests.cases import case
from tests.factories.carriers import SolutionFactory, TariffGridFactory, TariffZoneFactory


@pytest.mark.django_db
def test_an_imported_list_in_whole_kilos_prices_every_load():
    solution = SolutionFactory(slug="messagerie-produits-secs")
    year = str(timezone.localdate().year + 1)
    content = case("tarif_tranches_entieres_avec_trous.csv").replace(b"2028", year.encode())
    assert not GridImport(solution.carrier).run(content, apply=True).refused
    tariff, zone = adapters.tariff(TariffGrid.objects.get(), solution, None, None)
    asked = (9, 9.5, 10, 10.5, 29, 29.5, 30, 30.5)
    paid = [Quote(tariff.lines(Shipment(mass), zone=zone)).total_eur for mass in asked]
    assert paid == [12.5, 18, 18, 18, 18, 25, 25, 25]


def test_a_solution_without_a_grid_in_force_is_on_quote_from_the_first_kilo():
    assert adapters.tariff(None, SolutionFactory.build(), None, None) == (adapters.ON_QUOTE, "")


@pytest.mark.django_db
def test_the_delivery_zone_chooses_the_prices_and_both_ends_add_their_supplements():
    grid = TariffGridFactory()
    TariffZoneFactory(grid=grid, code="A", surcharge_share="0.10", surcharge_eur=2)
    TariffZoneFactory(grid=grid, code="B", surcharge_share="0.05", surcharge_eur=1)
    delivery, collection = ServiceArea(zone="A"), ServiceArea(zone="B")
    tariff, zone = adapters.tariff(grid, grid.solution, delivery, collection)
    (supplement,) = tariff.zones
    assert (zone, supplement.code, supplement.surcharge_eur) == ("A", "A", 3.0)
    assert supplement.surcharge_share == pytest.approx(0.15)


@pytest.mark.django_db
def test_a_zone_the_grid_does_not_know_reads_the_prices_of_everywhere():
    grid = TariffGridFactory()
    tariff, zone = adapters.tariff(grid, grid.solution, ServiceArea(zone="Z"), None)
    assert Quote(tariff.lines(Shipment(10.0), zone=zone)).total_eur > 0
