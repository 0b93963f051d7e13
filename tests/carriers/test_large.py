"""Invented carriers, seen row by row; test_seed_large.py loads them."""

import pytest

from carriers import large
from carriers.enums import BANDED_BASES, GOODS_KINDS, SolutionKind
from tests.factories.territory import CommuneFactory


def test_what_has_a_grid_is_priced_by_bands_that_touch():
    assert set(large.GRIDS) == set(GOODS_KINDS) - {SolutionKind.CO_DELIVERY}
    assert {basis for basis, _ in large.GRIDS.values()} <= set(BANDED_BASES)
    for bands in (*large.BANDS_KG.values(), large.USUAL_BANDS_KG):
        assert [low for low, _ in bands[1:]] == [high for _, high in bands[:-1]]


@pytest.mark.django_db
def test_a_departement_is_its_own_nearest_neighbour_and_its_largest_town_comes_first():
    CommuneFactory(mende=True, population=12_000)
    CommuneFactory(florac=True, population=2_000)
    CommuneFactory(montpellier=True, population=300_000)
    country = large.Country.read()
    assert [commune.name for commune in country.communes["48"]] == ["Mende", "Florac Trois Rivières"]
    assert country.neighbours["48"] == ["48", "34"]
