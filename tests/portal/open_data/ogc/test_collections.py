"""What each collection holds and where it stands."""

import json

import pytest

from pat_logistics.open_data.datasets import Kind
from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS
from pat_logistics.portal.open_data.registry import DATASETS
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def test_what_has_a_place_is_a_collection():
    placed = [code for code, dataset in DATASETS.items() if dataset.place]
    assert list(COLLECTIONS) == [*placed, "solution-areas"]
    assert {"producers", "carriers", "solutions", "storage", "drop-points"} <= set(placed)


def test_columns_are_those_of_the_dataset_but_the_place(collection):
    assert {column.code for column in collection.columns} == {*collection.dataset.codes} - {
        "latitude",
        "longitude",
    }
    assert all(column.kind is not Kind.SEVERAL for column in collection.queryables.values())


def test_a_feature_says_its_columns_and_its_key(world, collection):
    rows = collection.rows()
    for key, text in collection.features(rows):
        feature = json.loads(text)
        assert feature["id"] == key
        assert feature["geometry"]["type"] == collection.geometry
        assert list(feature["properties"]) == [column.code for column in collection.columns]


def test_the_extent_is_that_of_what_is_published():
    here = ProducerFactory(commune=CommuneFactory(mende=True), published=True)
    ProducerFactory(commune=CommuneFactory(montpellier=True))
    extent = COLLECTIONS["producers"].extent()
    assert extent.bounds == (here.commune.longitude, here.commune.latitude) * 2
    assert extent.changed[0] == extent.changed[1] >= here.published_at


def test_a_farm_that_shows_where_it_is_stands_there():
    mende = CommuneFactory(mende=True)
    ProducerFactory(commune=mende, latitude=44.6, longitude=3.6, position_published=True)
    assert COLLECTIONS["producers"].extent().bounds == (3.6, 44.6, 3.6, 44.6)


def test_an_area_of_which_no_commune_is_known_has_no_geometry():
    areas = COLLECTIONS["solution-areas"]
    ServiceAreaFactory(solution=SolutionFactory(), departement="75", role="delivery")
    [(_, text)] = areas.features(areas.rows())
    assert json.loads(text)["geometry"] is None
    assert areas.extent().bounds is None
