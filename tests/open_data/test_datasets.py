"""Datasets: what each row says, in SQL, to whoever may read it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F

from carriers.models import Solution
from pat_logistics.history import events_of
from pat_logistics.open_data.datasets import Dataset, Kind, changed_since, last_change, latest
from pat_logistics.open_data.files.tables import for_people
from producers.datasets import PRODUCERS, STORAGE
from tests.factories.carriers import SolutionFactory
from tests.open_data.samples import DATASETS, VISITOR, open_canteen, open_company, open_farm

pytestmark = pytest.mark.django_db

OF_KIND = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.NUMBER: int | float,
    Kind.YES_NO: bool,
    Kind.DAY: str,
    Kind.HOUR: str,
    Kind.MOMENT: str,
    Kind.SEVERAL: list,
}


@pytest.fixture
def world():
    open_farm()
    open_company()
    open_canteen()


def objects(dataset, columns=None):
    rows = dataset.rows(VISITOR).order_by("pk")
    return [json.loads(row) for row in dataset.as_json(rows, columns or dataset.columns)]


@pytest.mark.parametrize("code", DATASETS)
def test_each_column_holds_what_it_says(code, world):
    dataset = DATASETS[code]
    found = objects(dataset)
    assert found
    for row in found:
        assert list(row) == dataset.codes
        for column in dataset.columns:
            value = row[column.code]
            assert value is None or isinstance(value, OF_KIND[column.kind]), column.code
            known = {choice for choice, _ in column.choices}
            several = value if column.kind is Kind.SEVERAL else [value]
            assert not known or {each for each in several if each} <= known, column.code


@pytest.mark.parametrize("code", DATASETS)
def test_the_words_of_a_column_are_french_and_end_as_sentences(code):
    for column in DATASETS[code].columns:
        assert column.doc.endswith("."), column.code
        assert column.title[0].isupper(), column.code


@pytest.mark.parametrize("code", DATASETS)
def test_the_tuples_of_a_dataset_say_what_its_objects_say(code, world):
    dataset = DATASETS[code]
    names = [column for column in dataset.columns if column.kind in (Kind.TEXT, Kind.INTEGER, Kind.YES_NO)]
    rows = dataset.read(dataset.rows(VISITOR).order_by("pk"), names)
    assert [list(row) for row in rows] == [list(row.values()) for row in objects(dataset, names)]


def test_a_feature_stands_where_its_columns_say_and_does_not_repeat_them(world):
    [text] = STORAGE.as_features(STORAGE.rows(VISITOR), STORAGE.columns)
    feature = json.loads(text)
    assert feature["geometry"] == {"type": "Point", "coordinates": [3.50117, 44.51782]}
    assert feature["properties"]["producer"] == "Ferme du Vent"
    assert not {"latitude", "longitude"} & set(feature["properties"])


def test_a_row_of_no_known_place_has_no_geometry():
    SolutionFactory(tool=True)
    dataset = DATASETS["solutions"]
    [text] = dataset.as_features(dataset.rows(VISITOR), dataset.columns)
    assert json.loads(text)["geometry"] is None


def test_a_dataset_without_a_place_gives_no_features():
    with pytest.raises(ValueError, match="product-lines"):
        DATASETS["product-lines"].as_features(None, ())


def test_a_dataset_names_each_column_once_and_its_key():
    twice = (*PRODUCERS.columns, PRODUCERS.columns[0])
    with pytest.raises(ValueError, match="producers"):
        replace(PRODUCERS, columns=twice)
    with pytest.raises(ValueError, match="producers"):
        Dataset("producers", "", "", "", PRODUCERS.columns, PRODUCERS.rows, key="none_such")


def test_columns_are_chosen_by_their_codes_in_their_own_order():
    assert [column.code for column in PRODUCERS.chosen(["name", "id"])] == ["id", "name"]
    assert PRODUCERS.chosen() == PRODUCERS.columns


def test_the_last_change_is_that_of_the_history():
    solution, long_ago = SolutionFactory(), datetime(2026, 1, 1, tzinfo=UTC)
    events_of(Solution).update(pgh_created_at=long_ago)
    changed = Solution.objects.annotate(last=last_change(Solution))
    assert changed.get().last == long_ago
    solution.name = "Autre nom"
    solution.save()
    assert changed.get().last > long_ago


def test_the_latest_of_moments_forgets_those_that_are_not_known():
    solution = SolutionFactory(carrier=None, tool=True)
    moment = latest(F("published_at"), F("carrier__published_at"))
    assert Solution.objects.annotate(last=moment).get().last == solution.published_at


@pytest.mark.parametrize("code", DATASETS)
def test_a_row_has_changed_since_whenever_its_last_change_is_not_before(code, world):
    dataset = DATASETS[code]
    changed, rows = dataset[dataset.changed].value, dataset.rows(VISITOR)
    moments = list(rows.annotate(last=changed).values_list("last", flat=True))
    assert moments
    for moment in [*moments, *(each + timedelta(microseconds=1) for each in moments)]:
        expected = set(rows.annotate(last=changed).filter(last__gte=moment).values_list("pk", flat=True))
        assert set(rows.filter(changed_since(changed, moment)).values_list("pk", flat=True)) == expected


def test_the_words_of_the_choices_are_those_of_people():
    column = PRODUCERS["families"]
    assert for_people(column)(["cheese", "honey"]) == "fromage et produits laitiers, miel"
