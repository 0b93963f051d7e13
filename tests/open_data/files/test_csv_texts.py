"""A CSV for programs is, byte for byte, what Python would write of the same values."""

import csv as library
import io
import json
from datetime import UTC, date, datetime

import pytest

from carriers.models import Solution
from pat_logistics.exchange.writing import safe
from pat_logistics.open_data.datasets import Kind
from pat_logistics.open_data.files.tables import csv
from producers.models import Producer, StorageSite
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.producers import ProducerFactory
from tests.open_data.samples import DATASETS, extract, open_canteen, open_company, open_farm, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world():
    """What has to be quoted, escaped or left out, and numbers and moments of all shapes."""
    names = [
        "=HYPERLINK(1)", "+33", "-5", "@a", "'quote", "\tonglet", "a,b;c", "dit « oui »", 'dit "oui"',
        "deux\nlignes", "deux\r\nlignes", "fin\\", "œufs 🥚", " espace ", "\\.", "NULL", "{}", "%s 100 %",
    ]  # fmt: skip
    for number, name in enumerate(names):
        moment = datetime(2026, 7, 14, 22, 30, number, 120_000 if number % 2 else 0, tzinfo=UTC)
        farm = ProducerFactory(
            name=name, contact_published=True, position_published_at=moment, contact_name=name[::-1],
            latitude=number - 3.0, longitude=(number - 5) / 7, phone="" if number % 3 else "04 66 00 00 00",
            confirmed_on=date(2026, 11, 3) if number % 2 else None, labels=["organic"] * (number % 2),
        )  # fmt: skip
        Producer.objects.filter(pk=farm.pk).update(updated_at=moment, slug=f"{farm.pk}")
    open_farm(latitude=-0.00005, longitude=0.0, position_published_at=datetime(2026, 1, 1, tzinfo=UTC))
    StorageSite.objects.update(free_m3="7.5", hgv_access=True)
    open_company()
    open_canteen()
    SolutionFactory(tool=True)
    Solution.objects.filter(slug="groupage").update(max_kg="1999.50", atp_attested=True)
    ServiceAreaFactory(departement="34", role="delivery", delay_hours=0, cut_off="08:30")


def in_python(column, value):
    if column.kind is Kind.SEVERAL:
        return json.dumps(value or [], ensure_ascii=False)
    if column.kind is Kind.YES_NO:
        return {True: "true", False: "false", None: ""}[value]
    if column.kind is Kind.MOMENT:
        return value.isoformat() if value else ""
    if column.kind is Kind.TEXT and not column.choices:
        return safe(value) if value else ""
    return value


def written_in_python(asked):
    text = io.StringIO(newline="")
    lines = library.writer(text, lineterminator="\r\n")
    lines.writerow(column.code for column in asked.columns)
    for rows in asked.tuples():
        for row in rows:
            lines.writerow(in_python(*each) for each in zip(asked.columns, row, strict=True))
    return text.getvalue().encode()


@pytest.mark.parametrize("code", DATASETS)
def test_each_list_is_written_as_python_would(code):
    body = written(csv, code)
    assert body.count(b"\r\n") > 1
    assert body == written_in_python(extract(code))


@pytest.mark.parametrize("column", DATASETS["producers"].codes)
def test_so_is_a_column_alone(column):
    columns = [column]
    assert written(csv, "producers", columns=columns) == written_in_python(
        extract("producers", columns=columns)
    )
