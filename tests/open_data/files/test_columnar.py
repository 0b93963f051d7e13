"""Parquet: typed columns, and what the file says of itself."""

import io

import pyarrow as pa
import pytest
from pyarrow.parquet import read_metadata, read_table

from pat_logistics.open_data import extracts
from pat_logistics.open_data.files.columnar import parquet
from tests.open_data.samples import open_company, open_farm, written

pytestmark = pytest.mark.django_db


def test_columns_have_the_types_of_the_declaration():
    open_company()
    found = read_table(io.BytesIO(written(parquet, "solutions")))
    kinds = {field.name: field.type for field in found.schema}
    assert (kinds["id"], kinds["min_kg"]) == (pa.int64(), pa.float64())
    assert kinds["temperatures"] == pa.list_(pa.string())
    assert kinds["source_date"] == pa.date32()
    [row] = found.to_pylist()
    assert (row["name"], row["min_kg"], row["temperatures"]) == ("Groupage", 10.0, ["ambient", "chilled"])


def test_days_of_the_week_are_numbers():
    open_farm()
    assert read_table(io.BytesIO(written(parquet, "flows"))).to_pylist()[0]["weekdays"] == [2, 4]


def test_the_metadata_say_the_licence_and_count_over_all_batches(monkeypatch):
    monkeypatch.setattr(extracts, "AT_A_TIME", 1)
    open_farm()
    open_farm(name="Ferme du Lac", slug="lac")
    metadata = read_metadata(io.BytesIO(written(parquet, "producers"))).metadata
    assert metadata[b"nombre"] == b"2"
    assert metadata[b"licence"] == b"Licence Ouverte 2.0"
