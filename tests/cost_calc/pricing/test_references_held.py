"""Reference values are read once for all requests, and again as soon as one has changed."""

import datetime
import os
import subprocess
import sys

import pytest
from django.db import connection, transaction

from cost_calc.models import LegalRule, ReferenceValue, VehicleType
from cost_calc.pricing.references import ReferenceSet

DAY = datetime.date(2026, 11, 23)
CODE = "energy.diesel.eur"


@pytest.fixture
def held(references):
    """A set that the process has read already."""
    return ReferenceSet.at(DAY)


def test_unchanged_values_are_not_read_again(held, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert ReferenceSet.at(DAY) is held


def test_another_day_has_its_own_values(held):
    assert CODE not in ReferenceSet.at(datetime.date(2020, 1, 1)).values


@pytest.mark.parametrize(
    "change",
    [
        lambda row: ReferenceValue.objects.filter(pk=row.pk).update(value=9.0),
        lambda row: ReferenceValue.objects.bulk_update([_with(row, value=9.0)], ["value"]),
        lambda row: _with(row, value=9.0).save(),
        lambda row: _sql("UPDATE cost_calc_referencevalue SET value = 9 WHERE id = %s", row.pk),
        lambda row: _with(row, pk=None, valid_from=DAY, value=9.0).save(),
    ],
    ids=["update", "bulk", "save", "sql", "new row"],
)
def test_a_changed_value_counts_at_once(held, change):
    change(ReferenceValue.objects.filter(code=CODE, valid_from__lte=DAY).latest("valid_from"))
    assert ReferenceSet.at(DAY).values[CODE].value == 9.0


def test_the_same_row_changed_twice_in_one_transaction_counts_twice(held):
    for value in (8.0, 9.0):
        ReferenceValue.objects.filter(code=CODE).update(value=value)
        assert ReferenceSet.at(DAY).values[CODE].value == value


def test_a_change_that_is_undone_no_longer_counts(held):
    with transaction.atomic():
        ReferenceValue.objects.filter(code=CODE).update(value=9.0)
        assert ReferenceSet.at(DAY).values[CODE].value == 9.0
        transaction.set_rollback(True)
    assert ReferenceSet.at(DAY).values[CODE].value == held.values[CODE].value


def test_a_value_taken_away_is_missing_at_once(held):
    ReferenceValue.objects.filter(code=CODE).delete()
    assert CODE not in ReferenceSet.at(DAY).values


def test_a_vehicle_and_a_rule_count_at_once_too(held):
    VehicleType.objects.filter(code="small_van").update(payload_kg=1.0)
    LegalRule.objects.filter(code="atp.distance").update(value=1.0)
    now = ReferenceSet.at(DAY)
    assert (now.vehicle("small_van").payload_kg, now.threshold("atp.distance")) == (1.0, 1.0)


def test_another_set_has_another_fingerprint(held):
    before = held.fingerprint
    ReferenceValue.objects.filter(code=CODE).update(value=9.0)
    assert ReferenceSet.at(DAY).fingerprint != before


_ELSEWHERE = """
import sys, psycopg2
database = psycopg2.connect(sys.argv[1])
database.cursor().execute("UPDATE cost_calc_referencevalue SET value = 9 WHERE code = %s", [sys.argv[2]])
database.commit()
"""


@pytest.mark.django_db(transaction=True)
def test_a_change_by_another_process_counts_at_once(references):
    assert ReferenceSet.at(DAY).values[CODE].value != 9.0
    connection.ensure_connection()
    parameters = connection.connection.get_dsn_parameters()
    address = " ".join(f"{name}={parameters[name]}" for name in ("host", "port", "user", "dbname"))
    told = os.environ | {"PGPASSWORD": connection.settings_dict["PASSWORD"]}
    subprocess.run([sys.executable, "-c", _ELSEWHERE, address, CODE], check=True, env=told)
    assert ReferenceSet.at(DAY).values[CODE].value == 9.0


def _with(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row._state.adding = row.pk is None
    return row


def _sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
