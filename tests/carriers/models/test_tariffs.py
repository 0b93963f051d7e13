"""Grids, their bands and their zones."""

import datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from carriers.enums import GridPurpose, TariffBasis
from carriers.models import TariffBand, TariffGrid, TariffZone
from tests.factories.carriers import (
    TariffBandFactory,
    TariffGridFactory,
    TariffZoneFactory,
)
from tests.refused import TODAY, change, refused

pytestmark = pytest.mark.django_db

INDICES = ("fuel_index_base", "fuel_index_current", "cold_index_base", "cold_index_current")

JUNE_TO_JUNE = DateRange(datetime.date(2026, 6, 1), datetime.date(2027, 6, 1))


def test_two_grids_of_a_solution_never_overlap():
    grid = TariffGridFactory()
    refused(
        TariffGridFactory.build(solution=grid.solution, valid_during=JUNE_TO_JUNE), "tariff_grid_no_overlap"
    )


def test_a_grid_may_follow_another_or_pay_for_something_else():
    grid = TariffGridFactory()
    TariffGridFactory(solution=grid.solution, valid_during=DateRange(datetime.date(2027, 1, 1), None))
    TariffGridFactory(solution=grid.solution, purpose=GridPurpose.HANDLING)
    TariffGridFactory(valid_during=JUNE_TO_JUNE)
    assert TariffGrid.objects.count() == 4


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"valid_during": DateRange(empty=True)}, "tariff_grid_period_starts"),
        ({"valid_during": DateRange(None, datetime.date(2027, 1, 1))}, "tariff_grid_period_starts"),
        ({"purpose": "gift"}, "tariff_grid_purpose_known"),
        ({"basis": "guess"}, "tariff_grid_basis_known"),
        ({"minimum_eur": -1}, "tariff_grid_not_negative"),
        ({"chilled_share": -1}, "tariff_grid_not_negative"),
        ({"round_below_100_kg": 0}, "tariff_grid_positive"),
        ({"vat_share": 20}, "tariff_grid_vat_is_a_share"),
        ({"basis": TariffBasis.PERCENT}, "tariff_grid_percent_given"),
        ({"basis": TariffBasis.PERCENT, "percent_of_value": 22}, "tariff_grid_percent_given"),
        ({"basis": TariffBasis.FIXED_VARIABLE}, "tariff_grid_fixed_variable_given"),
        ({"basis": TariffBasis.PALLET}, "tariff_grid_pallet_weight_given"),
        ({"step_eur": 5}, "tariff_grid_steps_whole"),
        ({"step_from_kg": 20, "step_kg": 20}, "tariff_grid_steps_whole"),
        ({"pickup_capacity_kg": 200}, "tariff_grid_pickup_priced"),
        ({"fuel_propulsion_share": "0.7", "fuel_cold_share": "0.4"}, "tariff_grid_fuel_is_a_share"),
        ({"fuel_propulsion_share": "0.2"}, "tariff_grid_fuel_indexed"),
        ({"fuel_cold_share": "0.2", "cold_index_base": 100}, "tariff_grid_fuel_indexed"),
    ],
)
def test_a_grid_that_cannot_be_priced_is_refused(values, constraint):
    if constraint == "tariff_grid_fuel_is_a_share":
        values |= dict.fromkeys(INDICES, 1)
    refused(change(TariffGridFactory, **values), constraint)


@pytest.mark.parametrize(
    "values",
    [
        {"basis": TariffBasis.PARCEL},
        {"basis": TariffBasis.PER_100KG, "payant_pour": True, "minimum_eur": 28, "round_above_100_kg": 10},
        {"basis": TariffBasis.PALLET, "kg_per_pallet": 500},
        {
            "basis": TariffBasis.STOP,
            "pickup_eur": 10,
            "pickup_capacity_kg": 200,
            "step_from_kg": 20,
            "step_kg": 20,
            "step_eur": 5,
        },
        {"basis": TariffBasis.PERCENT, "percent_of_value": "0.22"},
        {"basis": TariffBasis.FIXED_VARIABLE, "fixed_eur": 18, "eur_per_km": "0.14", "eur_per_kg": "0.22"},
        {"fuel_propulsion_share": "0.204", "fuel_index_base": 100, "fuel_index_current": 104},
    ],
)
def test_every_shape_of_tariff_is_expressible(values):
    TariffGridFactory(**values).full_clean()


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"min_kg": 10, "max_kg": 10}, "tariff_band_has_width"),
        ({"min_kg": -1}, "tariff_band_not_negative"),
        ({"price_eur": -1}, "tariff_band_not_negative"),
        ({"min_kg": 50, "max_kg": 150}, "tariff_band_no_overlap"),
        ({"min_kg": 500}, "tariff_band_no_overlap"),
    ],
)
def test_a_band_has_width_and_overlaps_no_other(values, constraint):
    grid = TariffGridFactory()
    refused(TariffBand(grid=grid, **{"min_kg": 0, "price_eur": 1} | values), constraint)


def test_bands_may_touch_and_zones_have_their_own():
    grid = TariffGridFactory()
    TariffBandFactory(grid=grid, zone="SUD", min_kg=0, max_kg=100)
    TariffBandFactory(grid=grid, zone="SUD", min_kg=100)
    assert grid.bands.count() == 4


def test_a_zone_is_named_once_and_never_negative():
    zone = TariffZoneFactory()
    refused(TariffZone(grid=zone.grid, code=zone.code, label="Autre"), "tariff_zone_once")
    refused(TariffZone(grid=zone.grid, code="", label="Sans nom"), "tariff_zone_named")
    refused(TariffZone(grid=zone.grid, code="A", label="A", surcharge_share=-1), "tariff_zone_not_negative")


@pytest.mark.parametrize(
    ("date", "is_valid"),
    [
        (datetime.date(2025, 12, 31), False),
        (datetime.date(2026, 1, 1), True),
        (datetime.date(2026, 12, 31), True),
        (datetime.date(2027, 1, 1), False),
    ],
)
def test_a_grid_holds_from_its_first_day_to_the_eve_of_its_end(date, is_valid):
    TariffGridFactory()
    assert TariffGrid.objects.valid_on(date).exists() is is_valid


def test_a_grid_to_come_is_not_ended_and_a_past_one_is():
    past = DateRange(datetime.date(2025, 1, 1), datetime.date(2026, 1, 1))
    coming = DateRange(datetime.date(2027, 1, 1), None)
    for period in (past, coming):
        TariffGridFactory(valid_during=period)
    assert [grid.valid_during for grid in TariffGrid.objects.not_ended(TODAY)] == [coming]
