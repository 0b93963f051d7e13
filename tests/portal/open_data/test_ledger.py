"""What was public once and is so no longer is told, however it left; what never was is not."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import timezone

from pat_logistics.portal.open_data import ledger
from pat_logistics.portal.open_data.models import PublicRow
from pat_logistics.portal.open_data.registry import TOLD
from pat_logistics.webhooks.models import Kind
from producers.datasets import PRODUCERS
from tests.factories.carriers import SolutionFactory
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.webhooks import subscription_of

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


class TestProgramsThatFollow:
    """What the ledger sees is told by webhooks, in the same transaction; the rest is not."""

    @pytest.fixture
    def told_to(self):
        """The messages since the last reading: list, row, what became of it."""
        subscription = subscription_of(datasets=[dataset.code for dataset in TOLD])

        def read():
            found = subscription.deliveries.order_by("pk")
            messages = set(found.values_list("dataset", "row_id", "kind"))
            found.delete()
            return messages

        return read

    def test_what_is_published_is_told_once(self, told_to, farm):
        ledger.note_changes()
        messages = told_to()
        assert {(code, pk) for code, pk, _ in messages} == told()
        assert {kind for *_, kind in messages} == {Kind.PUBLISHED}
        cache.clear()
        ledger.note_changes()
        assert told_to() == set()

    def test_what_was_public_before_is_not_told(self, farm, told_to):
        ledger.note_changes()
        told_to()
        other = subscription_of(name="Plus tard")
        cache.clear()
        ledger.note_changes()
        assert not other.deliveries.exists()

    def test_the_first_change_after_a_program_came_is_told_and_nothing_else(self, farm):
        stays = ProducerFactory(published=True)
        ledger.note_changes()
        subscription = subscription_of()
        farm.name = "Autrement"
        farm.save()
        ledger.note_changes()
        assert set(subscription.deliveries.values_list("row_id", "kind")) == {(farm.pk, Kind.CHANGED)}
        assert stays.pk != farm.pk

    def test_each_change_of_a_row_is_told(self, told_to, farm):
        ledger.note_changes()
        told_to()
        for name in ("Autrement", "Encore"):
            farm.name = name
            farm.save()
            ledger.note_changes()
            assert ("producers", farm.pk, Kind.CHANGED) in told_to()
        cache.clear()
        ledger.note_changes()
        assert told_to() == set()

    def test_a_change_that_ended_after_a_later_one_was_noted_is_told(self, told_to, farm):
        """Its moment is when its transaction began: no date of the last reading would find it."""
        other = ProducerFactory(published=True)
        began = timezone.now()
        ledger.note_changes(began)
        told_to()
        other.name = "Autrement"
        other.save()
        ledger.note_changes()
        assert ("producers", other.pk, Kind.CHANGED) in told_to()
        late = began + datetime.timedelta(microseconds=1)
        type(farm).objects.filter(pk=farm.pk).update(name="Plus tôt", updated_at=late)
        ledger.note_changes()
        assert ("producers", farm.pk, Kind.CHANGED) in told_to()

    def test_what_is_withdrawn_is_told_however_it_left(self, told_to, farm):
        gone = ProducerFactory(published=True)
        ledger.note_changes()
        told_to()
        before, pk = told(), gone.pk
        farm.published_at = None
        farm.save()
        gone.delete()
        ledger.note_changes()
        messages = told_to()
        assert {kind for *_, kind in messages} == {Kind.WITHDRAWN}
        assert {(code, pk) for code, pk, _ in messages} == before - told()
        assert ("producers", pk, Kind.WITHDRAWN) in messages

    def test_a_row_published_again_is_told_as_published(self, told_to, farm):
        ledger.note_changes()
        when, farm.published_at = farm.published_at, None
        farm.save()
        ledger.note_changes()
        told_to()
        farm.published_at = when
        farm.save()
        ledger.note_changes()
        assert ("producers", farm.pk, Kind.PUBLISHED) in told_to()

    def test_what_never_was_public_is_never_told(self, told_to):
        hidden = ProducerFactory()
        ledger.note_changes()
        hidden.name = "Autrement"
        hidden.save()
        ledger.note_changes()
        hidden.delete()
        ledger.note_changes()
        assert told_to() == set()

    def test_a_note_that_fails_tells_nothing(self, told_to, farm, monkeypatch):
        monkeypatch.setattr(ledger, "_note_moments", lambda dataset: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ledger.note_changes()
        assert told_to() == set()
        assert not PublicRow.objects.exists()

    def test_a_list_that_nobody_follows_is_not_compared(self, farm, monkeypatch):
        monkeypatch.setattr(ledger, "_note_moments", lambda dataset: 1 / 0)
        assert ledger.note_changes()

    def test_ten_farms_take_as_many_queries_as_one(self, told_to, farm, django_assert_max_num_queries):
        for _ in range(9):
            ProducerFactory(published=True)
        with django_assert_max_num_queries(len(TOLD) * 16 + 2):
            ledger.note_changes()
