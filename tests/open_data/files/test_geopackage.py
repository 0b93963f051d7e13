"""GeoPackage: the tables that the standard asks for, and points where they are known."""

import sqlite3
import struct
from contextlib import closing

import pytest

from pat_logistics.open_data.files.geopackage import geopackage
from tests.factories.carriers import SolutionFactory
from tests.open_data.samples import open_company, open_farm, written

pytestmark = pytest.mark.django_db


def asked(sql, *args, **kwargs):
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(written(geopackage, *args, **kwargs))
        return database.execute(sql).fetchall()


def test_it_is_a_geopackage_with_one_layer_of_points():
    open_farm()
    assert asked("PRAGMA application_id", "storage") == [(0x47504B47,)]
    assert asked("SELECT table_name, data_type, srs_id, min_x, max_y FROM gpkg_contents", "storage") == [
        ("storage", "features", 4326, 3.50117, 44.51782)
    ]
    assert asked("SELECT * FROM gpkg_geometry_columns", "storage") == [
        ("storage", "geom", "POINT", 4326, 0, 0)
    ]
    assert asked("PRAGMA integrity_check", "storage") == [("ok",)]


def test_a_point_is_written_as_the_standard_says():
    open_farm()
    [(geometry,)] = asked("SELECT geom FROM storage", "storage")
    assert struct.unpack("<2sBBi", geometry[:8]) == (b"GP", 0, 1, 4326)
    assert struct.unpack("<BIdd", geometry[8:]) == (1, 1, 3.50117, 44.51782)


def test_a_row_of_no_known_place_is_there_without_a_point():
    SolutionFactory(tool=True)
    assert asked("SELECT geom FROM solutions", "solutions") == [(None,)]


def test_a_dataset_without_places_is_a_table():
    open_farm()
    assert asked("SELECT data_type, srs_id FROM gpkg_contents", "flows") == [("attributes", None)]
    [(days,)] = asked("SELECT weekdays FROM flows", "flows")
    assert days == "[2, 4]"


def test_numbers_days_and_moments_are_of_their_types():
    open_company()
    [(low, day, moment)] = asked("SELECT min_kg, source_date, updated_at FROM solutions", "solutions")
    assert (low, day) == (10.0, "2026-10-01")
    assert moment.endswith("Z")
    [(about,)] = asked("SELECT description FROM gpkg_contents", "solutions")
    assert "licence : Licence Ouverte 2.0" in about
