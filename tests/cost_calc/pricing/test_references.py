"""Dated, sourced values."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cost_calc.models import LegalRule, ReferenceValue, VehicleType
from cost_calc.pricing.reference_files import load_reference_values
from cost_calc.pricing.references import ReferenceSet


@pytest.mark.django_db
def test_the_value_in_force_is_the_latest_that_had_begun():
    for year, value in ((2020, 1.0), (2022, 2.0), (2030, 3.0)):
        ReferenceValue.objects.create(
            code="x", label="X", value=value, unit="€", confidence="D", source="s", valid_from=f"{year}-01-01"
        )
    assert ReferenceSet.at(datetime.date(2026, 1, 1))["x"] == 2.0
    assert "x" not in ReferenceSet.at(datetime.date(2019, 12, 31)).values


@pytest.mark.django_db
def test_every_value_has_a_source_and_a_confidence():
    load_reference_values()
    for model in (ReferenceValue, VehicleType, LegalRule):
        assert not model.objects.filter(source="").exists()
        assert not model.objects.exclude(confidence__in="ABCD").exists()


@pytest.mark.django_db
def test_two_values_of_one_code_cannot_begin_the_same_day():
    load_reference_values()
    row = ReferenceValue.objects.first()
    row.pk = None
    with pytest.raises(IntegrityError, match="referencevalue_one_per_date"):
        row.save()


@pytest.mark.django_db
def test_a_vehicle_burns_litres_or_kilowatt_hours():
    load_reference_values()
    vehicle = VehicleType.objects.get(code="small_van", valid_from="2026-11-01")
    vehicle.kwh_per_100km = 20
    with pytest.raises(ValidationError, match="soit des litres, soit des kWh"):
        vehicle.full_clean()


@pytest.mark.django_db
def test_a_price_is_used_without_the_vat_it_is_published_with():
    load_reference_values()
    row = ReferenceValue.objects.get(code="energy.diesel.eur", valid_from="2026-03-09")
    assert (row.value, row.vat_rate) == (2.001, 0.2)
    assert ReferenceSet.at(datetime.date(2026, 11, 28))["energy.diesel.eur"] == pytest.approx(1.6675)


def test_a_row_nobody_has_checked_for_a_year_is_old():
    day = datetime.date(2026, 11, 28)
    row = ReferenceValue(valid_from=datetime.date(2025, 11, 27))
    assert row.is_stale(day)
    row.checked_on = datetime.date(2025, 11, 28)
    assert not row.is_stale(day)
    assert not ReferenceValue(valid_from=datetime.date(2026, 3, 9)).is_stale(day)
