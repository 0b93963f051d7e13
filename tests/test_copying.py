"""Rows copied into a table are those that were given, whatever their cells hold."""

import pytest
from django.db import connection

from pat_logistics.copying import copy_rows

pytestmark = pytest.mark.django_db


def test_what_is_copied_is_what_was_given():
    rows = [
        ("l’été ; « 1,5 »", [48000, 48100], None, '[{"insee": "48146"}]'),
        ("", [], 1.5, "[]"),
        ('a "b"\nc', [1], 0, "[]"),
    ]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE there (a text NOT NULL, b int[], c float, d jsonb) ON COMMIT DROP")
        copy_rows("there", ("a", "b", "c", "d"), rows)
        cursor.execute("SELECT a, b, c, d::text FROM there")
        assert cursor.fetchall() == rows
