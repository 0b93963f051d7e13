"""Reference files are loaded whole, and only when they changed."""

import json

import pytest

from pat_logistics.territory.models import Commune, Costing, RoadTrip, TripSource
from pat_logistics.territory.services import LoadReport, keep_routed_trips, load_territory
from pat_logistics.territory.tasks import keep_trips
from tests.territory.samples import (
    FLORAC,
    MENDE,
    changed,
    write_communes,
)

pytestmark = pytest.mark.django_db


def test_unchanged_files_are_not_read_again(folder, django_assert_num_queries):
    load_territory(directory=folder)
    with django_assert_num_queries(1):
        assert load_territory(directory=folder) == LoadReport(skipped=True)


def test_a_forced_second_load_changes_nothing(folder):
    load_territory(directory=folder)
    assert load_territory(directory=folder, force=True) == LoadReport(unchanged=2)


def test_a_corrected_line_is_updated_alone(folder):
    load_territory(directory=folder)
    write_communes(folder, changed(MENDE, "population", "12500"), FLORAC)
    assert load_territory(directory=folder) == LoadReport(updated=1, unchanged=1)
    assert Commune.objects.get(pk="48095").population == 12500


def test_a_commune_that_left_the_files_stays_and_is_named(folder):
    load_territory(directory=folder)
    write_communes(folder, MENDE)
    assert load_territory(directory=folder).gone == ("48061",)
    assert Commune.objects.filter(pk="48061").exists()


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """Runs the task at once, with what a message would carry."""

    def run(args, retry):
        keep_trips.apply(args=json.loads(json.dumps(args)), throw=True)

    monkeypatch.setattr(keep_trips, "apply_async", run)


def test_a_later_answer_replaces_the_one_that_was_kept(mende, montpellier):
    for km in (178, 181):
        kept = keep_routed_trips(rows=[["48095", "34172", km, 155]], costing=Costing.AUTO)
        assert kept == 1
    assert RoadTrip.objects.get().distance_km == 181


def test_a_trip_measured_on_the_road_is_not_overwritten(mende, montpellier):
    RoadTrip.objects.create(origin=mende, destination=montpellier, distance_km=178, minutes=155)
    keep_routed_trips(rows=[["48095", "34172", 190, 160]], costing=Costing.AUTO)
    assert RoadTrip.objects.get(source=TripSource.DECLARED).distance_km == 178


def test_a_commune_that_has_gone_since_is_left_out(mende):
    assert keep_routed_trips(rows=[["48095", "99999", 10, 10]], costing=Costing.AUTO) == 0
