"""An invented France, seen row by row; test_seed_large.py loads it."""

import pytest

from pat_logistics.vocabulary import ProductFamily, SeasonLevel
from producers import large
from producers.models import Producer
from tests.factories.producers import ProducerFactory


def test_every_family_has_its_makers_and_products():
    assert set(large.MAKERS) == set(ProductFamily)
    assert all(makers and products for makers, products in large.MAKERS.values())


def test_a_season_is_a_year_of_known_levels():
    assert {len(season) for season in large.SEASONS} == {12}
    assert {large.LEVELS[level] for season in large.SEASONS for level in season} <= set(SeasonLevel.values)


@pytest.mark.django_db
def test_nothing_is_written_where_it_was_done_before():
    ProducerFactory(slug=f"{large.SLUG}-1")
    assert large.load(5) == 0
    assert Producer.objects.count() == 1
