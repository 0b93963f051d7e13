"""What was public once and is so no longer is told, however it left; what never was is not."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import timezone

from pat_logistics.portal.open_data import ledger
from pat_logistics.portal.open_data.models import PublicRow
from pat_logistics.portal.open_data.registry import TOLD
from producers.datasets import PRODUCERS
from tests.factories.carriers import SolutionFactory
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, StorageSiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def afresh():
    cache.clear()


@pytest.fixture
def farm():
    farm = ProducerFactory(published=True, storage_published=True, flows_published=True)
    ProductLineFactory(producer=farm)
    StorageSiteFactory(producer=farm, offered=True)
    FlowFactory(producer=farm)
    return farm


def withdrawn():
    return set(PublicRow.objects.withdrawn().values_list("dataset", "row_id"))


def told():
    """Every row that anybody can read, by list."""
    return {
        (dataset.code, pk)
        for dataset in TOLD
        for pk in dataset.rows(AnonymousUser()).values_list("pk", flat=True)
    }


def test_what_is_public_is_noted_once(farm):
    SolutionFactory()
    assert ledger.note_changes() is True
    assert ledger.note_changes() is False
    assert set(PublicRow.objects.values_list("dataset", "row_id")) == told()
    assert {"producers", "product-lines", "storage", "flows", "solutions"} <= {code for code, _ in told()}
    assert withdrawn() == set()


def test_a_farm_that_unpublishes_takes_all_its_rows_back(farm):
    before = told()
    ledger.note_changes()
    farm.published_at = None
    farm.save()
    ledger.note_changes()
    assert withdrawn() == before - told()
    assert withdrawn() >= {("producers", farm.pk)}
    assert {code for code, _ in withdrawn()} == {"producers", "product-lines", "storage", "flows"}


def test_one_group_taken_back_leaves_the_rest(farm):
    ledger.note_changes()
    farm.storage_published_at = None
    farm.save()
    ledger.note_changes()
    assert {code for code, _ in withdrawn()} == {"storage"}


def test_a_farm_that_is_erased_is_told_too(farm):
    ledger.note_changes()
    pk = farm.pk
    farm.delete()
    ledger.note_changes()
    assert ("producers", pk) in withdrawn()


def test_what_never_was_public_is_never_named():
    hidden = ProducerFactory()
    ledger.note_changes()
    hidden.name = "Autrement"
    hidden.save()
    hidden.delete()
    ledger.note_changes()
    assert not PublicRow.objects.exists()


def test_a_row_published_again_is_a_withdrawal_no_longer(farm):
    ledger.note_changes()
    when, farm.published_at = farm.published_at, None
    farm.save()
    ledger.note_changes()
    farm.published_at = when
    farm.save()
    ledger.note_changes()
    assert withdrawn() == set()


def test_two_runs_at_once_note_a_row_once(farm):
    now = timezone.now()
    ledger.note(PRODUCERS, now)
    ledger.note(PRODUCERS, now)
    assert PublicRow.objects.filter(dataset="producers").count() == 1


def test_the_moment_of_a_withdrawal_does_not_move(farm):
    ledger.note_changes()
    farm.delete()
    first = timezone.now()
    ledger.note_changes(first)
    cache.clear()
    ledger.note_changes(first + datetime.timedelta(hours=1))
    assert set(PublicRow.objects.withdrawn().values_list("withdrawn_at", flat=True)) == {first}


def test_a_withdrawal_is_forgotten_after_a_year(farm):
    ledger.note_changes()
    farm.delete()
    ledger.note_changes()
    now, gone = timezone.now(), len(withdrawn())
    assert ledger.forget_old(now) == 0
    assert ledger.forget_old(now + ledger.KEPT + datetime.timedelta(minutes=1)) == gone > 0
    assert not PublicRow.objects.exists()


def test_ten_farms_take_as_many_queries_as_one(farm, django_assert_max_num_queries):
    for _ in range(9):
        ProducerFactory(published=True)
    with django_assert_max_num_queries(len(TOLD) * 7 + 1):
        ledger.note_changes()
