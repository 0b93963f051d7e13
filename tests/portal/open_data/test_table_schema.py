"""Frictionless, the tool of reference, finds in each CSV what its schema tells."""

import pytest
from frictionless import Resource, Schema

from pat_logistics.portal.open_data.registry import DATASETS
from pat_logistics.portal.open_data.table_schema import table_schema
from tests.open_data.samples import open_canteen, open_company, open_farm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world():
    open_farm()
    open_company()
    open_canteen()


def csv_of(client, code, folder):
    path = folder / f"{code}.csv"
    path.write_bytes(client.get(f"/api/v1/{code}/", {"format": "csv"}).getvalue())
    return path


def faults(path, schema):
    resource = Resource(path=path.name, basepath=str(path.parent), schema=Schema.from_descriptor(schema))
    return [error.message for task in resource.validate().tasks for error in task.errors]


@pytest.mark.parametrize("code", DATASETS)
def test_the_csv_of_each_list_is_what_its_schema_tells(client, tmp_path, code):
    path = csv_of(client, code, tmp_path)
    assert len(path.read_text(encoding="utf-8").splitlines()) > (code != "deletions")
    assert faults(path, table_schema(DATASETS[code])) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("chilled", "tiède"), ("2026-", "l’an 2026-"), ("Ferme du Vent,", "Ferme du Vent,,")],
)
def test_a_spoilt_file_is_found_out(client, tmp_path, before, after):
    path = csv_of(client, "product-lines", tmp_path)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert faults(path, table_schema(DATASETS["product-lines"]))
