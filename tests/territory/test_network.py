"""The road table: quickest ways over its sections, the same both ways, few searches for many pairs."""

import csv

import numpy as np
import pytest

from pat_logistics.territory import network as module
from pat_logistics.territory.network import Spread, length_classes, measured_error, network
from pat_logistics.territory.reference import shipped_communes
from tests.factories.territory import CommuneFactory

MENDE, FLORAC, MONTPELLIER, LYON = "48095", "48061", "34172", "69123"


def test_the_table_holds_every_commune_of_lozere_and_the_towns_around():
    codes = set(network().rank)
    assert len(codes) == 2225
    assert len([code for code in codes if code.startswith("48")]) == 152
    assert {MENDE, MONTPELLIER, LYON, "63113", "31555", "13055"} <= codes


def test_the_table_places_its_communes_where_the_register_does():
    register = {row.insee: row for row in shipped_communes()}
    for code, latitude, longitude in module._rows("road_places.csv"):
        row = register[code]
        assert (row.latitude, row.longitude) == (float(latitude), float(longitude)), row.name


def test_every_commune_of_the_table_leads_to_every_other():
    km, minutes = network().from_commune(MENDE)
    assert np.isfinite(km).all()
    assert np.isfinite(minutes).all()
    assert (km[network().rank[MENDE]], minutes[network().rank[MENDE]]) == (0, 0)


def test_the_quickest_way_adds_up_the_sections_it_takes(monkeypatch, tmp_path):
    (tmp_path / "road_sections.csv").write_text(
        "insee_a,insee_b,km,minutes\n48095,48061,10,30\n48061,34172,20,10\n48095,34172,25,60\n"
    )
    (tmp_path / "road_places.csv").write_text(
        "insee,latitude,longitude\n48095,44.5,3.5\n48061,44.3,3.6\n34172,43.6,3.9\n"
    )
    monkeypatch.setattr(module, "DATA_DIR", tmp_path)
    small = module.network.__wrapped__()
    [way] = small.between([(MENDE, MONTPELLIER)]).values()
    assert (way.km, way.minutes) == pytest.approx((30, 40))


def test_of_two_ways_as_quick_the_shorter_is_taken_both_ways():
    # Lemps to Jabrun: 228.0 or 229.3 km, for the same minutes.
    ways = [network().between([pair])[pair] for pair in (("07140", "15078"), ("15078", "07140"))]
    assert [way.km for way in ways] == pytest.approx([228.0, 228.0])


def test_a_way_is_the_same_both_ways():
    ways = network().between([(MENDE, LYON), (LYON, MENDE)])
    assert ways[MENDE, LYON] == ways[LYON, MENDE]


def test_one_search_answers_all_the_pairs_that_meet_in_a_commune(monkeypatch):
    module._searched.cache_clear()
    searches = []
    search = module.dijkstra
    monkeypatch.setattr(
        module, "dijkstra", lambda *args, **kwargs: searches.append(1) or search(*args, **kwargs)
    )
    others = [FLORAC, MONTPELLIER, LYON, "63113", "31555"]
    pairs = [(MENDE, other) for other in others] + [(other, MENDE) for other in others]
    assert set(network().between(pairs)) == set(pairs)
    assert len(searches) == 1
    network().between(pairs)
    assert len(searches) == 1, "kept for the questions to come"


def test_the_nearest_commune_of_the_table_is_found_as_the_crow_flies():
    near_mende = CommuneFactory.build(latitude=44.52, longitude=3.51)
    code, km = network().nearest(near_mende)
    assert code == MENDE
    assert km < 1


def test_between_two_classes_of_length_the_detour_changes_little_by_little():
    beyond = Spread(1.2, 1.3, 1.7)
    lengths = np.linspace(3, 400, 500)
    roads = [length * length_classes().detour(length, beyond=beyond).middle for length in lengths]
    assert (np.diff(roads) > 0).all()
    assert length_classes().detour(320, beyond=beyond) == beyond


def test_the_error_of_a_way_is_that_of_the_ways_of_its_length():
    assert measured_error(79).km_high == 1.15
    assert measured_error(80).km_high == 1.1


def test_no_section_is_shipped_twice_nor_without_length():
    with (module.DATA_DIR / "road_sections.csv").open(encoding="utf-8", newline="") as file:
        rows = [(frozenset(row[:2]), float(row[2]), float(row[3])) for row in list(csv.reader(file))[1:]]
    assert len({pair for pair, *_ in rows}) == len(rows)
    assert all(len(pair) == 2 and km > 0 and minutes > 0 for pair, km, minutes in rows)
