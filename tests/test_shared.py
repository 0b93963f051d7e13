"""Shared data are there for who asks, as they were loaded, and for nobody else."""

import pytest

from cost_calc.models import ReferenceValue
from pat_logistics.territory.models import Commune


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_test_writes_among_shared_data_is_undone(shared_references, turn):
    assert ReferenceValue.objects.filter(code="energy.diesel.eur").exists()
    ReferenceValue.objects.all().delete()


def test_the_larger_of_two_sets_serves_for_both(shared_territory, shared_references):
    assert ReferenceValue.objects.exists()
    assert Commune.objects.filter(pk="48095").exists()


@pytest.mark.django_db
def test_a_test_that_asks_for_none_finds_none():
    assert not ReferenceValue.objects.exists()
    assert not Commune.objects.exists()
