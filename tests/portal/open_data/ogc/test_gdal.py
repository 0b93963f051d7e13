"""GDAL, which QGIS reads with, on the real portal: each collection to its last page, into a GeoPackage."""

import os
import re
import sqlite3
import subprocess

import pytest

from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS
from pat_logistics.portal.open_data.ogc.items import page_of
from tests.portal.open_data.ogc.conftest import filled

pytestmark = pytest.mark.unmeasured

AROUND_MENDE = ("3", "44.2", "4", "44.8")
PATIENCE_S = 60


@pytest.fixture
def source(live_server):
    filled()
    return f"OAPIF:{live_server.url}/api/ogc"


def run(*words):
    environment = os.environ | {"NO_PROXY": "127.0.0.1,localhost", "CPL_DEBUG": ""}
    done = subprocess.run(
        words, capture_output=True, text=True, env=environment, timeout=PATIENCE_S, check=True
    )
    assert "ERROR" not in done.stderr, done.stderr
    return done.stdout


def copied(source, path, *options):
    """How many features of each layer GDAL copies."""
    run("ogr2ogr", "-f", "GPKG", str(path), source, *options, "-oo", "PAGE_SIZE=2")
    with sqlite3.connect(path) as package:
        # GDAL writes down how many there are.
        found = dict(package.execute("SELECT table_name, feature_count FROM gpkg_ogr_contents"))
    package.close()
    return found


def told(**asked):
    """How many features of each collection there are, by us."""
    return {code: page_of(collection, asked).matched for code, collection in COLLECTIONS.items()}


def test_gdal_reads_every_collection_whole_by_place_and_by_column(source, tmp_path):
    layers = re.findall(r"^\d+: ([\w-]+)", run("ogrinfo", "-ro", source), re.MULTILINE)
    assert layers == list(COLLECTIONS)
    everything = told()
    assert copied(source, tmp_path / "all.gpkg") == everything
    assert all(count > 1 for count in everything.values())
    near = told(bbox=",".join(AROUND_MENDE))
    assert copied(source, tmp_path / "box.gpkg", "-spat", *AROUND_MENDE) == near
    assert near["producers"] < everything["producers"]
    assert copied(
        source, tmp_path / "where.gpkg", "-where", "departement = '48' AND name = 'Ferme égale'", "producers"
    ) == {"producers": 2}
    summary = run("ogrinfo", "-ro", "-so", source, "solution-areas")
    assert "Geometry: Multi Polygon" in summary
    assert "updated_at: DateTime" in summary
