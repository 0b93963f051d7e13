"""What a page of features holds: filters, bounds, pages, and nothing hidden."""

import json
from datetime import timedelta

import pytest
from django.utils.timezone import now
from rest_framework.exceptions import ValidationError
from shapely.geometry import shape

from carriers.enums import AreaRole
from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS
from pat_logistics.portal.open_data.ogc.items import feature_of, page_of
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

PRODUCERS = COLLECTIONS["producers"]


def count(collection, **asked):
    return page_of(collection, {name.replace("_", "-"): text for name, text in asked.items()}).matched


def test_a_limit_above_the_highest_is_the_highest(world, monkeypatch):
    monkeypatch.setattr(type(PRODUCERS), "most", 2)
    found = page_of(PRODUCERS, {"limit": "999999999999999999999"})
    assert len(found.features) == 2
    assert found.matched == 5


def test_rows_that_go_or_come_make_no_reader_miss_another(world):
    first = page_of(PRODUCERS, {"limit": "2"})
    world.delete()
    second = page_of(PRODUCERS, {"limit": "3", "cursor": first.following})
    assert len(second.features) == 3
    assert second.following is None
    assert not set(first.features) & set(second.features)


def test_filters_add_up(world):
    assert count(PRODUCERS) == 5
    assert count(PRODUCERS, departement="48") == 3
    assert count(PRODUCERS, departement="48", name="Ferme égale") == 2
    assert count(PRODUCERS, departement="48", filter="name = 'Ferme du Vent' OR name = 'Ferme égale'") == 3
    assert count(PRODUCERS, departement="48", bbox="3.8,43.5,3.9,43.7") == 0
    assert count(PRODUCERS, bbox="3.8,43.5,3.9,43.7", filter_lang="cql2-text") == 2


def test_a_filter_may_hold_another_name_of_the_place(world):
    assert count(PRODUCERS, filter="S_INTERSECTS(geom, BBOX(3.8, 43.5, 3.9, 43.7))") == 2


def test_datetime_is_the_last_change(world, collection):
    total = count(collection)
    today, before = now().date(), (now() - timedelta(days=2)).date()
    assert count(collection, datetime=f"{before}/..") == count(collection, datetime=f"../{today}") == total
    assert count(collection, datetime=f"../{before}") == 0
    moment = now().isoformat().replace("+00:00", "Z")
    assert count(collection, datetime=f"../{moment}") == total
    assert count(collection, datetime=f"{moment}/..") == 0


def test_each_fault_is_named():
    with pytest.raises(ValidationError) as caught:
        page_of(PRODUCERS, {"bbox": "1", "filter": "x", "updated_at": "hier", "departement": "48"})
    assert caught.value.detail.keys() == {"bbox", "filter", "updated_at"}
    assert str(caught.value.detail["updated_at"]).startswith("Il faut un instant")


def test_a_farm_that_keeps_its_position_is_found_at_its_town_hall_and_nowhere_else():
    """Whichever way one asks: else its sides, moved, would tell where it is."""
    mende = CommuneFactory(mende=True)
    hidden = {"latitude": 44.6011, "longitude": 3.6022, "commune": mende, "published": True}
    shy = ProducerFactory(name="Cachée", position_published=False, **hidden)
    around_farm = "3.6021,44.6010,3.6023,44.6012"
    ring = "3.6021 44.6010, 3.6023 44.6010, 3.6022 44.6012, 3.6021 44.6010"
    for asked in (
        {"bbox": around_farm},
        {"filter": f"S_INTERSECTS(geometry, BBOX({around_farm}))"},
        {"filter": f"S_INTERSECTS(geometry, POLYGON(({ring})))"},
        {"filter": "S_INTERSECTS(geometry, POINT(3.6022 44.6011))"},
    ):
        assert page_of(PRODUCERS, asked).matched == 0
    assert PRODUCERS.extent().bounds == (mende.longitude, mende.latitude) * 2
    west, south, east, north = mende.longitude - 0.01, mende.latitude - 0.01, mende.longitude + 0.01, 45
    assert page_of(PRODUCERS, {"bbox": f"{west},{south},{east},{north}"}).matched == 1
    assert "44.6011" not in str(feature_of(PRODUCERS, str(shy.pk)))


def test_a_feature_has_its_key_or_is_none(world):
    assert '"Ferme du Vent"' in str(feature_of(PRODUCERS, str(world.pk)))
    for key in ("999999", "x", "9" * 30, "-1", "²"):
        assert feature_of(PRODUCERS, key) is None


def test_an_area_is_met_by_what_touches_it():
    mende, montpellier = CommuneFactory(mende=True), CommuneFactory(montpellier=True)
    areas = COLLECTIONS["solution-areas"]
    for commune in (mende, montpellier):
        solution = SolutionFactory()
        ServiceAreaFactory(solution=solution, commune=commune, role=AreaRole.DELIVERY)
    ServiceAreaFactory(solution=SolutionFactory(), commune=mende, role=AreaRole.COLLECTION)
    assert count(areas) == 2
    near = f"{mende.longitude + 0.02},{mende.latitude},{mende.longitude + 0.5},{mende.latitude}"
    assert count(areas, bbox=near) == 1
    assert count(areas, filter=f"NOT S_INTERSECTS(geometry, BBOX({near}))") == 1
    assert count(areas, bbox="-10,0,-9,1") == 0
    west, south, east, north = areas.extent().bounds
    assert west < mende.longitude < montpellier.longitude < east
    assert south < montpellier.latitude < mende.latitude < north
    drawn = shape(json.loads(page_of(areas, {}).features[0])["geometry"])
    assert drawn.geom_type == "MultiPolygon"
    assert drawn.is_valid
