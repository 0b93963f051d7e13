"""JSON lines and GeoJSON."""

import json

import pytest

from pat_logistics.open_data import extracts
from pat_logistics.open_data.files.texts import feature_collection, json_lines
from tests.factories.producers import ProducerFactory
from tests.open_data.samples import open_farm, written

pytestmark = pytest.mark.django_db


def test_a_line_is_an_object_with_its_accents():
    open_farm(name="Ferme de l’Éclisse")
    [line] = written(json_lines, "producers", columns=["name", "families"]).decode().splitlines()
    assert json.loads(line) == {"name": "Ferme de l’Éclisse", "families": ["cheese"]}


def test_geojson_says_its_date_licence_filters_and_count():
    open_farm()
    found = json.loads(written(feature_collection, "producers", filters={"departement": "48"}))
    assert found["type"] == "FeatureCollection"
    assert found["numberReturned"] == 1
    assert (found["date"], found["licence"]) == ("2026-11-29", "Licence Ouverte 2.0")
    assert found["filtres"] == "departement = 48"


@pytest.mark.parametrize("count", [0, 1, 4, 5])
def test_batches_make_one_collection(count, monkeypatch):
    monkeypatch.setattr(extracts, "AT_A_TIME", 2)
    ProducerFactory.create_batch(count, published=True)
    found = json.loads(written(feature_collection, "producers"))
    assert len(found["features"]) == found["numberReturned"] == count
