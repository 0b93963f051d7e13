"""Rows copied into a table are those that were given, whatever their cells hold."""

import pytest
from django.db import connection

from pat_logistics.copying import copy_new, copy_rows
from producers.models import IntakeRow, ProductLine
from tests.factories.producers import IntakeFactory, ProducerFactory

pytestmark = pytest.mark.django_db


def test_what_is_copied_is_what_was_given():
    rows = [
        ("l’été ; « 1,5 »", [48000, 48100], None, '[{"insee": "48146"}]'),
        ("", [], 1.5, "[]"),
        ('a "b"\nc', [1], 0, "[]"),
        ("\\N", [2], 0, "[]"),
    ]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE there (a text NOT NULL, b int[], c float, d jsonb) ON COMMIT DROP")
        copy_rows("there", ("a", "b", "c", "d"), rows)
        cursor.execute("SELECT a, b, c, d::text FROM there")
        assert cursor.fetchall() == rows


def test_new_rows_are_those_that_django_would_have_made():
    farm = ProducerFactory()

    def line(family):
        return ProductLine(
            producer=farm,
            family=family,
            temperature="chilled",
            name=r"l’été ; \N",
            labels=["organic", "aop_igp"],
        )

    made, copied = [line("eggs")], [line("honey"), line("cheese")]
    ProductLine.objects.bulk_create(made)
    copy_new(copied)
    assert [row.pk for row in copied] == [made[0].pk + 1, made[0].pk + 2]
    one, *others = ProductLine.objects.filter(producer=farm).order_by("pk").values()
    for other in others:
        told = ("id", "family", "document")
        assert {k: v for k, v in other.items() if k not in told} == {
            k: v for k, v in one.items() if k not in told
        }
    copied[0].name = "tomme"
    copied[0].save()
    assert ProductLine.objects.filter(producer=farm).count() == 3


def test_what_is_json_stays_json():
    intake = IntakeFactory()
    copy_new([IntakeRow(intake=intake, number=2, state="new", notes=['un "mot"', "é"], filled={"a": [1]})])
    row = intake.rows.get()
    assert (row.notes, row.filled, row.producer) == (['un "mot"', "é"], {"a": [1]}, None)


def test_no_row_is_nothing_to_copy(django_assert_num_queries):
    with django_assert_num_queries(0):
        copy_new([])
