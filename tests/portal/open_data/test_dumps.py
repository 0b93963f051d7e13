"""The files of each night: whole, of one moment, what a visitor may read, kept some days."""

import datetime
import hashlib
import json

import pytest
from django.db import connections

from pat_logistics.open_data import files
from pat_logistics.portal.open_data import dumps
from pat_logistics.portal.open_data.registry import DATASETS
from tests.factories.producers import ProducerFactory
from tests.open_data.samples import open_canteen, open_company, open_farm

# The isolation of a transaction is chosen before its first statement: no test may be inside one.
pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.date(2026, 11, 30)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_each_list_is_written_in_each_kind_of_file_it_can_be(data_folder):
    open_farm()
    open_company()
    open_canteen()
    made = dumps.make_dumps(DAY)
    kinds = {(dump.dataset, dump.format) for dump in made}
    assert {code for code, _ in kinds} == set(DATASETS)
    assert {name for code, name in kinds if code == "producers"} == set(files.FORMATS)
    assert ("bands", "geojson") not in kinds
    assert len({dump.name for dump in made}) == len(made)
    assert names(data_folder / "2026-11-30") == sorted([*(dump.name for dump in made), "index.json"])
    for dump in made:
        content = dump.path.read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (dump.size, dump.sha256)
    assert dumps.latest() == made
    assert next(dump.rows for dump in made if dump.name == "producteurs.csv") == 1


def test_what_is_not_published_is_in_no_file(data_folder):
    ProducerFactory(name="Ferme Secrète", slug="ferme-secrete")
    for dump in dumps.make_dumps(DAY):
        assert b"Secr" not in dump.path.read_bytes()
        assert dump.rows == 0


def test_an_interrupted_run_leaves_the_day_before(data_folder, monkeypatch):
    before = dumps.make_dumps(DAY)

    def breaks(*args):
        raise OSError("no space left")

    monkeypatch.setattr(dumps, "_write_index", breaks)
    with pytest.raises(OSError, match="space"):
        dumps.make_dumps(DAY + datetime.timedelta(days=1))
    assert names(data_folder) == ["2026-11-30"]
    assert dumps.latest() == before


def test_what_a_killed_run_left_is_swept(data_folder):
    (data_folder / ".draft-abc").mkdir(parents=True)
    (data_folder / ".old-abc").mkdir()
    dumps.make_dumps(DAY)
    assert names(data_folder) == ["2026-11-30"]


def test_the_same_day_is_made_anew(data_folder):
    dumps.make_dumps(DAY)
    ProducerFactory(published=True)
    dumps.make_dumps(DAY)
    assert names(data_folder) == ["2026-11-30"]
    assert {dump.rows for dump in dumps.latest() if dump.dataset == "producers"} == {1}


def test_only_so_many_days_are_kept(data_folder, settings):
    settings.OPEN_DATA_DAYS = 2
    for day in range(4):
        dumps.make_dumps(DAY + datetime.timedelta(days=day))
    assert dumps.days() == ["2026-12-03", "2026-12-02"]


def test_two_runs_at_once_do_not_collide(data_folder):
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [dumps.LOCK])
        assert dumps.make_dumps(DAY) == []
    finally:
        other.close()
    assert dumps.days() == []


@pytest.mark.parametrize("day", ["..", "2026-11-30/..", "", "2026-11-31", "9999-99-99"])
def test_a_day_without_files_has_none(data_folder, day):
    assert dumps.of_day(day) == []


def test_the_index_says_what_the_files_are(data_folder):
    dumps.make_dumps(DAY)
    told = json.loads((data_folder / "2026-11-30" / "index.json").read_text(encoding="utf-8"))
    assert told["licence"] == "Licence Ouverte 2.0"
    assert {"name", "rows", "size", "sha256"} <= set(told["files"][0])
