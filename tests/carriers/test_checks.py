"""What a grid as a whole says of itself to whoever edits it."""

import pytest

import carriers.demo
from carriers import checks
from carriers.enums import TariffBasis
from carriers.models import TariffBand, TariffGrid
from pat_logistics.territory.services import load_territory


def said(*bands, **grid):
    rows = [
        TariffBand(min_kg=low, max_kg=high, price_eur=eur, flat=flat, zone="")
        for low, high, eur, flat in bands
    ]
    grid = TariffGrid(**{"basis": TariffBasis.PER_100KG} | grid)
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in checks.warnings(grid, rows, [])]


LIGHT, NEXT = (60, 100, 49, True), (100, None, 45, False)


def test_a_flat_price_above_the_next_minimum_is_never_paid():
    assert said((0, 60, 38, True), LIGHT, NEXT, payant_pour=True) == [
        "la tranche de 60 à 100 kg ne sert jamais : avec le payant-pour, on paie le début de la tranche "
        "100 kg et plus, 45,00 €."
    ]


def test_without_payant_pour_it_is_paid():
    assert said((0, 60, 38, True), LIGHT, NEXT) == []


def test_a_band_that_its_lightest_loads_pay_is_alive():
    assert said((0, 200, 42, False), (200, None, 34, False), payant_pour=True) == []


def test_a_price_of_three_pallets_beaten_by_that_of_four_is_never_paid():
    bands = (0, 1000, 60, False), (1000, 1500, 80, False), (1500, None, 50, False)
    (warning,) = said(*bands, basis=TariffBasis.PALLET, kg_per_pallet=500, payant_pour=True)[1:]
    assert "de 1 000 à 1 500 kg ne sert jamais" in warning


def test_a_hole_says_which_price_fills_it():
    assert said((0, 9, 12, True), (10, None, 18, True)) == [
        "aucun prix n’est écrit de 9 kg à 10 kg : le calculateur prend celui de la tranche d’au-dessus "
        "(10 kg et plus)."
    ]


def test_prices_with_vat_at_no_known_rate_cannot_be_compared():
    (warning,) = said((0, None, 42, False), vat_included=True)
    assert "le taux de TVA manque" in warning
    assert said((0, None, 42, False), vat_included=True, vat_share=0) == []


@pytest.mark.django_db
def test_the_grids_of_example_hold_no_band_that_nobody_pays():
    load_territory()
    carriers.demo.load()
    for grid in TariffGrid.objects.prefetch_related("bands", "zones").order_by("pk"):
        found = checks.warnings(grid, list(grid.bands.all()), list(grid.zones.all()))
        assert not [line for line in found if "ne sert jamais" in line]
