"""Grids of the database as the engine reads them."""

import pytest
from django.utils import timezone

from carriers.exchange.importing import GridImport
from carriers.models import TariffGrid
from cost_calc.engine.lines import Quote
from cost_calc.engine.shipment import Shipment
from cost_calc.pricing import adapters
from tests.cases import case
from tests.factories.carriers import SolutionFactory


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
