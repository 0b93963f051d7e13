"""Dated, sourced values."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cost_calc.models import LegalRule, ReferenceValue, VehicleType
from cost_calc.references import DATA_DIR, DataFileError, ReferenceSet, load_reference_values


@pytest.fixture
def files(tmp_path):
    """A copy of the data files that a test may spoil."""
    for name in ("reference_values.csv", "vehicles.csv", "legal_rules.csv"):
        (tmp_path / name).write_text((DATA_DIR / name).read_text())
    return tmp_path


@pytest.mark.django_db
def test_loading_twice_adds_nothing():
    assert sum(load_reference_values().values()) > 100
    assert sum(load_reference_values().values()) == 0


@pytest.mark.django_db
def test_a_correction_of_the_administrator_survives_a_new_load():
    load_reference_values()
    ReferenceValue.objects.filter(code="labour.eur_per_hour").update(value=18)
    load_reference_values()
    assert ReferenceValue.objects.get(code="labour.eur_per_hour").value == 18


@pytest.mark.django_db
def test_a_bad_row_is_named_and_nothing_is_written(files):
    path = files / "vehicles.csv"
    path.write_text(path.read_text().replace("0.40", "quarante"))
    with pytest.raises(DataFileError, match=r"vehicles\.csv, ligne 2"):
        load_reference_values(files)
    assert not ReferenceValue.objects.exists()


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
    vehicle = VehicleType.objects.get(code="small_van")
    vehicle.kwh_per_100km = 20
    with pytest.raises(ValidationError, match="soit des litres, soit des kWh"):
        vehicle.full_clean()
