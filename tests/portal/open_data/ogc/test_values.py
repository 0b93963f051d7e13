"""Values read from an address or a filter."""

from datetime import UTC, date, datetime, time

import pytest
from django.db.models import F

from pat_logistics.open_data.datasets import Column, Kind
from pat_logistics.portal.open_data.ogc.values import interval_of, value_of


def column(kind, choices=()):
    return Column("code", "Titre", kind, "Ce qu’elle dit.", F("pk"), choices=choices)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.TEXT, "48", "48"),
        (Kind.INTEGER, "-3", -3),
        (Kind.NUMBER, "1.5", 1.5),
        (Kind.YES_NO, "TRUE", True),
        (Kind.YES_NO, "false", False),
        (Kind.DAY, "2026-11-30", date(2026, 11, 30)),
        (Kind.HOUR, "08:30", time(8, 30)),
        (Kind.MOMENT, "2026-11-30T08:00:00Z", datetime(2026, 11, 30, 8, tzinfo=UTC)),
    ],
)
def test_a_value_is_that_of_its_column(kind, text, value):
    assert value_of(column(kind), text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.INTEGER, "x"),
        (Kind.NUMBER, "nan"),
        (Kind.NUMBER, "1e999"),
        (Kind.YES_NO, "oui"),
        (Kind.DAY, "2026-02-30"),
        (Kind.DAY, "hier"),
        (Kind.HOUR, "25:00"),
        (Kind.MOMENT, "2026-11-30T08:00:00"),
        (Kind.MOMENT, "2026-13-30T08:00:00Z"),
    ],
)
def test_another_is_refused_in_words(kind, text):
    with pytest.raises(ValueError, match=r"^un|^true"):
        value_of(column(kind), text)


def test_a_code_is_one_of_the_codes():
    kinds = column(Kind.TEXT, [("cold", "Froid"), ("dry", "Sec")])
    assert value_of(kinds, "dry") == "dry"
    with pytest.raises(ValueError, match="cold, dry"):
        value_of(kinds, "Sec")


def test_a_day_is_whole_in_the_time_zone_of_the_portal():
    start, end = interval_of("2026-01-01")
    assert (start.isoformat(), end.isoformat()) == ("2026-01-01T00:00:00+01:00", "2026-01-02T00:00:00+01:00")


@pytest.mark.parametrize("text", ["2026-01-01/..", "2026-01-01/", "2026-01-01T00:00:00+01:00/.."])
def test_an_end_may_be_open(text):
    start, end = interval_of(text)
    assert start.isoformat() == "2026-01-01T00:00:00+01:00"
    assert end is None


def test_a_start_may_be_open_and_ends_are_included():
    start, end = interval_of("../2026-01-01T10:00:00Z")
    assert start is None
    assert end > datetime(2026, 1, 1, 10, tzinfo=UTC)
    assert interval_of("../..") == (None, None)


@pytest.mark.parametrize("text", ["", "..", "x", "2026-01-02/2026-01-01", "2026-01-01/2026-01-02/2026-01-03"])
def test_what_is_no_interval_is_refused(text):
    with pytest.raises(ValueError, match="Écrivez un instant"):
        interval_of(text)
