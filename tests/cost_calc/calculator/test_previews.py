"""What a carrier is shown of its grid is what producers are charged."""

import pytest
from django.urls import reverse
from django.utils import timezone

from carriers.enums import BANDED_BASES, GridPurpose, TariffBasis
from carriers.models import TariffGrid
from cost_calc.calculator.previews import preview as preview_of
from cost_calc.calculator.previews import price_in_words
from cost_calc.engine.legs import CarrierLeg, ParcelLeg
from cost_calc.engine.lines import Component
from cost_calc.engine.quantities import total
from cost_calc.engine.shipment import Temperature
from cost_calc.pricing.comparison import compare_shipment
from pat_logistics.accounts.models import Role
from pat_logistics.formats import euro
from tests.cost_calc.conftest import DAY
from tests.factories.accounts import MembershipFactory, advisor_of_lozere
from tests.factories.carriers import CarrierFactory, SolutionFactory, TariffBandFactory, TariffGridFactory

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


@pytest.fixture
def service(client, db):
    carrier = CarrierFactory()
    membership = MembershipFactory(role=Role.CARRIER)
    carrier.organisation = membership.organisation
    carrier.save()
    client.force_login(membership.user)
    return SolutionFactory(carrier=carrier)


def typed(basis, **changes):
    today = timezone.localdate().isoformat()
    banded = {
        "bands-TOTAL_FORMS": "1",
        "bands-0-min_kg": "0",
        "bands-0-price_eur": "42",
    }
    return {
        "name": "Essai",
        "purpose": GridPurpose.TRANSPORT.value,
        "basis": basis,
        "valid_from": today,
        "source": "Déclaré",
        "source_date": today,
        "bands-TOTAL_FORMS": "0",
        "bands-INITIAL_FORMS": "0",
        "zones-TOTAL_FORMS": "0",
        "zones-INITIAL_FORMS": "0",
        **(banded if basis in BANDED_BASES else {}),
        "percent_of_value": "22",
        "fixed_eur": "12",
        "kg_per_pallet": "400",
        **changes,
    }


@pytest.mark.parametrize("basis", TariffBasis.values)
def test_a_grid_being_typed_is_priced_without_being_written(client, service, basis):
    response = client.post(reverse("cost_calc:tariff_preview", args=[service.slug]), typed(basis))
    assert "Ce que paiera un producteur" in response.content.decode()
    assert 'value="Essai"' in response.content.decode()
    assert not TariffGrid.objects.exists()


@pytest.mark.parametrize("changes", [{"name": ""}, {"bands-0-price_eur": "x"}, {"valid_from": "31/02/2026"}])
def test_a_grid_without_sense_keeps_what_was_typed_and_says_what_is_wrong(client, service, changes):
    address = reverse("cost_calc:tariff_preview", args=[service.slug])
    response = client.post(address, typed("per_100kg", **changes))
    assert "à corriger" in response.content.decode()
    assert response.context["preview"] is None


def test_an_advisor_previews_for_a_company_and_a_reader_cannot(client, service):
    address = reverse("cost_calc:tariff_preview", args=[service.slug])
    client.force_login(advisor_of_lozere())
    assert client.post(address, typed("per_100kg")).status_code == 200
    client.force_login(MembershipFactory(role=Role.CARRIER).user)
    assert client.post(address, typed("per_100kg")).status_code == 404
    assert client.get(address).status_code == 405
