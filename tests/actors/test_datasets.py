"""Who can help, as it leaves the portal."""

import json

import pytest

from pat_logistics.actors.datasets import ACTORS
from tests.factories.actors import ActorFactory
from tests.factories.territory import CommuneFactory
from tests.open_data.samples import VISITOR

pytestmark = pytest.mark.django_db


def told():
    rows = ACTORS.rows(VISITOR).order_by("pk")
    return [json.loads(row) for row in ACTORS.as_json(rows, ACTORS.columns)]


def test_a_customer_is_told_with_what_it_asks():
    mende = CommuneFactory(mende=True)
    ActorFactory(canteen=True, commune=mende, slug="college")
    [row] = told()
    assert row["url"].endswith("/qui-peut-aider/college/")
    assert (row["customer_type"], row["weekdays"], row["minimum_kg"]) == ("college", [2, 4], 10.0)
    assert (row["not_before"], row["lead_time_hours"], row["asks_approval"]) == ("07:00:00", 72, True)
    assert (row["commune"], row["latitude"]) == ("Mende", mende.latitude)


def test_each_says_where_it_was_read_and_how_far_to_believe_it():
    ActorFactory()
    ActorFactory(confirmed=True)
    ActorFactory(example=True)
    rows = told()
    assert [row["standing"] for row in rows] == ["unconfirmed", "confirmed", "example"]
    assert rows[0]["source_url"].startswith("https://exemple.fr/")
    assert rows[0]["source_date"] == "2024-05"
    assert rows[0]["updated_at"] is not None


def test_one_of_no_commune_stands_nowhere_and_is_told_all_the_same():
    ActorFactory(everywhere=True, departements=[])
    [row] = told()
    assert (row["insee"], row["latitude"], row["everywhere"]) == (None, None, True)


def test_what_is_not_published_does_not_leave():
    ActorFactory(unpublished=True)
    assert told() == []
