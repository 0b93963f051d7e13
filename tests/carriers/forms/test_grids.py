"""What is typed of a grid, and refused at its field."""

import pytest

from carriers.models import TariffBand, TariffGrid
from tests.carriers.typed_grids import BANDS, add, typed

pytestmark = pytest.mark.django_db


def test_percentages_and_decimals_are_typed_the_french_way(client, service):
    add(
        client, service, typed(*BANDS, chilled_share="25", minimum_eur="28,5", zones=[("M", "Montagne", "8")])
    )
    grid = service.grids.get()
    assert (float(grid.chilled_share), float(grid.minimum_eur)) == (0.25, 28.5)
    assert float(grid.zones.get().surcharge_share) == 0.08
    assert [float(band.price_eur) for band in grid.bands.all()] == [42.5, 34]


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": "2026-02-31"},
        {"valid_from": "9999-12-31", "valid_to": "9999-12-31"},
        {"valid_from": "0001-01-01"},
        {"minimum_eur": "1e400"},
        {"minimum_eur": "NaN"},
        {"minimum_eur": "9" * 500},
        {"minimum_eur": "-1"},
        {"chilled_share": "sNaN"},
        {"chilled_share": "1e999999"},
        {"chilled_share": "25,123"},
        {"name": "a\x00b"},
        {"basis": "magic"},
        {"purpose": ""},
        {"source": ""},
        {"basis": "percent"},
        {"basis": "pallet"},
        {"basis": "fixed_variable"},
        {"fuel_propulsion_share": "20"},
        {"fuel_propulsion_share": "90", "fuel_cold_share": "20"},
        {"vat_share": "150"},
        {"bands-0-price_eur": "dix"},
        {"bands-0-max_kg": "0"},
        {"bands-0-min_kg": "∞"},
        {"bands-TOTAL_FORMS": "9" * 30},
        {"bands-TOTAL_FORMS": "x"},
        {"bands-TOTAL_FORMS": "100000"},
    ],
)
def test_what_makes_no_sense_is_refused_on_the_page_and_nothing_is_written(client, service, changes):
    response = add(client, service, typed(*BANDS) | changes)
    assert response.status_code == 200
    assert response.context["editor"].error_count
    assert "à corriger" in response.content.decode()
    assert not TariffGrid.objects.exists()


def test_bands_that_overlap_are_refused_and_named(client, service):
    response = add(client, service, typed(("0", "100", "10"), ("50", "200", "9")))
    assert "se recouvrent" in response.content.decode()
    assert not TariffGrid.objects.exists()


def test_a_banded_grid_needs_a_band(client, service):
    assert "au moins une tranche" in add(client, service, typed()).content.decode()


def test_an_emptied_row_is_a_band_taken_away(client, service):
    add(client, service, typed(*BANDS, ("", "", "")))
    assert TariffBand.objects.count() == 2


@pytest.mark.parametrize("share", ["1e999999999", "-1e999999999", "1e-999999999"])
def test_a_percentage_of_a_billion_digits_is_an_error_at_its_field(client, service, share):
    page = add(client, service, typed(*BANDS, chilled_share=share))
    assert "chilled_share" in page.context["editor"].form.errors


def test_a_zero_that_the_database_refuses_is_told_at_its_field(client, service):
    response = add(client, service, typed(("0", "", "0E9999999999")))
    assert response.status_code == 200
    assert "Écrivez un nombre" in response.content.decode()
    assert not TariffGrid.objects.exists()


def test_a_number_copied_from_the_portal_is_understood(client, service):
    add(client, service, typed(("0", "", "1\u202f234,50")))
    assert float(service.grids.get().bands.get().price_eur) == 1234.5
