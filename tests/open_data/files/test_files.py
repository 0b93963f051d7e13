"""The formats together: the same rows come out of each."""

import csv
import io
import json
import sqlite3

import openpyxl
import pyarrow.parquet
import pytest

from pat_logistics.open_data.files import FORMATS
from tests.open_data.samples import DATASETS, VISITOR, open_canteen, open_company, open_farm, written

pytestmark = pytest.mark.django_db


def of_csv(body, _code, delimiter=","):
    return [row[0] for row in csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=delimiter)][1:]


def of_workbook(body, _code):
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    return [str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)]


def of_geopackage(body, code):
    with sqlite3.connect(":memory:") as database:
        database.deserialize(body)
        return [str(key) for (key,) in database.execute(f'SELECT id FROM "{code}"')]  # noqa: S608 - ours


READERS = {
    "csv": of_csv,
    "csv-fr": lambda body, code: of_csv(body, code, ";"),
    "xlsx": of_workbook,
    "jsonl": lambda body, _code: [str(json.loads(line)["id"]) for line in body.splitlines()],
    "geojson": lambda body, _code: [str(each["id"]) for each in json.loads(body)["features"]],
    "gpkg": of_geopackage,
    "parquet": lambda body, _code: [
        str(row["id"]) for row in pyarrow.parquet.read_table(io.BytesIO(body)).to_pylist()
    ],
}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (code, kind)
        for code, dataset in DATASETS.items()
        for kind, form in FORMATS.items()
        if dataset.place or not form.is_map
    ],
)
def test_each_format_holds_every_row_once(code, kind):
    dataset = DATASETS[code]
    open_farm()
    open_farm(name="Ferme du Lac", slug="ferme-du-lac")
    open_company()
    open_canteen()
    keys = [str(key) for key in dataset.rows(VISITOR).order_by("pk").values_list("pk", flat=True)]
    assert keys
    assert READERS[kind](written(FORMATS[kind].write, code), code) == keys


@pytest.mark.parametrize("kind", FORMATS)
def test_a_list_of_nothing_is_a_file_all_the_same(kind):
    assert READERS[kind](written(FORMATS[kind].write, "storage"), "storage") == []
